import csv
import re
from datetime import timedelta
from io import StringIO

import pytest
from django.urls import reverse

from comms.desk.sayings.acts import ACTS
from comms.services.audit import record
from comms.services.audit_chain import erase
from comms.store.models import AuditLine
from tests.desk.conftest import visit
from tests.desk.pages import words
from tests.rows import MORNING, a_post

AUDIT, TABLE = reverse("audit"), reverse("export-audit")


@pytest.fixture
def _lines(officer):  # noqa: ARG001 - the store comes with it
    record("edited", "post:a", by="officer", now=MORNING, before={"text": "One."}, after={"text": "=Two."})
    record("approved", "post:a", by="coordinator", now=MORNING + timedelta(days=1))
    record("feed retired", "city.en.ics", by="the clock", now=MORNING + timedelta(days=2))


def rows(client, **asked):
    text = b"".join(client.get(TABLE, asked).streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def test_an_empty_audit_says_what_will_be_here(officer):
    assert "Nothing has happened yet" in words(visit(officer).get(AUDIT))


@pytest.mark.usefixtures("_lines")
def test_the_audit_tells_who_did_what_when_and_what_it_changed(reader):
    post = a_post(key="a")

    page = visit(reader).get(AUDIT)

    said, html = words(page), page.content.decode()
    assert "3 lines" in said
    assert "officer : edited the post · 10 December 2026, 08:00" in said
    assert "<del>One.</del> <ins>=Two.</ins>" in html
    assert f'href="{reverse("post", args=(post.pk,))}"' in html
    assert said.index("the clock : retired a feed") < said.index("coordinator : approved it")


@pytest.mark.usefixtures("_lines")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"who": "coordinator"}, ["approved"]),
        ({"act": "edited"}, ["edited"]),
        ({"subject": "CITY"}, ["feed retired"]),
        ({"first": "2026-12-11"}, ["feed retired", "approved"]),
        ({"last": "2026-12-11"}, ["approved", "edited"]),
        ({"first": "nonsense", "last": "0001-01-01"}, ["feed retired", "approved", "edited"]),
        ({"who": "nobody"}, []),
    ],
)
def test_page_and_table_hold_what_was_asked_for(officer, asked, found):
    client = visit(officer)

    assert [row["act"] for row in rows(client, **asked)] == found
    assert re.findall(r"</b>: (.*?) · <span", client.get(AUDIT, asked).content.decode()) == [ACTS[act] for act in found]


@pytest.mark.usefixtures("_lines")
def test_nothing_that_fits_says_what_to_do(officer):
    assert "No line fits. Ask for less, or show everything." in words(visit(officer).get(AUDIT, {"who": "nobody"}))


@pytest.mark.usefixtures("_lines")
def test_the_table_holds_everything_and_no_formula(officer):
    row = rows(visit(officer))[-1]

    assert (row["who"], row["at"], row["after"]) == ("officer", "2026-12-10T07:00:00+00:00", '{"text": "=Two."}')
    record("edited", "=HYPERLINK()", by="officer", now=MORNING)
    assert rows(visit(officer))[0]["subject"] == "'=HYPERLINK()"


def test_a_long_audit_has_pages_that_keep_what_was_asked_for(officer):
    for number in range(101):
        record("edited", f"post:{number}", by="officer", now=MORNING)

    page = visit(officer).get(AUDIT, {"who": "officer", "page": 2})

    html = page.content.decode()
    assert "Page 2 of 2" in words(page)
    assert 'rel="prev" href="?who=officer&amp;page=1"' in html
    assert re.findall(r"post:\d+", html) == ["post:0"]


@pytest.mark.usefixtures("_lines")
def test_an_erased_person_is_told_as_erased(officer):
    erase("officer", by="the command line", now=MORNING)

    assert "somebody whose name was erased : edited the post" in words(visit(officer).get(AUDIT))


@pytest.mark.usefixtures("_lines")
def test_no_line_can_be_reached_to_change_it(officer):
    assert visit(officer).post(AUDIT).status_code == 405
    assert AuditLine.objects.count() == 3


@pytest.mark.usefixtures("_lines")
def test_every_page_leads_to_it(officer):
    assert f'href="{AUDIT}"' in visit(officer).get("/").content.decode()
