"""Which content coding a client gets: RFC 9110, 12.5.3."""

import re
from functools import lru_cache
from typing import Literal

Coding = Literal["gzip", "identity"]
_WEIGHT = re.compile(r"q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)", re.IGNORECASE)


@lru_cache(maxsize=256)
def coding(accepted: str | None) -> Coding | None:
    """Return the coding that a client with this Accept-Encoding wants; None if it refuses both."""
    if accepted is None:
        return "identity"
    weights = _weights(accepted)
    rest = weights.get("*")
    packed = weights.get("gzip", weights.get("x-gzip", rest or 0.0))
    # Without a word on it, plain bytes are welcome, yet less than a coding that was asked for.
    plain = weights.get("identity", 0.0005 if rest is None or rest > 0 else 0.0)
    if packed > 0 and packed >= plain:
        return "gzip"
    return "identity" if plain > 0 else None


def _weights(accepted: str) -> dict[str, float]:
    weights: dict[str, float] = {}
    for item in accepted.lower().split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        weight = _WEIGHT.fullmatch(parameters[0]) if parameters else None
        # What is no weight is as if the coding had not been named.
        if name and (weight or not parameters):
            weights[name] = float(weight[1]) if weight else 1.0
    return weights
