"""Why something was chosen or left out: a code and its values, told to a person in their language elsewhere."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Reason:
    """One reason; *code* names a sentence, *values* fill it."""

    code: str
    values: dict[str, str] = field(default_factory=dict)
