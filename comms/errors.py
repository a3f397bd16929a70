"""What can go wrong, named by what the person who reads it can do."""

from collections.abc import Iterable
from dataclasses import dataclass


class CommsError(Exception):
    """Stop with one sentence that a person can act on; *values* fill its %(names)s, here and in a translation."""

    def __init__(self, message: str, **values: object) -> None:
        self.message, self.values = message, values
        super().__init__(message % values if values else message)


class NotAllowedError(CommsError):
    """Refuse an act that the rules, the state or the person's role forbid."""


class NotFoundError(CommsError):
    """Say that what was asked for is not here."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in something that people write: where it is, what it is, what to do."""

    file: str
    entry: str
    field: str
    message: str

    def __str__(self) -> str:
        where = ": ".join(part for part in (self.file, self.entry, self.field) if part)
        return f"{where}: {self.message}"


class WrittenError(CommsError):
    """Refuse what people wrote, with every problem that was found in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
