from datetime import timedelta

import pytest
from django.db import IntegrityError, connection

from comms.domain.audit_chain import BEGINNING, Breach
from comms.services import audit_chain
from comms.services.audit import record
from comms.store.models import AuditLine, AuditSeal
from tests.rows import MORNING

LATER = MORNING + timedelta(hours=1)

pytestmark = pytest.mark.django_db


def some_lines(count=3, who="officer", at=MORNING):
    for number in range(count):
        record("edited", f"post:{number}", by=who, now=at, before={"text": "One."}, after={"text": "Two.", "by": "Ana"})


def test_lines_are_sealed_once_and_each_seal_follows_the_one_before():
    some_lines(3)
    first = audit_chain.seal(LATER)
    some_lines(2, at=LATER)
    second = audit_chain.seal(LATER + timedelta(hours=1))

    one, two = AuditSeal.objects.all()
    assert (first, second, audit_chain.seal(LATER + timedelta(hours=2))) == (3, 2, 0)
    assert (one.previous, two.previous, audit_chain.head()) == (BEGINNING, one.digest, two.digest)
    assert audit_chain.counts() == (5, 2)
    assert list(audit_chain.verify()) == []


def test_a_seal_waits_for_lines_that_may_still_come():
    some_lines(2)
    some_lines(1, at=LATER - timedelta(minutes=1))

    assert audit_chain.seal(LATER) == 2
    assert audit_chain.seal(LATER + timedelta(minutes=5)) == 1


def test_many_lines_are_sealed_in_batches(monkeypatch):
    monkeypatch.setattr(audit_chain, "_AT_ONCE", 2)
    some_lines(5)

    assert (audit_chain.seal(LATER), AuditSeal.objects.count()) == (5, 3)
    assert list(audit_chain.verify()) == []


def test_of_two_that_seal_at_once_one_does(monkeypatch):
    some_lines(1)

    def lost(**_fields):
        raise IntegrityError

    monkeypatch.setattr(AuditSeal.objects, "create", lost)

    assert audit_chain.seal(LATER) == 0


def test_nothing_happened_is_whole():
    assert (audit_chain.seal(LATER), audit_chain.head(), list(audit_chain.verify(BEGINNING))) == (0, BEGINNING, [])


def test_who_gets_around_the_database_is_seen():
    some_lines(3)
    audit_chain.seal(LATER)
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER audit_no_update")
        cursor.execute("UPDATE store_auditline SET who = 'coordinator' WHERE subject = 'post:1'")
    line = AuditLine.objects.get(subject="post:1")

    assert list(audit_chain.verify()) == [Breach("line changed", {"line": line.pk})]


def test_an_end_that_was_taken_away_is_seen_by_a_head_noted_before():
    some_lines(2)
    audit_chain.seal(LATER)
    known = audit_chain.head()
    with connection.cursor() as cursor:
        for trigger in ("audit_no_delete", "seal_no_delete"):
            cursor.execute(f"DROP TRIGGER {trigger}")
        cursor.execute("DELETE FROM store_auditline")
        cursor.execute("DELETE FROM store_auditseal")

    assert list(audit_chain.verify()) == []
    assert list(audit_chain.verify(known)) == [Breach("head unknown", {"head": known})]


def test_a_person_is_erased_and_the_audit_stays_whole():
    some_lines(2, who="ana")
    some_lines(1)
    record("account made", "person:ana", by="ana", now=MORNING, after={"role": "officer"})
    audit_chain.seal(LATER)

    changed = audit_chain.erase("ana", by="ana", now=LATER)

    assert changed == 3
    assert list(AuditLine.objects.order_by("id").values_list("who", "act", "subject")) == [
        ("", "edited", "post:0"),
        ("", "edited", "post:1"),
        ("officer", "edited", "post:0"),
        ("", "account made", ""),
        ("the desk", "person erased", "audit"),
    ]
    assert list(audit_chain.verify()) == []
    assert audit_chain.erase("ana", by="the command line", now=LATER) == 0


def test_a_name_within_what_was_changed_is_erased_too():
    some_lines(1)

    assert audit_chain.erase("Ana", by="officer", now=LATER) == 1

    assert "Ana" not in str(list(AuditLine.objects.values()))
    assert AuditLine.objects.order_by("id").last().who == "officer"


def test_lines_are_found_by_each_of_their_marks():
    some_lines(2)
    record("approved", "post:1", by="coordinator", now=LATER)

    def acts(**asked):
        return [(line.who, line.subject) for line in audit_chain.found(**asked)]

    assert acts(who="coordinator") == acts(act="approved") == acts(first=LATER) == [("coordinator", "post:1")]
    assert acts(subject="POST:1") == [("coordinator", "post:1"), ("officer", "post:1")]
    assert acts(end=LATER) == [("officer", "post:1"), ("officer", "post:0")]
