import csv
import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comms import app
from comms.domain.observances import occurrences
from comms.domain.posts import State
from comms.store.models import Blackout, Consent, Initiative, Member, Pause
from tests.desk.conftest import a_coming_post, days_ahead, visit
from tests.desk.pages import told, words
from tests.rows import MORNING, a_person, a_post, a_slot, a_stored_initiative

NETWORK, CSV = reverse("network"), reverse("export-network")
CITY = "gwangju"


def bodies(response):
    return re.findall(r'<p><b><a href="/network/([a-z0-9-]+)/">', response.content.decode())


def a_work_of(city=CITY):
    """Store one work of a body of the shipped network; return its written entry."""
    work = next(one for one in app.network().initiatives.values() if one.member == city)
    member = Member.objects.get_or_create(id=city, defaults={"body": {}, "digest": "", "loaded_at": MORNING})[0]
    body = work.model_dump(mode="json")
    Initiative.objects.create(id=work.id, member=member, body=body, digest="", loaded_at=MORNING)
    return work


def a_told_story(city=CITY, days=30):
    slot = a_slot(id=f"{city}-{days}", day=days_ahead(-days), member=city)
    a_post(slot=slot, key=slot.id, day=slot.day, state=State.PUBLISHED)


def test_the_list_has_fifty_bodies_a_page_by_name(officer):
    client = visit(officer)

    first, second = client.get(NETWORK), client.get(f"{NETWORK}?page=2")

    names = [app.network().members[one].name["en"].casefold() for one in bodies(first)]
    assert len(names) == 50
    assert set(bodies(first)) & set(bodies(second)) == set()
    assert f"{len(app.network().members)} bodies" in words(first)
    assert 'rel="next" href="?page=2"' in first.content.decode()


@pytest.mark.parametrize(
    ("query", "found"), [("GWANGJU", CITY), ("sao paulo", "sao-paulo"), ("Barcelone", "barcelona")]
)
def test_a_body_is_found_by_its_name_in_any_language_without_accents(officer, query, found):
    assert found in bodies(visit(officer).get(NETWORK, {"name": query}))


def test_who_looks_for_nobody_that_is_known_is_told_so(officer):
    assert "Nobody fits." in words(visit(officer).get(NETWORK, {"name": "atlantis"}))


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        ({"country": "ES"}, lambda one: one.country == "ES"),
        ({"region": "asia-pacific"}, lambda one: one.region == "asia-pacific"),
        ({"campaign": "yes"}, lambda one: one.is_campaign_member),
        ({"campaign": "no", "country": "FR"}, lambda one: one.country == "FR" and not one.is_campaign_member),
    ],
)
def test_filters_leave_those_that_fit_all_of_them(officer, asked, fits):
    response = visit(officer).get(CSV, asked)

    found = {row[0] for row in list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))[1:]}
    assert found == {one.id for one in app.network().members.values() if fits(one)} != set()


def test_those_never_featured_are_listed_without_those_that_were(officer):
    a_told_story()
    client = visit(officer)

    assert bodies(client.get(NETWORK, {"name": CITY})) == [CITY]
    assert bodies(client.get(NETWORK, {"name": CITY, "never": "yes"})) == []


def test_who_was_featured_longest_ago_comes_first_after_those_who_never_were(officer):
    a_told_story(days=30)
    a_told_story("barcelona", days=400)

    response = visit(officer).get(CSV, {"sort": "last"})

    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [(row["id"], row["times in 12 months"]) for row in rows[-2:]] == [("barcelona", "0"), (CITY, "1")]


def test_answers_about_their_work_are_counted_and_asked_for(officer):
    work = a_work_of()
    Consent.objects.create(initiative_id=work.id, state="given", said_by="mayor", recorded_by=officer, at=MORNING)
    client = visit(officer)

    assert bodies(client.get(NETWORK, {"consent": "given"})) == [CITY]
    assert "consent given 1, not asked" in words(client.get(NETWORK, {"consent": "given"}))
    Consent.objects.create(
        initiative_id=work.id, state="withdrawn", said_by="mayor", recorded_by=officer, at=MORNING + timedelta(days=1)
    )
    assert bodies(client.get(NETWORK, {"consent": "given"})) == []
    assert bodies(client.get(NETWORK, {"consent": "refused"})) == [CITY]


def test_the_list_asks_the_store_no_more_for_many_than_for_one(officer):
    client = visit(officer)
    client.get(NETWORK)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(NETWORK, {"name": CITY})
    for number, city in enumerate(list(app.network().members)[:30]):
        a_told_story(city, days=10 + number)

    with CaptureQueriesContext(connection) as many:
        client.get(NETWORK)

    assert len(many) == len(few)


def test_no_name_in_the_table_is_a_formula(officer, monkeypatch):
    member = app.network().members[CITY]
    monkeypatch.setitem(member.name, "en", "=HYPERLINK(1)")

    lines = visit(officer).get(CSV, {"country": "KR"}).content.decode("utf-8-sig")

    assert f"{CITY},'=HYPERLINK(1),KR," in lines


def test_a_body_shows_who_it_is_and_its_work(reader):
    work = a_work_of()

    said = words(visit(reader).get(reverse("body", args=(CITY,))))

    assert "South Korea" in said
    assert work.title["en"] in said
    assert "Consent: not asked" in said
    assert f"comms kit {CITY}" in said
    assert "Record what the local government said" not in said


@pytest.mark.usefixtures("reader")
def test_a_body_that_nobody_knows_is_not_there(officer):
    client = visit(officer)

    assert client.get(reverse("body", args=("atlantis",))).status_code == 404
    assert client.post(reverse("record-consent", args=(CITY, "no-work")), {"state": "given"}).status_code == 404


