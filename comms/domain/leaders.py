"""Who leads a day, as a sentence says it: with the article that each name takes, and “and” before the last.

The records hold bare names; “led by UN Department of Global Communications” or “coordonnée par OIT” is not a sentence.
"""

from comms.domain.agencies import leaders_in

# By language and article, the words that such names begin with; a name that begins with none takes no article.
_ARTICLES: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "the ": (
            *("African Union", "Community", "Congress", "Convention on", "Council", "Equal Pay", "European"),
            *("Global Alliance", "IDAHOBIT network", "Insafe network", "Inter-Parliamentary", "International"),
            *("TGEU network", "UN Alliance", "UN Committee", "UN Convention", "UN Department", "UN Division"),
            *("UN Mine", "UN Office", "UN Secretariat", "UN Youth", "UN conference", "UN mandate", "UN programme"),
            *("United Nations", "World "),
        )
    },
    "es": {
        "el ": (
            *("ACNUDH", "Centro", "Comité", "Congreso", "Consejo", "Convenio", "DAES", "Departamento", "FIDA"),
            *("PNUD", "PNUMA", "Servicio", "UNFPA", "mandato", "programa"),
        ),
        "la ": (
            *("Alianza", "Asociación", "Coalición", "Comisión", "Comunidad", "Confederación", "Convención", "Corte"),
            *("División", "FAO", "Federación", "Internacional", "OCHA", "OIM", "OIT", "OMI", "OMM", "OMS", "OTPCE"),
            *("Oficina", "Secretaría", "UIT", "UNDRR", "UNESCO", "UNODC", "Unión", "red ", "sociedad"),
        ),
        "las ": ("Naciones",),
        "los ": ("sindicatos",),
    },
    "fr": {
        "la ": (
            *("Coalition", "Commission", "Communauté", "Confédération", "Convention", "Cour", "Division", "FAO"),
            *("Fédération", "société"),
        ),
        "le ": (
            *("Bureau", "Centre", "Comité", "Congrès", "Conseil", "DAES", "Département", "FIDA", "HCDH", "HCR"),
            *("PNUD", "PNUE", "Secrétariat", "Service", "mandat", "programme", "réseau"),
        ),
        "l'": (
            *("Alliance", "Association", "IRENA", "Internationale", "OCHA", "OIM", "OIT", "OMI", "OMM", "OMS"),
            *("ONUDC", "ONUSIDA", "OTICE", "UIT", "UNDRR", "UNESCO", "UNFPA", "UNICEF", "Union"),
        ),
        "les ": ("Nations", "syndicats"),
    },
}
_AND = {"en": "and", "es": "y", "fr": "et"}
_AND_BEFORE_I = "e"


def led_by(language: str, lead: str) -> str | None:
    """Return “the ILO and UN Women” for a sentence; None where a name is not known in *language*."""
    found = leaders_in(language, lead)
    if found is None:
        return None
    names, remarks = found
    *first, last = (_with_article(name, language) for name in names)
    joined = f"{', '.join(first)} {_and(last, language)} {last}" if first else last
    return f"{joined} ({', '.join(remarks)})" if remarks else joined


def _with_article(name: str, language: str) -> str:
    for article, beginnings in _ARTICLES.get(language, {}).items():
        if name.startswith(beginnings) and not name.startswith("UNESCO-"):
            return article + name
    return name


def _and(following: str, language: str) -> str:
    if language == "es" and following[:1].casefold() in {"i", "í"}:
        return _AND_BEFORE_I
    return _AND.get(language, ",")
