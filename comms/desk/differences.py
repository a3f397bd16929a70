"""What changed between two texts, word by word."""

import re
from difflib import SequenceMatcher
from typing import Literal

Part = tuple[Literal["same", "gone", "new"], str]


def differences(old: str, new: str) -> list[Part]:
    """Return the parts of both texts in order: what stayed, what is gone, what is new."""
    before, after = (re.findall(r"\s+|[^\s]+", text) for text in (old, new))
    parts: list[Part] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(("same", "".join(before[a:b])))
            continue
        gone, added = "".join(before[a:b]), "".join(after[c:d])
        parts += [part for part in (("gone", gone), ("new", added)) if part[1]]
    return parts
