from datetime import date, timedelta

import pytest
from django.db import connection

from comms.domain.verdicts import Verdict as Decision
from comms.errors import NotAllowedError, NotFoundError
from comms.services import verdicts
from comms.store.models import AuditLine, Verdict
from tests.rows import MORNING, a_person, an_officer

pytestmark = pytest.mark.django_db


def a_row(by, **fields):
    values = {"kind": "reject", "observance": "water", "occurrence": "water-2027", "initiative": "well"}
    return verdicts.write(
        Verdict(**(values | {"why": "thin link", "text": "A well is named.", "by": by, "at": MORNING} | fields)),
        now=MORNING,
    )


def test_a_decision_is_kept_with_who_when_and_why_and_is_in_the_audit():
    row = a_row(an_officer())

    (found,) = verdicts.stored()

    assert found == Decision(
        row.pk, "reject", "water", "water-2027", "officer", MORNING, "well", why="thin link", text="A well is named."
    )
    line = AuditLine.objects.get(act="decided")
    assert (line.who, line.subject) == ("officer", "occurrence:water-2027")
    assert line.after == {"kind": "reject", "initiative": "well", "why": "thin link", "text": "A well is named."}
    assert str(row) == "reject: well water-2027"


def test_a_decision_is_never_changed_or_deleted():
    row = a_row(an_officer())

    with pytest.raises(NotAllowedError, match="never changed"):
        row.save()
    with pytest.raises(NotAllowedError, match="never deleted"):
        row.delete()


def test_undoing_is_a_later_line_by_a_person_with_a_reason():
    officer, other = an_officer(), an_officer("other")
    row = a_row(officer)

    verdicts.undo(row.pk, why=" It was the wrong well. ", by=other, now=MORNING + timedelta(days=1))

    first, second = verdicts.stored()
    assert (first.kind, second.kind, second.undoes, second.by) == ("reject", "undo", row.pk, "other")
    assert second.text == "It was the wrong well."
    assert verdicts.decided().standing == ()
    assert [line.after.get("undoes") for line in AuditLine.objects.filter(act="decided")] == [None, row.pk]


def test_a_decision_is_undone_once():
    officer = an_officer()
    row = a_row(officer)
    undone = verdicts.undo(row.pk, why="", by=officer, now=MORNING)

    with pytest.raises(NotAllowedError, match="undone already"):
        verdicts.undo(row.pk, why="", by=officer, now=MORNING)
    with pytest.raises(NotFoundError):
        verdicts.undo(undone.pk, why="", by=officer, now=MORNING)


def test_who_only_reads_undoes_nothing():
    row = a_row(an_officer())

    with pytest.raises(NotAllowedError, match="your role"):
        verdicts.undo(row.pk, why="", by=a_person("reader", "reader"), now=MORNING)

    assert len(verdicts.stored()) == 1


def test_a_command_knows_what_was_decided_here():
    a_row(an_officer())

    assert [one.initiative for one in verdicts.decided_here().standing] == ["well"]


def test_a_database_of_an_older_version_knows_no_decisions():
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {Verdict._meta.db_table}")

    assert verdicts.decided_here().standing == ()


def test_a_database_that_is_not_there_is_not_made_by_asking(tmp_path):
    path = tmp_path / "desk.sqlite3"
    before = verdicts.has_database("sqlite", str(path))

    path.touch()

    assert (before, verdicts.has_database("sqlite", str(path))) == (False, True)
    assert verdicts.has_database("postgresql", "comms")


def test_a_date_is_that_of_the_site():
    assert a_row(an_officer()).decision().at.date() == date(2026, 12, 10)
