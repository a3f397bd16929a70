from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest

from comms.config import Config
from comms.domain.planning import PlanRules
from comms.services import pages
from comms.services.made_pages import MADE
from comms.services.messages import digest_of
from comms.services.network import load
from comms.store.models import Consent, FactCheck
from tests.factories import a_day, a_member, a_network, a_taxonomy, an_initiative
from tests.rows import MORNING, an_officer, the_config
from tests.shipped import TEMPLATES, a_desk, the_calendars

pytestmark = pytest.mark.django_db
WORK = "barcelona-rights-office"


def a_site(mode, network=None):
    """Return the desk of a small site; its initiatives are in the store."""
    network = network or a_network(initiatives=[an_initiative(consent="not asked")])
    load(network, now=MORNING)
    found = the_config()
    config = Config(found.site, found.settings.model_copy(update={"mode": mode, "plan": PlanRules(threshold=0.0)}), {})
    days = {"human-rights-day": a_day()}
    small = replace(the_calendars(), observances=days, events={}, taxonomy=a_taxonomy(), network=network, places={})
    return a_desk(config=config, calendars=small, network=network)


def said(state, initiative=WORK, *, later=0):
    Consent.objects.create(
        initiative_id=initiative,
        state=state,
        said_by="the mayor's office",
        recorded_by=an_officer(f"officer{later}"),
        at=MORNING + timedelta(hours=later),
    )


def built(desk, folder, **changes):
    return pages.build(desk, TEMPLATES, folder, now=changes.pop("now", MORNING), **changes)


def told(folder, name="en/members/barcelona.html"):
    return (folder / name).read_text(encoding="utf-8")


def test_pages_are_written_once_and_then_left_alone(tmp_path):
    desk = a_site("demo")

    first, second = built(desk, tmp_path), built(desk, tmp_path)

    assert (first.written > 0, first.unchanged, second.written, second.unchanged) == (True, 0, 0, first.written)


def test_pages_have_a_compressed_twin_for_web_servers(tmp_path):
    built(a_site("demo"), tmp_path)

    assert (tmp_path / "en" / "index.html.gz").is_file()


def cards(folder, language="en"):
    return sorted(path.name.rpartition("-")[0] for path in folder.glob(f"{language}/cards/*.png"))


def test_every_day_member_and_theme_has_its_card_and_the_site_one_in_every_language(tmp_path):
    built(a_site("demo"), tmp_path)

    found = [cards(tmp_path, language) for language in ("en", "es", "fr")]
    assert found == [["day-human-rights-day", "member-barcelona", "site", "theme-human-rights"]] * 3


