"""What the agencies that lead a day are called in a language; records write them in English."""

_NAMES: dict[str, dict[str, str]] = {
    "African Union": {"es": "Unión Africana", "fr": "Union africaine"},
    "CITES": {"es": "CITES", "fr": "CITES"},
    "Council of Europe": {"es": "Consejo de Europa", "fr": "Conseil de l'Europe"},
    "FAO": {"es": "FAO", "fr": "FAO"},
    "ICOMOS": {"es": "ICOMOS", "fr": "ICOMOS"},
    "IFAD": {"es": "FIDA", "fr": "FIDA"},
    "ILO": {"es": "OIT", "fr": "OIT"},
    "IMO": {"es": "OMI", "fr": "OMI"},
    "IOM": {"es": "OIM", "fr": "OIM"},
    "IRENA": {"es": "IRENA", "fr": "IRENA"},
    "ITU": {"es": "UIT", "fr": "UIT"},
    "OHCHR": {"es": "ACNUDH", "fr": "HCDH"},
    "UN": {"es": "Naciones Unidas", "fr": "Nations Unies"},
    "UN DESA": {"es": "DAES", "fr": "DAES"},
    "UN Tourism": {"es": "ONU Turismo", "fr": "ONU Tourisme"},
    "UN Women": {"es": "ONU Mujeres", "fr": "ONU Femmes"},
    "UN-Habitat": {"es": "ONU-Hábitat", "fr": "ONU-Habitat"},
    "UN-Water": {"es": "ONU-Agua", "fr": "ONU-Eau"},
    "UNAIDS": {"es": "ONUSIDA", "fr": "ONUSIDA"},
    "UNDP": {"es": "PNUD", "fr": "PNUD"},
    "UNDRR": {"es": "UNDRR", "fr": "UNDRR"},
    "UNEP": {"es": "PNUMA", "fr": "PNUE"},
    "UNESCO": {"es": "UNESCO", "fr": "UNESCO"},
    "UNFPA": {"es": "UNFPA", "fr": "UNFPA"},
    "UNHCR": {"es": "ACNUR", "fr": "HCR"},
    "UNICEF": {"es": "UNICEF", "fr": "UNICEF"},
    "UNIDO": {"es": "ONUDI", "fr": "ONUDI"},
    "UNODC": {"es": "UNODC", "fr": "ONUDC"},
    "UNV": {"es": "VNU", "fr": "VNU"},
    "WHO": {"es": "OMS", "fr": "OMS"},
    "WMO": {"es": "OMM", "fr": "OMM"},
    "civil society": {"es": "sociedad civil", "fr": "société civile"},
}


def lead_in(language: str, lead: str) -> str | None:
    """Return the leading agencies in *language*; None where one has no name in it, since half a list would mislead."""
    agencies = [agency.strip() for agency in lead.split(";") if agency.strip()]
    names = agencies if language == "en" else [_NAMES.get(agency, {}).get(language) for agency in agencies]
    told = [name for name in names if name]
    return ", ".join(told) if told and len(told) == len(agencies) else None
