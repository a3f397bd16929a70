"""What the text named by an observance is to it: not every text on the United Nations' list proclaims the day."""

from comms.domain.observances import Observance

# Of one text and of several, whose numbers are parted by semicolons.
_LABELS: dict[str, dict[str, tuple[str, str]]] = {
    "en": {
        "decides": ("Decision", "Decisions"),
        "notes": ("Noted by the General Assembly in", "Noted by the General Assembly in"),
        "convention": ("Convention whose date it marks", "Conventions whose date it marks"),
        "related": ("Related text", "Related texts"),
    },
    "es": {
        "decides": ("Decisión", "Decisiones"),
        "notes": ("La Asamblea General tomó nota en", "La Asamblea General tomó nota en"),
        "convention": ("Convenio cuya fecha se recuerda", "Convenios cuya fecha se recuerda"),
        "related": ("Texto relacionado", "Textos relacionados"),
    },
    "fr": {
        "decides": ("Décision", "Décisions"),
        "notes": ("L'Assemblée générale en a pris acte dans", "L'Assemblée générale en a pris acte dans"),
        "convention": ("Convention dont la date est rappelée", "Conventions dont la date est rappelée"),
        "related": ("Texte associé", "Textes associés"),
    },
}


def label(observance: Observance, language: str) -> str | None:
    """Return what the text is to the day, in *language* or else in English; None for the one that proclaims it."""
    if not observance.resolution or observance.resolution_kind == "proclaims":
        return None
    one, several = _LABELS.get(language, _LABELS["en"])[observance.resolution_kind]
    return several if ";" in observance.resolution else one


def reference(observance: Observance, language: str) -> str | None:
    """Return the text with what it is to the day, such as “Related text: …”; None for the one that proclaims it."""
    told = label(observance, language)
    mark = "\u00a0:" if language == "fr" else ":"
    return f"{told}{mark} {observance.resolution}" if told else None
