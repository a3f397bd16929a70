"""Sealing the audit, proving that nobody changed it, and emptying what it tells of a person."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import IntegrityError, models, transaction

from comms.domain.audit_chain import BEGINNING, ERASED, PARTS, Breach, breaches, digest_of_seal, hash_of, texts_of
from comms.services.audit import DESK, By, name_of, record
from comms.store.models import AuditLine, AuditSeal

# A line that was begun before another may be stored after it: seals wait until no such line can come.
SETTLED = timedelta(minutes=5)
_AT_ONCE = 10_000


def seal(now: datetime) -> int:
    """Seal the lines that have settled and are not sealed yet; return how many."""
    sealed = 0
    while count := _seal_some(now):
        sealed += count
    return sealed


def _seal_some(now: datetime) -> int:
    before = AuditSeal.objects.order_by("id").last()
    open_lines = AuditLine.objects.filter(pk__gt=before.last if before else 0).order_by("id")
    fresh = open_lines.filter(at__gt=now - SETTLED).values_list("pk", flat=True).first()
    settled = open_lines.filter(pk__lt=fresh) if fresh else open_lines
    found = list(settled.values_list("pk", "digest")[:_AT_ONCE])
    if not found:
        return 0
    previous = before.digest if before else BEGINNING
    try:
        with transaction.atomic():
            AuditSeal.objects.create(
                at=now,
                first=found[0][0],
                last=found[-1][0],
                lines=len(found),
                previous=previous,
                digest=digest_of_seal(previous, found),
            )
    except IntegrityError:
        # Somebody else sealed them in the meantime.
        return 0
    return len(found)


def head() -> str:
    """Return the digest of the last seal: kept somewhere else, it proves that no seal was taken away later."""
    last = AuditSeal.objects.order_by("id").last()
    return last.digest if last else BEGINNING


def counts() -> tuple[int, int]:
    """Return how many lines and how many seals there are."""
    return AuditLine.objects.count(), AuditSeal.objects.count()


def verify(known: str = "") -> Iterator[Breach]:
    """Yield what does not fit in the audit; *known* is a head that was noted earlier, which must still be there."""
    seals = [one.in_chain() for one in AuditSeal.objects.order_by("id")]
    lines = (line.in_chain() for line in AuditLine.objects.order_by("id").iterator(chunk_size=2000))
    yield from breaches(lines, seals)
    if known and known not in {BEGINNING, *(one.digest for one in seals)}:
        yield Breach("head unknown", {"head": known})


def erase(name: str, *, by: By, now: datetime) -> int:
    """Empty what the audit tells of *name*, an account or a person that lines name; return how many lines.

    What was done, when and to which post stays, and the chain still proves it.
    """
    changed = 0
    with transaction.atomic():
        for line in AuditLine.objects.order_by("id").iterator(chunk_size=2000):
            told = [part for part in PARTS if _tells_of(line, part, name)]
            for part in told:
                _empty(line, part)
            changed += bool(told)
        if changed:
            record("person erased", "audit", by=DESK if name_of(by) == name else by, now=now, after={"lines": changed})
    return changed


def _tells_of(line: AuditLine, part: str, name: str) -> bool:
    if part == "subject":
        return line.subject == f"person:{name}"
    if part == "who":
        return line.who == name
    return line.subject == f"person:{name}" or name in set(texts_of(line.in_chain().values))


def _empty(line: AuditLine, part: str) -> None:
    values: dict[str, object] = {"before": {}, "after": {}} if part == "values" else {part: ""}
    kept = f"{ERASED}{hash_of(line.in_chain(), part)}"
    AuditLine.objects.filter(pk=line.pk).update(**{f"{part}_salt": kept}, **values)


def found(
    *, who: str = "", act: str = "", subject: str = "", first: datetime | None = None, end: datetime | None = None
) -> models.QuerySet[AuditLine]:
    """Return the lines that fit, the newest first: *subject* is a part of it, *end* is exclusive."""
    exact = {"who": who, "act": act, "subject__icontains": subject, "at__gte": first, "at__lt": end}
    return AuditLine.objects.filter(**{name: value for name, value in exact.items() if value}).order_by("-id")
