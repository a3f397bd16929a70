"""Time matching beside a plain reference in the same run: `python bench/matching.py`.

The reference is BM25 alone over the same texts and days. Ratios against it hold on any machine; seconds do not.
"""

import random
from collections.abc import Callable, Sequence
from math import log
from pathlib import Path
from time import process_time

from comms.domain.matching import Days, Matcher
from comms.domain.network import Initiative
from comms.domain.observances import Observance
from comms.domain.retrieval import DayTexts
from comms.domain.themes import Taxonomy
from comms.readers.calendars import read_calendars

SIZES = (500, 5_000, 50_000)
SEED = 4


def main() -> None:
    """Print a table of processor seconds, ratios and growth."""
    calendars = read_calendars(Path("calendars"))
    known = sorted(calendars.network.initiatives.values(), key=lambda one: one.id)
    days = [one for one in calendars.observances.values() if one.kind in {"day", "week"}]
    print(f"{len(days)} days, {len(calendars.taxonomy.themes)} themes; BM25 alone is the reference")
    print(f"{'initiatives':>12}{'BM25 s':>9}{'matching s':>12}{'ratio':>7}{'exponent':>10}{'one changed ms':>16}")
    before: tuple[int, float] | None = None
    for size in SIZES:
        made = some(known, size)
        texts = DayTexts(days)
        plain = seconds(lambda texts=texts, made=made: [texts.overlaps(one) for one in made])
        whole = seconds(lambda made=made: _match(made, days, calendars.taxonomy))
        matcher = Matcher(made[:500], calendars.taxonomy, days)
        matcher.days_of(made[0].id)
        one = seconds(lambda matcher=matcher, made=made: matcher.change(made[0]))
        growth = f"{_exponent(before, (size, whole)):10.2f}" if before else f"{'':10}"
        print(f"{size:12}{plain:9.2f}{whole:12.2f}{whole / plain:7.2f}{growth}{one * 1000:16.2f}")
        before = size, whole


def some(known: list[Initiative], size: int) -> list[Initiative]:
    """Return *size* initiatives in one language each, made of the sentences of *known* ones."""
    chance = random.Random(SEED)
    made = []
    for number in range(size):
        language = ("en", "es", "fr")[number % 3]
        first, second = chance.choice(known), chance.choice(known)
        title, summary = first.title.get(language), second.summary.get(language)
        told = {"title": {language: title or first.title["en"]}, "summary": {language: summary or second.summary["en"]}}
        made.append(first.model_copy(update=told | {"id": f"made-{number}", "language": language, "days": ()}))
    return made


def seconds(work: Callable[[], object]) -> float:
    """Return how long *work* takes."""
    started = process_time()
    work()
    return process_time() - started


def _match(made: Sequence[Initiative], days: Sequence[Observance], taxonomy: Taxonomy) -> int:
    read = Days(days, taxonomy)
    return sum(len(read.matches(one, least=0.05)) for one in made)


def _exponent(before: tuple[int, float], after: tuple[int, float]) -> float:
    return log(after[1] / before[1]) / log(after[0] / before[0])


if __name__ == "__main__":
    main()