def test_a_body_that_only_the_store_knows_is_shown_from_there(officer):
    names = {"en": "Office"}
    a_stored_initiative(title=names, summary=names, source="https://city.example", sensitivity="war", themes=["gone"])

    said = words(visit(officer).get(reverse("body", args=("a-city",))))

    assert "Office" in said
    assert "sensitive: a war" in said


def test_consent_is_recorded_with_who_said_it_and_who_wrote_it_down(officer):
    work = a_work_of()
    address = reverse("record-consent", args=(CITY, work.id))

    response = visit(officer).post(address, {"state": "given", "said_by": "The mayor, by mail"}, follow=True)

    assert told(response) == ["The consent is recorded."]
    assert Consent.objects.values_list("initiative", "state", "said_by").get() == (
        work.id,
        "given",
        "The mayor, by mail",
    )
    assert "The mayor, by mail · recorded by officer" in words(response)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "said_by", "why"),
    [
        ("reader", "The mayor", "Your role does not allow this."),
        ("officer", " ", "Say who answered for the local government."),
    ],
)
def test_consent_is_not_recorded_by_those_who_may_not_or_without_a_name(role, said_by, why):
    work = a_work_of()
    address = reverse("record-consent", args=(CITY, work.id))

    response = visit(a_person(role, role)).post(address, {"state": "given", "said_by": said_by}, follow=True)

    assert told(response) == [why]
    assert Consent.objects.count() == 0


def test_a_body_shows_its_days_with_their_posts_and_what_keeps_it_silent(officer):
    a_told_story()
    slot = a_slot(day=days_ahead(9), member=CITY)
    post = a_coming_post(slot=slot, state=State.IN_REVIEW)
    today = days_ahead(0)
    Blackout.objects.create(first=today, last=today, member=CITY, note="Elections here.", who="ana")
    Blackout.objects.create(first=today, last=today, country="FR", note="Elections there.", who="ana")
    Pause.objects.create(kind="country", value="KR", reason="A flood.", who="ana", starts_at=MORNING)
    Pause.objects.create(kind="channel", value="x", reason="Too loud.", who="ana", starts_at=MORNING)

    page = visit(officer).get(reverse("body", args=(CITY,))).content.decode()

    main = page.partition("<main")[2]
    assert f'href="{reverse("post", args=(post.id,))}"' in main
    assert main.index('id="coming"') < main.index(reverse("story", args=(slot.id,))) < main.index('id="past"')
    assert main.index('id="past"') < main.index(reverse("story", args=(f"{CITY}-30",)))
    assert [one in main for one in ("Elections here.", "Elections there.", "A flood.", "Too loud.")] == [
        True,
        False,
        True,
        False,
    ]


def test_a_body_leads_to_the_pages_and_calendars_that_were_written_about_it(officer, folder):
    (folder("pages") / "es" / "members").mkdir(parents=True)
    (app.config().var / "pages" / "es" / "members" / f"{CITY}.html").write_text("", encoding="utf-8")
    (folder("feeds") / f"city-{CITY}.fr.ics").write_text("", encoding="utf-8")

    page = visit(officer).get(reverse("body", args=(CITY,))).content.decode()

    assert f'<a href="/public/es/members/{CITY}.html">Spanish</a>' in page
    assert f'<a href="/feeds/city-{CITY}.fr.ics">French</a>' in page
    assert f"/public/en/members/{CITY}.html" not in page


def test_a_story_and_a_post_lead_to_the_body(officer):
    slot = a_slot(member="a-city", initiative="a-plan", day=days_ahead(5))
    names = {"en": "Office"}
    stored = a_stored_initiative(title=names, summary=names, source="https://city.example")
    stored.member.body = {"name": {"en": "A City"}}
    stored.member.save()
    post, client = a_coming_post(slot=slot), visit(officer)

    link = '<a href="/network/a-city/">A City</a>'
    assert link in client.get(reverse("story", args=(slot.id,))).content.decode()
    assert link in client.get(reverse("post", args=(post.id,))).content.decode()


def test_exposure_counts_what_was_told_and_what_is_planned(officer):
    a_told_story()
    work = a_work_of()
    day = next(one for one in occurrences(app.calendars().observances.values(), days_ahead(1), days_ahead(60)))
    a_slot(id="ahead", day=days_ahead(9), occurrence=day.key, member=CITY, initiative=work.id)

    page = visit(officer).get(reverse("exposure"))

    theme = app.calendars().taxonomy.themes[day.observance.themes[0]].label["en"]
    lines = dict(re.findall(r'<th scope="row">([^<]+)</th><td>(\d+</td><td>\d+)</td>', page.content.decode()))
    region = app.calendars().regions["asia-pacific"].label["en"]
    assert (lines[region], lines[theme]) == ("1</td><td>1", "0</td><td>1")
    assert re.search(r"told in public since [^(]+ \(1\), and planned from today to [^(]+ \(1\)\.", words(page))
    total = len(app.network().members)
    assert f"{total - 1} of {total} were never featured." in words(page)
    assert f"and {total - 51} more" in words(page)


def test_exposure_says_so_where_nothing_was_told(officer):
    assert "Nothing was told, and nothing is planned." in words(visit(officer).get(reverse("exposure")))


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "Who is told how often"), ("es", "A quién se cuenta y cuánto"), ("fr", "Qui est raconté, et combien")],
)
def test_the_pages_speak_the_language_of_their_reader(officer, language, title):
    assert title in words(visit(officer, language).get(reverse("exposure")))
