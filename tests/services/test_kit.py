from dataclasses import replace
from datetime import date

import pytest

from comms.config import Config
from comms.domain.kit import Featured
from comms.domain.planning import PlanRules
from comms.domain.posts import State
from comms.errors import NotFoundError
from comms.services import kit
from tests.factories import a_day, a_network, a_taxonomy, an_initiative
from tests.pages.html import Checked
from tests.rows import MORNING, a_post, a_slot, the_config
from tests.shipped import TEMPLATES, a_desk, the_calendars

pytestmark = pytest.mark.django_db


def made(folder, **changes):
    network = a_network(initiatives=[an_initiative(days=["human-rights-day"])])
    days = {"human-rights-day": a_day()}
    small = replace(the_calendars(), observances=days, events={}, taxonomy=a_taxonomy(), network=network)
    found = the_config()
    config = Config(found.site, found.settings.model_copy(update={"plan": PlanRules(threshold=0.0)}), {})
    desk = a_desk(config=config, calendars=small, network=network)
    return kit.make(desk, TEMPLATES, changes.get("member", "barcelona"), folder, now=MORNING)


def test_kit_holds_a_page_a_picture_and_a_report_in_every_language(tmp_path):
    first, second = made(tmp_path), made(tmp_path)

    files = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert files == sorted(
        [
            "pages.css",
            *(
                f"{language}/{name}"
                for language in ("en", "es", "fr")
                for name in ("kit.html", "featured-2026.csv", "pictures/human-rights-day-2026.svg")
            ),
        ]
    )
    assert (first.days, first.written, second.written) == (1, 10, 0)


def test_kit_tells_what_was_published_of_the_member_this_year_and_nothing_else(tmp_path):
    slot = a_slot(id="told", member="barcelona")
    a_post(key="1", slot=slot, state=State.PUBLISHED, text="Seen", receipt_url="https://x.example/1")
    a_post(key="2", slot=slot, state=State.DRAFT, text="A draft")
    a_post(key="3", slot=slot, state=State.PUBLISHED, day=date(2025, 12, 10), text="Last year")
    a_post(key="4", slot=a_slot(id="other", member="a-city"), state=State.PUBLISHED, text="Another's")

    result = made(tmp_path)

    page = (tmp_path / "en" / "kit.html").read_text(encoding="utf-8")
    assert kit.featured("barcelona", 2026) == (Featured(date(2026, 12, 10), "x", "en", "Seen", "https://x.example/1"),)
    assert (result.featured, "Seen" in page, "A draft" in page, "Last year" in page) == (1, True, False, False)


def test_page_of_a_kit_is_sound_html(tmp_path):
    made(tmp_path)

    pages = {path: Checked(path.read_text(encoding="utf-8")).problems for path in tmp_path.rglob("*.html")}
    assert [problems for problems in pages.values() if problems] == []
    assert len(pages) == 3


def test_kit_of_nobody_is_refused(tmp_path):
    with pytest.raises(NotFoundError, match="atlantis is not a member"):
        made(tmp_path, member="atlantis")
