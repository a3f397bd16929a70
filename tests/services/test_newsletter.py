from dataclasses import replace

import pytest

from comms.domain.network import Network
from comms.errors import Problem, WrittenError
from comms.services import newsletter
from comms.services.slots import last_featured
from tests.rows import DAY, MORNING, a_slot
from tests.shipped import TEMPLATES, a_desk, the_calendars

pytestmark = pytest.mark.django_db


def a_quiet_desk():
    return a_desk(calendars=replace(the_calendars(), events={}), network=Network({}, {}))


def test_edition_with_a_problem_in_one_language_is_written_in_none(monkeypatch):
    problem = Problem("the edition", "", "", "has no heading")
    monkeypatch.setattr(newsletter, "edition_problems", lambda html, _: (problem,) if 'lang="fr"' in html else ())
    monkeypatch.setattr(newsletter, "write", lambda *_: pytest.fail("something was written"))

    with pytest.raises(WrittenError, match="the edition: has no heading"):
        newsletter.write_next(a_quiet_desk(), TEMPLATES, today=MORNING.date())


def test_last_turns_are_known_by_member_and_by_initiative():
    a_slot(id="one", member="lisbon", initiative="somos", day=DAY.replace(day=1))
    a_slot(id="two", member="lisbon", initiative="lab", day=DAY.replace(day=5))
    a_slot(id="three", member="lisbon", initiative="somos", day=DAY)

    assert last_featured(DAY) == {
        "lisbon": DAY.replace(day=5),
        "somos": DAY.replace(day=1),
        "lab": DAY.replace(day=5),
    }
