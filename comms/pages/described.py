"""Facts for search engines, in the vocabulary of schema.org."""

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from comms.domain.edition_items import Phrase
from comms.domain.observances import Occurrence

# As escapes of JSON these say the same and can neither end the script nor begin a comment in it.
_UNSAFE = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def event(  # noqa: PLR0913 - what the vocabulary tells of an event
    occurrence: Occurrence, name: Phrase, about: str, address: str, picture: str = "", *, place: str
) -> Mapping[str, Any]:
    """Return an occurrence as a schema.org Event; its last day is included, as there."""
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": name.text,
        "inLanguage": name.language,
        "startDate": occurrence.first.isoformat(),
        "endDate": occurrence.last.isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "location": {"@type": "Place", "name": place},
        "url": address,
    }
    if about:
        found["description"] = about
    if picture:
        found["image"] = picture
    if occurrence.observance.page:
        found["sameAs"] = occurrence.observance.page
    return found


def as_json(facts: Mapping[str, Any]) -> Markup:
    """Return *facts* as JSON that may stand inside a script element."""
    return Markup(json.dumps(facts, ensure_ascii=False, sort_keys=True).translate(_UNSAFE))  # noqa: S704 - escaped
