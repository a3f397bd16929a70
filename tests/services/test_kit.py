import re
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

DIGEST = re.compile(r"-[0-9a-f]{12}(?=\.png)")
PICTURES = [f"pictures/human-rights-day-2026-{size}.png" for size in ("1600x900", "1200x627", "1080x1080")]


def made(folder, mode="demo", **changes):
    network = a_network(initiatives=[an_initiative(days=["human-rights-day"])])
    days = {"human-rights-day": a_day()}
    small = replace(the_calendars(), observances=days, events={}, taxonomy=a_taxonomy(), network=network)
    found = the_config()
    settings = found.settings.model_copy(update={"plan": PlanRules(threshold=0.0), "mode": mode})
    config = Config(found.site, settings, {})
    desk = a_desk(config=config, calendars=small, network=network)
    member = changes.pop("member", "barcelona")
    return kit.make(desk, TEMPLATES, member, folder, now=MORNING, **changes)


def a_story(key, **fields):
    return a_post(
        key=key, **({"state": State.PUBLISHED, "slot": a_slot(id=f"{key}:told", member="barcelona")} | fields)
    )


def test_kit_holds_a_page_a_picture_and_a_report_in_every_language(tmp_path):
    first, second = made(tmp_path), made(tmp_path)

    files = sorted(DIGEST.sub("", str(path.relative_to(tmp_path))) for path in tmp_path.rglob("*") if path.is_file())
    assert files == sorted(
        [
            "pages.css",
            *(
                f"{language}/{name}"
                for language in ("en", "es", "fr")
                for name in ("kit.html", "featured-2026.csv", *PICTURES)
            ),
        ]
    )
    assert (first.days, first.written, second.written) == (1, 16, 0)


def test_page_of_a_kit_shows_pictures_that_are_there(tmp_path):
    made(tmp_path)

    page = (tmp_path / "fr" / "kit.html").read_text(encoding="utf-8")
    shown = re.findall(r'(?:src|href)="(pictures/[^"]+)"', page)
    assert sorted({DIGEST.sub("", name) for name in shown}) == sorted(PICTURES)
    assert [name for name in shown if not (tmp_path / "fr" / name).is_file()] == []


def test_picture_is_described_with_its_theme(tmp_path):
    made(tmp_path)

    page = (tmp_path / "es" / "kit.html").read_text(encoding="utf-8")
    assert re.search(r'alt="([^"]*)"', page)[1] == (
        "Día de los Derechos Humanos. Jueves 10 de diciembre de 2026. "
        "Barcelona: Oficina de derechos. Derechos humanos. RdC."
    )


def test_picture_that_no_page_shows_any_more_is_taken_away_and_a_stranger_stays(tmp_path):
    made(tmp_path)
    pictures = tmp_path / "en" / "pictures"
    (pictures / "human-rights-day-2025-1200x627-0123456789ab.png").write_bytes(b"old")
    (pictures / "photo-of-ours.png").write_bytes(b"ours")

    made(tmp_path)

    left = [DIGEST.sub("", f"pictures/{path.name}") for path in pictures.iterdir()]
    assert sorted(left) == sorted([*PICTURES, "pictures/photo-of-ours.png"])


def test_kit_tells_what_was_published_of_the_member_this_year_and_nothing_else(tmp_path):
    slot = a_slot(id="told", member="barcelona")
    a_post(key="1", slot=slot, state=State.PUBLISHED, text="Seen", receipt_url="https://x.example/1")
    a_post(key="2", slot=slot, state=State.DRAFT, text="A draft")
    a_post(key="3", slot=slot, state=State.PUBLISHED, day=date(2025, 12, 10), text="Last year")
    a_post(key="4", slot=a_slot(id="other", member="a-city"), state=State.PUBLISHED, text="Another's")

    result = made(tmp_path)

    page = (tmp_path / "en" / "kit.html").read_text(encoding="utf-8")
    seen = Featured(date(2026, 12, 10), "x", "en", "Seen", "https://x.example/1")
    assert kit.featured("barcelona", the_config())[2026] == (seen,)
    assert (result.featured, "Seen" in page, "A draft" in page, "Last year" in page) == (1, True, False, False)


def test_report_of_an_earlier_year_is_made_on_request_and_its_table_stays(tmp_path):
    a_story("1", text="This year", receipt_url="https://x.example/1")
    a_story("2", text="Last year", receipt_url="https://x.example/2", day=date(2025, 12, 10))

    results = made(tmp_path / "now"), made(tmp_path / "then", year=2025), made(tmp_path / "never", year=2024)

    pages = [(tmp_path / name / "es" / "kit.html").read_text(encoding="utf-8") for name in ("now", "then", "never")]
    tables = [sorted(path.name for path in (tmp_path / name / "es").glob("*.csv")) for name in ("now", "then", "never")]
    assert [result.featured for result in results] == [1, 1, 0]
    assert [("This year" in page, "Last year" in page) for page in pages] == [(1, 0), (0, 1), (0, 0)]
    assert tables == [
        ["featured-2025.csv", "featured-2026.csv"],
        ["featured-2025.csv", "featured-2026.csv"],
        ["featured-2024.csv", "featured-2025.csv", "featured-2026.csv"],
    ]
    assert re.findall(r'href="(featured-\d+\.csv)"', pages[0]) == ["featured-2026.csv", "featured-2025.csv"]
    assert "Ninguna publicación sobre su trabajo en 2024." in pages[2]


def test_report_of_a_year_that_has_not_begun_is_refused(tmp_path):
    with pytest.raises(NotFoundError, match=r"2027 has not begun.*; give 2026 or an earlier year"):
        made(tmp_path, year=2027)


@pytest.mark.parametrize(
    ("mode", "channel", "receipt", "number"),
    [
        ("real", "x", "/outbox/x/one/", 0),
        ("real", "x", "", 0),
        ("real", "x", "https://social.example.org/7", 1),
        ("real", "old", "", 1),
        ("demo", "x", "/outbox/x/one/", 1),
    ],
)
def test_what_only_pretended_is_counted_in_a_demo_alone(tmp_path, mode, channel, receipt, number):
    a_story("1", text="Told", channel=channel, receipt_url=receipt)

    result = made(tmp_path, mode=mode)

    tables = [path.read_text(encoding="utf-8-sig").count("Told") for path in tmp_path.rglob("featured-2026.csv")]
    assert (result.featured, tables) == (number, [number] * 3)


@pytest.mark.parametrize("kept", ["/packages/handoff/a-post.zip", "/outbox/x/a-post/"])
def test_kit_shows_no_link_that_only_the_desk_opens(tmp_path, kept):
    slot = a_slot(id="told", member="barcelona")
    a_post(key="1", slot=slot, state=State.PUBLISHED, text="Seen", receipt_url=kept)

    made(tmp_path)

    told = [path.read_text(encoding="utf-8-sig") for path in tmp_path.rglob("*") if path.suffix in {".html", ".csv"}]
    assert [(text.count("Seen"), kept in text) for text in told] == [(1, False)] * 6


def test_page_of_a_kit_is_sound_html(tmp_path):
    made(tmp_path)

    pages = {path: Checked(path.read_text(encoding="utf-8")).problems for path in tmp_path.rglob("*.html")}
    assert [problems for problems in pages.values() if problems] == []
    assert len(pages) == 3


def test_kit_of_nobody_is_refused(tmp_path):
    with pytest.raises(NotFoundError, match="atlantis is not a member"):
        made(tmp_path, member="atlantis")
