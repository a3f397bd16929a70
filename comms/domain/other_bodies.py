"""Those outside the United Nations who lead or begin a day: unions, networks, other organisations of states."""

# By the words of the records: in English, in Spanish, in French.
OTHERS: dict[str, tuple[str, str, str]] = {
    "ATD Fourth World": ("ATD Fourth World", "ATD Cuarto Mundo", "ATD Quart Monde"),
    "African Union": ("African Union", "Unión Africana", "Union africaine"),
    "COPAC": (
        "Committee for the Promotion and Advancement of Cooperatives",
        "Comité para la Promoción y el Progreso de las Cooperativas",
        "Comité pour la promotion et l'avancement des coopératives",
    ),
    "Congress of Local and Regional Authorities": (
        "Congress of Local and Regional Authorities (Council of Europe)",
        "Congreso de Poderes Locales y Regionales (Consejo de Europa)",
        "Congrès des pouvoirs locaux et régionaux (Conseil de l'Europe)",
    ),
    "Council of Europe": ("Council of Europe", "Consejo de Europa", "Conseil de l'Europe"),
    "Down Syndrome International": (
        "Down Syndrome International",
        "Down Syndrome International",
        "Down Syndrome International",
    ),
    "EI": ("Education International", "Internacional de la Educación", "Internationale de l'éducation"),
    "EPIC (ILO, UN Women, OECD)": (
        "Equal Pay International Coalition (ILO, UN Women, OECD)",
        "Coalición Internacional para la Igualdad Salarial (OIT, ONU Mujeres, OCDE)",
        "Coalition internationale pour l'égalité salariale (OIT, ONU Femmes, OCDE)",
    ),
    "EU": ("European Union", "Unión Europea", "Union européenne"),
    "European Commission": ("European Commission", "Comisión Europea", "Commission européenne"),
    "FISU": (
        "International University Sports Federation",
        "Federación Internacional del Deporte Universitario",
        "Fédération internationale du sport universitaire",
    ),
    "GARC": (
        "Global Alliance for Rabies Control",
        "Alianza Mundial para el Control de la Rabia",
        "Alliance mondiale contre la rage",
    ),
    "HomeNet International": ("HomeNet International", "HomeNet International", "HomeNet International"),
    "IASP": (
        "International Association for Suicide Prevention",
        "Asociación Internacional para la Prevención del Suicidio",
        "Association internationale pour la prévention du suicide",
    ),
    "ICA (COPAC)": (
        "International Cooperative Alliance",
        "Alianza Cooperativa Internacional",
        "Alliance coopérative internationale",
    ),
    "ICC": ("International Criminal Court", "Corte Penal Internacional", "Cour pénale internationale"),
    "ICOM": (
        "International Council of Museums",
        "Consejo Internacional de Museos",
        "Conseil international des musées",
    ),
    "ICOMOS": (
        "International Council on Monuments and Sites",
        "Consejo Internacional de Monumentos y Sitios",
        "Conseil international des monuments et des sites",
    ),
    "IDAHOBIT network": ("IDAHOBIT network", "red IDAHOBIT", "réseau IDAHOBIT"),
    "IDF": (
        "International Diabetes Federation",
        "Federación Internacional de Diabetes",
        "Fédération internationale du diabète",
    ),
    "IDWF": (
        "International Domestic Workers Federation",
        "Federación Internacional de Trabajadores del Hogar",
        "Fédération internationale des travailleurs domestiques",
    ),
    "IHO": (
        "International Hydrographic Organization",
        "Organización Hidrográfica Internacional",
        "Organisation hydrographique internationale",
    ),
    "INTERPOL": ("INTERPOL", "INTERPOL", "INTERPOL"),
    "IPU": ("Inter-Parliamentary Union", "Unión Interparlamentaria", "Union interparlementaire"),
    "IRENA": ("IRENA", "IRENA", "IRENA"),
    "ITI": (
        "International Theatre Institute",
        "Instituto Internacional del Teatro",
        "Institut international du théâtre",
    ),
    "ITUC": (
        "International Trade Union Confederation",
        "Confederación Sindical Internacional",
        "Confédération syndicale internationale",
    ),
    "IUT": (
        "International Union of Tenants",
        "Unión Internacional de Inquilinos",
        "Union internationale des locataires",
    ),
    "Insafe": ("Insafe network", "red Insafe", "réseau Insafe"),
    "International Alliance of Waste Pickers": (
        "International Alliance of Waste Pickers",
        "Alianza Internacional de Recicladores",
        "Alliance internationale des récupérateurs",
    ),
    "La Via Campesina": ("La Via Campesina", "La Vía Campesina", "La Via Campesina"),
    "OIF": (
        "International Organisation of La Francophonie",
        "Organización Internacional de la Francofonía",
        "Organisation internationale de la Francophonie",
    ),
    "OPCW": ("OPCW", "OPAQ", "OIAC"),
    "SEforALL": ("Sustainable Energy for All", "Energía Sostenible para Todos", "Énergie durable pour tous"),
    "Sant'Egidio": ("Community of Sant'Egidio", "Comunidad de Sant'Egidio", "Communauté de Sant'Egidio"),
    "StreetNet": ("StreetNet International", "StreetNet International", "StreetNet International"),
    "TGEU": ("TGEU network", "red TGEU", "réseau TGEU"),
    "UICC": (
        "Union for International Cancer Control",
        "Unión Internacional contra el Cáncer",
        "Union internationale contre le cancer",
    ),
    "WABA": (
        "World Alliance for Breastfeeding Action",
        "Alianza Mundial pro Lactancia Materna",
        "Alliance mondiale pour l'allaitement maternel",
    ),
    "WASH United": ("WASH United", "WASH United", "WASH United"),
    "WCADP": (
        "World Coalition Against the Death Penalty",
        "Coalición Mundial contra la Pena de Muerte",
        "Coalition mondiale contre la peine de mort",
    ),
    "WFD": ("World Federation of the Deaf", "Federación Mundial de Sordos", "Fédération mondiale des sourds"),
    "WFMH": (
        "World Federation for Mental Health",
        "Federación Mundial para la Salud Mental",
        "Fédération mondiale pour la santé mentale",
    ),
    "WGNRR": (
        "Women's Global Network for Reproductive Rights",
        "Red Mundial de Mujeres por los Derechos Reproductivos",
        "Réseau mondial des femmes pour les droits reproductifs",
    ),
    "WOAH": ("WOAH", "OMSA", "OMSA"),
    "WTO": ("WTO", "OMC", "OMC"),
    "WWF": ("WWF", "WWF", "WWF"),
    "World Federation of the Deaf": (
        "World Federation of the Deaf",
        "Federación Mundial de Sordos",
        "Fédération mondiale des sourds",
    ),
    "World Federation of the Deafblind": (
        "World Federation of the Deafblind",
        "Federación Mundial de Sordociegos",
        "Fédération mondiale des sourds-aveugles",
    ),
    "civil society": ("civil society", "sociedad civil", "société civile"),
    "civil society (CWGL)": (
        "civil society (Center for Women's Global Leadership)",
        "sociedad civil (Center for Women's Global Leadership)",
        "société civile (Center for Women's Global Leadership)",
    ),
    "over 2,000 municipalities": (
        "over 2,000 municipalities",
        "más de 2000 municipios",
        "plus de 2\u00a0000 communes",
    ),
    "trade unions": ("trade unions", "sindicatos", "syndicats"),
}
# Who marks a day without leading it: told after those who do, in brackets.
REMARKS: dict[str, tuple[str, str, str]] = {
    "OHCHR Free & Equal marks it": (
        "marked by OHCHR's campaign Free & Equal",
        "con la campaña Libres e Iguales del ACNUDH",
        "avec la campagne Libres et égaux du HCDH",
    ),
    "OHCHR and Council of Europe mark it": (
        "marked by OHCHR and the Council of Europe",
        "con el ACNUDH y el Consejo de Europa",
        "avec le HCDH et le Conseil de l'Europe",
    ),
    "UN-OSAA marks it": (
        "marked by the UN's adviser on Africa (OSAA)",
        "con la oficina de la ONU para África (OSAA)",
        "avec le bureau de l'ONU pour l'Afrique (OSAA)",
    ),
    "also European Day (EU, CoE)": (
        "also a European day of the EU and the Council of Europe",
        "también día europeo de la UE y del Consejo de Europa",
        "aussi journée européenne de l'UE et du Conseil de l'Europe",
    ),
}
