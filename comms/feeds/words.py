"""The few words that feeds add to what the records say, by language; English where a language has none."""

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "resolution": "Resolution: {}",
        "lead": "Led by: {}",
        "agency": "Proclaimed by: {} (a United Nations agency, not the General Assembly)",
        "agency unnamed": "Proclaimed by a United Nations agency, not by the General Assembly",
        "joint": "Proclaimed by: {} (a United Nations agency, not the General Assembly), with {}",
        "others": "Begun by: {}. Not proclaimed by the United Nations",
        "not-un": "Not a United Nations observance",
        "taken back": "No longer in this calendar. The day itself takes place.",
        "projected": "Dates not confirmed",
        "cancelled": "CANCELLED: {}",
        "first": "Begins: {}",
        "last": "Ends: {}",
        "all-days": "All international days",
        "all-days about": (
            "Every observance on record, of the United Nations or of others: days and weeks "
            "of this year and the next, and the first and last days of years and decades."
        ),
        "un-days": "United Nations international days",
        "un-days about": (
            "Days and weeks of the United Nations, and the first and last days of its years and decades. "
            "A day is the same date everywhere."
        ),
        "theme": "{} - days and events",
        "theme about": "International days and weeks, and events. {}",
        "events": "Campaign and United Nations events",
        "events about": "Events whose dates are announced.",
        "city": "{} - days and events",
        "city about": "{}: international days that match its initiatives, and events in its country or online.",
        "city alone about": (
            "{}: events in its country or online. No international days: none of its work is told at present."
        ),
        "listing": "International days",
        "listing about": "International days and weeks, and the first and last days of years and decades.",
        "human-rights-days": "Human rights days",
        "human-rights-days about": "International days and weeks that matter most to human rights cities.",
        "region": "{} - days and events",
        "region about": "{}: international days that match the work done there, and events there or online.",
        "region alone about": (
            "{}: events there or online. No international days: no work done there is told at present."
        ),
        "plan": "{} - what is planned",
        "plan about": "{}: what the network plans to tell of its work. For that local government only; dates may move.",
        "team": "Posts and editions",
        "team about": "Posts and newsletter editions with their status, the nearest of them, for the desk only.",
        "within": "Within the {} ({})",
        "featured": "{}: {}",
        "a day alone": "The day itself is told.",
        "edition": "Newsletter of {}",
        "states draft": "draft",
        "states in review": "in review",
        "states approved": "approved",
        "states scheduled": "scheduled",
        "states sending": "being sent",
        "states unconfirmed": "unconfirmed",
        "states published": "published",
        "states held late": "held late",
        "states missed": "missed",
        "states failed": "failed",
        "states withdrawn": "withdrawn",
        "states planned": "planned",
        "states written": "written",
        "published": "Published",
        "published about": "What was published.",
        "published theme": "Published: {}",
        "published theme about": "What was published on this theme: {}",
    },
    "es": {
        "resolution": "Resolución: {}",
        "lead": "A cargo de: {}",
        "agency": "Proclamación: {} (organismo de las Naciones Unidas, no la Asamblea General)",
        "agency unnamed": "Proclamación de un organismo de las Naciones Unidas, no de la Asamblea General",
        "joint": "Proclamación: {} (organismo de las Naciones Unidas, no la Asamblea General), con: {}",
        "others": "Iniciativa de: {}. No es una proclamación de las Naciones Unidas",
        "not-un": "No es una conmemoración de las Naciones Unidas",
        "taken back": "Ya no figura en este calendario. El día en sí se mantiene.",
        "projected": "Fechas sin confirmar",
        "cancelled": "CANCELADO: {}",
        "first": "Comienza: {}",
        "last": "Termina: {}",
        "all-days": "Todos los días internacionales",
        "all-days about": (
            "Todas las conmemoraciones registradas, de las Naciones Unidas o de otros: días y semanas "
            "de este año y del próximo, y los días primero y último de los años y decenios."
        ),
        "un-days": "Días internacionales de las Naciones Unidas",
        "un-days about": (
            "Días y semanas de las Naciones Unidas, y los días primero y último de sus años y decenios. "
            "Un día tiene la misma fecha en todas partes."
        ),
        "theme": "{} - días y eventos",
        "theme about": "Días y semanas internacionales, y eventos. {}",
        "events": "Eventos de la campaña y de las Naciones Unidas",
        "events about": "Eventos con fechas anunciadas.",
        "city": "{} - días y eventos",
        "city about": "{}: días internacionales afines a sus iniciativas, y eventos en su país o en línea.",
        "city alone about": (
            "{}: eventos en su país o en línea. Sin días internacionales: por ahora no se cuenta su trabajo."
        ),
        "listing": "Días internacionales",
        "listing about": "Días y semanas internacionales, y los días primero y último de los años y decenios.",
        "human-rights-days": "Días de los derechos humanos",
        "human-rights-days about": "Días y semanas que más importan a las ciudades por los derechos humanos.",
        "region": "{} - días y eventos",
        "region about": "{}: días internacionales afines al trabajo que se hace allí, y eventos allí o en línea.",
        "region alone about": (
            "{}: eventos allí o en línea. Sin días internacionales: por ahora no se cuenta ningún trabajo."
        ),
        "plan": "{} - lo previsto",
        "plan about": (
            "{}: lo que la red prevé contar de su trabajo. Solo para ese gobierno local; las fechas pueden cambiar."
        ),
        "team": "Publicaciones y boletines",
        "team about": "Publicaciones y boletines con su estado, los más próximos, solo para el equipo.",
        "within": "En el marco de: {} ({})",
        "featured": "{}: {}",
        "a day alone": "Se habla del día mismo.",
        "edition": "Boletín de {}",
        "states draft": "borrador",
        "states in review": "en revisión",
        "states approved": "con aprobación",
        "states scheduled": "con hora fijada",
        "states sending": "en envío",
        "states unconfirmed": "sin confirmar",
        "states published": "con publicación",
        "states held late": "en espera por retraso",
        "states missed": "sin enviar, su día pasó",
        "states failed": "con error",
        "states withdrawn": "fuera del plan",
        "states planned": "previsto",
        "states written": "por escrito",
        "published": "Publicado",
        "published about": "Lo que se ha publicado.",
        "published theme": "Publicado: {}",
        "published theme about": "Lo que se ha publicado sobre este tema: {}",
    },
    "fr": {
        "resolution": "Résolution\u00a0: {}",
        "lead": "Chef de file\u00a0: {}",
        "agency": "Proclamation\u00a0: {} (organisme des Nations Unies, et non l’Assemblée générale)",
        "agency unnamed": "Proclamation d’un organisme des Nations Unies, et non de l’Assemblée générale",
        "joint": "Proclamation\u00a0: {} (organisme des Nations Unies, et non l’Assemblée générale), avec\u00a0: {}",
        "others": "À l’initiative de\u00a0: {}. Pas de proclamation des Nations Unies",
        "not-un": "Ne fait pas partie des journées et semaines des Nations Unies",
        "taken back": "N’est plus dans ce calendrier. La journée elle-même a bien lieu.",
        "projected": "Dates à confirmer",
        "cancelled": "ANNULÉ\u00a0: {}",
        "first": "Début\u00a0: {}",
        "last": "Fin\u00a0: {}",
        "all-days": "Toutes les journées internationales",
        "all-days about": (
            "Toutes les célébrations recensées, des Nations Unies ou d’autres\u00a0: journées et semaines "
            "de cette année et de la suivante, premier et dernier jours des années et décennies."
        ),
        "un-days": "Journées internationales des Nations Unies",
        "un-days about": (
            "Journées et semaines des Nations Unies, premier et dernier jours de leurs années et décennies. "
            "Une journée a la même date partout."
        ),
        "theme": "{} - journées et événements",
        "theme about": "Journées et semaines internationales, et événements. {}",
        "events": "Événements de la campagne et des Nations Unies",
        "events about": "Événements dont les dates sont annoncées.",
        "city": "{} - journées et événements",
        "city about": "{}\u00a0: journées internationales liées à ses initiatives, événements du pays ou en ligne.",
        "city alone about": (
            "{}\u00a0: événements du pays ou en ligne. Sans journées internationales\u00a0: "
            "aucune de ses actions n’est racontée pour l’instant."
        ),
        "listing": "Journées internationales",
        "listing about": "Journées et semaines internationales, premier et dernier jours des années et décennies.",
        "human-rights-days": "Journées des droits humains",
        "human-rights-days about": "Journées et semaines qui comptent le plus pour les villes des droits humains.",
        "region": "{} - journées et événements",
        "region about": "{}\u00a0: journées liées au travail qui s’y fait, événements de la région ou en ligne.",
        "region alone about": (
            "{}\u00a0: événements de la région ou en ligne. Sans journées internationales\u00a0: "
            "aucune action n’y est racontée pour l’instant."
        ),
        "plan": "{} - ce qui est prévu",
        "plan about": (
            "{}\u00a0: ce que le réseau prévoit de raconter. Réservé à ce gouvernement local\u00a0; dates provisoires."
        ),
        "team": "Publications et lettres",
        "team about": "Publications et lettres d’information avec leur état, les plus proches, pour l’équipe seule.",
        "within": "Dans le cadre de\u00a0: {} ({})",
        "featured": "{}\u00a0: {}",
        "a day alone": "La journée elle-même est racontée.",
        "edition": "Lettre d’information de {}",
        "states draft": "brouillon",
        "states in review": "en relecture",
        "states approved": "avec approbation",
        "states scheduled": "heure fixée",
        "states sending": "envoi en cours",
        "states unconfirmed": "sans confirmation",
        "states published": "en ligne",
        "states held late": "en attente, en retard",
        "states missed": "non partie, jour passé",
        "states failed": "en échec",
        "states withdrawn": "hors du plan",
        "states planned": "prévu",
        "states written": "écrite",
        "published": "Publié",
        "published about": "Ce qui a été publié.",
        "published theme": "Publié\u00a0: {}",
        "published theme about": "Ce qui a été publié sur ce thème\u00a0: {}",
    },
}


def said(key: str, language: str, *values: str) -> str:
    """Return the words *key* in *language*, filled with *values*."""
    return WORDS.get(language, {}).get(key, WORDS["en"][key]).format(*values)