def test_card_that_is_there_is_not_drawn_again(tmp_path):
    desk = a_site("demo")
    built(desk, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.png")}

    built(desk, tmp_path)

    assert (len(before), {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.png")}) == (12, before)


def test_what_is_shared_soon_is_drawn_first_and_kept_with_the_rest_later(tmp_path):
    member = a_member(campaign="unknown", joined=None)
    desk = a_site("demo", a_network([member], [an_initiative(consent="not asked")]))

    built(desk, tmp_path, all_cards=False)
    first, page = cards(tmp_path), told(tmp_path)
    built(desk, tmp_path)
    built(desk, tmp_path, all_cards=False)

    later = ["day-human-rights-day", "member-barcelona", "site", "theme-human-rights"]
    assert (first, cards(tmp_path)) == (["day-human-rights-day", "site"], later)
    assert ("/cards/site-" in page, "/cards/member-barcelona-" in told(tmp_path)) == (True, True)


def test_day_far_off_waits_for_its_card(tmp_path):
    built(a_site("demo"), tmp_path, now=MORNING - timedelta(days=200), all_cards=False)

    assert cards(tmp_path) == ["member-barcelona", "site"]


def test_card_that_says_something_else_takes_the_place_of_the_old_one(tmp_path):
    desk = a_site("demo")
    built(desk, tmp_path)
    before = {path.name for path in tmp_path.rglob("en/cards/day-*.png")}

    built(desk, tmp_path, now=MORNING + timedelta(days=60))

    after = {path.name for path in tmp_path.rglob("en/cards/day-*.png")}
    assert (len(before), len(after), before & after) == (1, 1, set())


def test_demo_shows_work_without_consent_and_says_so(tmp_path):
    built(a_site("demo"), tmp_path)

    assert "Office for rights" in told(tmp_path)
    assert "Demonstration: consent has not been asked." in told(tmp_path)


def test_real_site_shows_no_work_without_consent(tmp_path):
    built(a_site("real"), tmp_path)

    page = told(tmp_path)
    assert "Office for rights" not in page
    assert "Demonstration" not in page
    assert "Human Rights Day" not in page


def test_real_site_shows_work_once_its_member_agreed(tmp_path):
    desk = a_site("real")
    said("given")

    built(desk, tmp_path)

    assert "Office for rights" in told(tmp_path)


@pytest.mark.parametrize("mode", ["demo", "real"])
@pytest.mark.parametrize("answer", ["refused", "withdrawn"])
def test_work_vanishes_from_pages_when_consent_does(mode, answer, tmp_path):
    desk = a_site(mode)
    said("given")
    built(desk, tmp_path)

    said(answer, later=1)
    built(desk, tmp_path)

    assert [path for path in tmp_path.rglob("*.html") if "Office for rights" in path.read_text(encoding="utf-8")] == []


def test_page_of_a_member_that_may_not_be_told_is_taken_away(tmp_path):
    stranger = a_network([a_member(campaign="unknown", joined=None)], [an_initiative(consent="not asked")])
    desk = a_site("real", stranger)
    said("given")
    built(desk, tmp_path)
    (tmp_path / "en" / "members" / "own.html").write_text("somebody's own file", encoding="utf-8")

    said("withdrawn", later=1)
    gone = built(desk, tmp_path).gone

    left = sorted(path.name for path in (tmp_path / "en" / "members").iterdir())
    assert (gone, left) == (9, ["index.html", "index.html.gz", "own.html"])


def test_body_of_which_nobody_says_that_it_joined_is_not_called_a_member_of_the_campaign(tmp_path):
    built(a_site("demo", a_network([a_member(campaign="unknown", joined=None)])), tmp_path)

    assert "ember of the campaign" not in told(tmp_path)


@pytest.mark.parametrize("mode", ["demo", "real"])
def test_sensitive_work_is_never_told(mode, tmp_path):
    desk = a_site(mode, a_network(initiatives=[an_initiative(sensitivity="war")]))
    said("given")

    built(desk, tmp_path)

    assert "Office for rights" not in told(tmp_path)


def test_hearsay_waits_for_a_tick_on_a_real_site(tmp_path):
    desk = a_site("real", a_network(initiatives=[an_initiative(evidence="background")]))
    said("given")
    built(desk, tmp_path / "before")

    tick("title:en", "Office for rights")
    built(desk, tmp_path / "after")

    assert "Office for rights" not in told(tmp_path / "before")
    assert "Office for rights" in told(tmp_path / "after")


def test_translation_is_shown_once_somebody_has_ticked_it(tmp_path):
    desk = a_site("demo", a_network(initiatives=[an_initiative(unreviewed=["fr"], consent="not asked")]))
    built(desk, tmp_path)
    before = told(tmp_path, "fr/members/barcelona.html")

    tick("title:fr", "Bureau des droits")
    built(desk, tmp_path)

    assert '<h3><span lang="es" dir="ltr">Oficina de derechos</span></h3>' in before
    assert "<h3>Bureau des droits</h3>" in told(tmp_path, "fr/members/barcelona.html")


def tick(field, text):
    who = an_officer("checker")
    FactCheck.objects.create(field=f"initiative:{WORK}:{field}", digest=digest_of(text), by=who, at=MORNING)


def test_days_of_a_member_are_those_that_match_its_work(tmp_path):
    work = an_initiative(consent="not asked", days=["human-rights-day"])

    built(a_site("demo", a_network(initiatives=[work])), tmp_path)

    assert "../days/human-rights-day.html" in told(tmp_path)


def test_record_of_a_build_cannot_take_away_what_lies_outside(tmp_path):
    folder = tmp_path / "pages"
    (tmp_path / "precious.txt").write_text("keep", encoding="utf-8")
    folder.mkdir()
    (folder / MADE).write_text("../precious.txt\n", encoding="utf-8")

    result = built(a_site("demo"), folder)

    assert (result.gone, (tmp_path / "precious.txt").exists()) == (0, True)


def test_site_with_a_campaign_has_its_page(tmp_path):
    desk = a_site("demo")
    campaign = SimpleNamespace(
        name={"en": "A Campaign"},
        page="https://campaign.example.org",
        members=SimpleNamespace(count=5, as_of=MORNING.date(), source="https://campaign.example.org/members"),
    )
    settings = desk.config.settings
    organisation = settings.organisation.model_copy(update={"campaign": campaign})
    config = Config(desk.config.site, settings.model_copy(update={"organisation": organisation}), {})

    built(replace(desk, config=config), tmp_path)

    assert "A Campaign" in told(tmp_path, "en/campaign.html")
