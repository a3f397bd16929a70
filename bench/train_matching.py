"""Train the weights of the matching model on labels, and print them with their figures on held-out folds.

Needs scikit-learn, which the product itself does not: `pip install scikit-learn`, then
`python bench/train_matching.py LABELS.yaml ...`, and copy what it prints into comms/domain/coefficients.py.
"""

import sys
from collections.abc import Mapping, Sequence
from math import exp
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from comms.domain.evaluation import CLEAR, Labelled, Ranked, figures
from comms.domain.matching import Days
from comms.domain.scoring import Features
from comms.readers.calendars import read_calendars
from comms.readers.labels import read_labels

FOLDS = 5
# How much a coefficient is kept small, and how far the threshold of a proposal stands.
REGULAR = 1.0
THRESHOLD, SOLEMN = 0.3, 0.7
LEARNT = Features._fields[: Features._fields.index("suggested")]
Row = tuple[str, tuple[float, ...]]


def main() -> None:
    """Print the coefficients, their figures in sample and on held-out folds, and how well they are calibrated."""
    calendars = read_calendars(Path("calendars"))
    files = [Path(name) for name in sys.argv[1:]]
    labels = [one for path in files for one in read_labels(path, calendars.observances, calendars.taxonomy)]
    judged = judged_days(labels)
    days = Days((one for one in calendars.observances.values() if one.kind in {"day", "week"}), calendars.taxonomy)
    rows = [features_of(days, one, judged) for one in labels]
    solemn = {id_: one.solemn for id_, one in calendars.observances.items()}
    held_out: list[list[tuple[str, float]]] = [[] for _ in labels]
    for train, test in GroupKFold(FOLDS).split(rows, groups=range(len(rows))):
        model = fitted([rows[n] for n in train], [labels[n] for n in train])
        for n in test:
            held_out[n] = scored(model, rows[n])
    whole = fitted(rows, labels)
    print(f"NOTHING_KNOWN = {whole[0]:.2f}\nCOEFFICIENTS = ({', '.join(f'{one:.2f}' for one in whole[1])})")
    print(dict(zip(LEARNT, np.round(whole[1], 2), strict=True)), len(judged), "days judged")
    for name, found in (("in sample", [scored(whole, row) for row in rows]), ("held-out folds", held_out)):
        ranked = [(one, ranking(pairs, solemn)) for one, pairs in zip(labels, found, strict=True)]
        for language, told in figures(ranked).items():
            print(f"{name:15} {language:4}", told)
        print_calibration(labels, found)


def judged_days(labels: Sequence[Labelled]) -> frozenset[str]:
    """Return the days that the labels grade anywhere: of the others nothing is known."""
    return frozenset(day for one in labels for day in one.grades)


def features_of(days: Days, labelled: Labelled, judged: frozenset[str]) -> list[Row]:
    """Return what is known of each judged day that has anything to do with an initiative."""
    known = days.features(labelled.initiative)
    return [(day, known[day].learnt) for day in sorted(known) if day in judged]


def fitted(rows: Sequence[Sequence[Row]], labels: Sequence[Labelled]) -> tuple[float, Sequence[float]]:
    """Return the constant and the weights; no feature may speak against a match."""
    inputs = [features for found in rows for _, features in found]
    clear = [one.grades.get(day, 0) >= CLEAR for one, found in zip(labels, rows, strict=True) for day, _ in found]
    # Declared themes are often missing: each pair is learnt once more without them.
    inputs += [_undeclared(features) for features in inputs]
    clear += clear
    model = LogisticRegression(C=1 / REGULAR, max_iter=2000).fit(np.array(inputs), np.array(clear))
    return float(model.intercept_[0]), [float(one) for one in model.coef_[0]]


def _undeclared(features: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(0.0 if name.startswith("declared") else value for name, value in zip(LEARNT, features, strict=True))


def scored(model: tuple[float, Sequence[float]], rows: Sequence[Row]) -> list[tuple[str, float]]:
    """Return the days with their probabilities, best first."""
    constant, weights = model
    found = [
        (day, 1 / (1 + exp(-constant - sum(a * b for a, b in zip(weights, features, strict=True)))))
        for day, features in rows
    ]
    return sorted(found, key=lambda one: (-one[1], one[0]))


def ranking(pairs: Sequence[tuple[str, float]], solemn: Mapping[str, bool]) -> list[Ranked]:
    """Return the pairs as they would be proposed."""
    return [Ranked(day, p, p >= (SOLEMN if solemn[day] else THRESHOLD), solemn[day]) for day, p in pairs]


def print_calibration(labels: Sequence[Labelled], found: Sequence[Sequence[tuple[str, float]]]) -> None:
    """Print, by tenths of the probability, how many pairs were a clear link."""
    pairs = [(p, one.grades.get(day, 0) >= CLEAR) for one, few in zip(labels, found, strict=True) for day, p in few]
    for tenth in range(10):
        inside = [(p, clear) for p, clear in pairs if tenth <= p * 10 < tenth + 1]
        if inside:
            mean, true = (sum(column) / len(inside) for column in zip(*inside, strict=True))
            print(f"  predicted {mean:.2f}  true {true:.2f}  ({len(inside)} pairs)")


if __name__ == "__main__":
    main()
