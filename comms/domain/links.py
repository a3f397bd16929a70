"""What may be said of a link: only the page of the work itself promises more about it."""

# By what readers find at the address; the work's own page needs no such words.
_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "list": "Named in this list",
        "other": "Source",
        "copy": "Source (a copy)",
        "home": "Website",
    },
    "es": {
        "list": "Figura en esta lista",
        "other": "Fuente",
        "copy": "Fuente (una copia)",
        "home": "Sitio web",
    },
    "fr": {
        "list": "Figure dans cette liste",
        "other": "Source",
        "copy": "Source (une copie)",
        "home": "Site web",
    },
}


def link_words(source_kind: str, language: str) -> str:
    """Return what stands before a link that leads to a list, to something else, to a copy or to a home page."""
    words = _WORDS.get(language, _WORDS["en"])
    return words.get(source_kind, words["other"])
