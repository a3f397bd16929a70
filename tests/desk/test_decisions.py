import re

import pytest
from django.urls import reverse

from comms import app
from comms.store.models import Post, Slot, Verdict
from tests.desk.conftest import a_coming_post, visit
from tests.desk.pages import told, words
from tests.rows import MORNING, a_slot, a_stored_initiative, an_officer

DECISIONS = reverse("decisions")
WORK, OTHER = "banjul-mujeres-en-politica", "gwangju-human-rights-ordinance"


def a_story(initiative=WORK, **fields):
    work = app.network().initiatives[initiative]
    if not Slot.objects.exists():
        stored = a_stored_initiative(initiative, **work.model_dump(mode="json"))
        stored.member.body = {"name": {"en": "A City", "es": "Una Ciudad", "fr": "Une Ville"}}
        stored.member.save()
    reason = {"code": "word found", "values": {"word": "rights", "theme": "human-rights-general", "place": "title"}}
    values = {"kind": "spotlight", "member": "a-city", "initiative": initiative, "reasons": [reason]}
    return a_slot(**(values | fields))


def page_of(slot):
    return reverse("decide", args=(slot.id,))


def say(person, slot, kind, why, **more):
    return visit(person).post(page_of(slot), {"kind": kind, "why": why} | more, follow=True)


def test_a_story_asks_whether_its_work_fits(officer):
    page = visit(officer).get(reverse("story", args=(a_story().id,)))

    said = words(page)
    assert "Does this work fit the day? It fits Why" in said
    assert "a good example of what the day is about" in said
    assert "Tell another one, or nobody" in said


def test_a_post_asks_it_too(officer):
    post = a_coming_post(slot=a_story())

    assert "Does this work fit the day?" in words(visit(officer).get(reverse("post", args=(post.id,))))


def test_a_reader_is_not_asked(reader):
    slot = a_story()
    client = visit(reader)

    assert "Does this work fit the day?" not in words(client.get(reverse("story", args=(slot.id,))))
    assert "Your role lets you read, not change." in words(client.get(page_of(slot)))
    assert told(say(reader, slot, "accept", "good example")) == ["Your role does not allow this."]


def test_a_story_of_an_event_has_nothing_to_decide(officer):
    slot = a_slot(id="hrday-2026:event", occurrence="", kind="event", event="hrday-2026")

    assert "Tell another one" not in words(visit(officer).get(reverse("story", args=(slot.id,))))
    assert visit(officer).get(page_of(slot)).status_code == 404


def test_a_story_that_the_calendars_forgot_is_only_shown(officer):
    slot = a_slot(id="gone-2026:told", occurrence="gone-2026")

    response = visit(officer).get(page_of(slot))

    assert response.url == reverse("story", args=(slot.id,))


@pytest.mark.parametrize(("stays", "kind", "said"), [("", "accept", "It fits:"), ("yes", "pin", "It fits, and stays:")])
def test_what_fits_is_kept_with_name_and_reason_and_seen_on_the_story(officer, stays, kind, said):
    slot = a_story()

    response = say(officer, slot, "accept", "good example", text="Shown on site.", stays=stays)

    assert told(response) == ["Noted: later rankings know it."]
    assert Verdict.objects.get().kind == kind
    assert f"What was decided {said}" in words(response)
    assert "A good example of what the day is about. Shown on site. officer · " in words(response)


@pytest.mark.parametrize(("work", "is_told"), [(WORK, True), (OTHER, False)])
def test_a_decision_of_another_year_is_seen_where_it_is_of_the_same_work(officer, work, is_told):
    Verdict.objects.create(
        kind="accept",
        observance="human-rights",
        occurrence="human-rights-2025",
        initiative=work,
        why="clear link",
        by=officer,
        at=MORNING,
    )

    page = words(visit(officer).get(reverse("story", args=(a_story().id,))))

    assert ("The link to the day is clear." in page) is is_told


def test_what_does_not_fit_leaves_the_story(officer):
    slot = a_story()

    response = say(officer, slot, "reject", "wrong tone")

    assert told(response) == ["Noted. The story was changed, and its drafts were made anew."]
    title = app.network().initiatives[WORK].title["en"]
    assert f"officer decided that “{title}” does not fit: its tone does not suit the day." in words(response)
    assert Slot.objects.get().initiative == ""


def test_a_reason_that_was_not_given_is_asked_for(officer):
    response = say(officer, a_story(), "reject", "other")

    assert told(response) == ["Say why in your own words."]
    assert Verdict.objects.count() == 0


def test_others_are_offered_with_probability_and_reasons_and_one_is_told_instead(officer):
    slot = a_story()
    page = words(visit(officer).get(page_of(slot)))

    response = say(officer, slot, "swap", "better example", instead=OTHER)

    assert "Who is told on this day?" in page
    assert "probability 0." in page
    assert told(response) == ["Noted. The story was changed, and its drafts were made anew."]
    assert (Slot.objects.get().initiative, Post.objects.count()) == (OTHER, 0)
    assert Verdict.objects.get().instead == OTHER


def test_a_rule_of_the_plan_that_speaks_against_one_is_told(officer):
    slot = a_story()
    client = visit(officer)
    first = re.search(r'name="instead" value="([^"]+)"', client.get(page_of(slot)).content.decode())[1]
    member = app.network().initiatives[first].member
    a_slot(id="near-2026:told", occurrence="near-2026", member=member, initiative=first)

    assert "A rule of the plan speaks against it:" in words(client.get(page_of(slot)))


def test_nobody_is_told_instead(officer):
    assert told(say(officer, a_story(), "swap", "better example", instead="gone")) == ["Choose who is told instead."]


def test_nobody_on_a_day_that_is_only_told_with_work_makes_the_story_go(officer):
    mention = next(
        one.id for one in app.calendars().observances.values() if one.tier == "mention" and one.rule.kind == "fixed"
    )
    slot = a_story(id=f"{mention}-2026:told", occurrence=f"{mention}-2026")

    response = say(officer, slot, "nothing", "quiet")

    assert told(response) == ["Noted. The story is gone: its day is not told without anybody’s work."]
    assert "Nobody on this day:" in words(response)
    assert Slot.objects.count() == 0


def test_a_story_that_somebody_works_on_stands(officer):
    slot = a_story()
    a_coming_post(slot=slot, author=an_officer("writer"))

    assert told(say(officer, slot, "nothing", "quiet"))[0].startswith("Noted. The story stands")


def test_a_decision_is_listed_and_undone_once(officer):
    say(officer, a_story(), "swap", "better example", instead=OTHER)
    one, client = Verdict.objects.get(), visit(officer)
    listed = words(client.get(DECISIONS))

    response = client.post(reverse("undo-decision", args=(one.pk,)), {"text": "A slip."}, follow=True)
    again = client.post(reverse("undo-decision", args=(one.pk,)), follow=True)

    title = app.network().initiatives[OTHER].title["en"]
    assert f"Instead: {title}" in listed
    assert told(response)[0].startswith("Undone: later rankings know it no more.")
    assert "undone officer · " in words(response)
    assert "A slip." in words(response)
    assert told(again) == ["This decision was undone already."]


def test_a_reader_sees_the_list_and_undoes_nothing(reader, officer):
    say(officer, a_story(), "accept", "good example")
    client = visit(reader)

    page = words(client.get(DECISIONS))
    response = client.post(reverse("undo-decision", args=(Verdict.objects.get().pk,)), follow=True)

    assert "It fits: " in page
    assert "In your own words" not in page
    assert told(response) == ["Your role does not allow this."]


def test_an_empty_list_says_how_to_begin(officer):
    assert "Nothing was decided yet." in words(visit(officer).get(DECISIONS))


def test_what_the_records_forgot_is_called_by_its_id(officer):
    Verdict.objects.create(
        kind="accept", observance="gone", occurrence="gone-2026", initiative="left", why="other", by=officer, at=MORNING
    )

    assert "It fits: left · gone" in words(visit(officer).get(DECISIONS))


@pytest.mark.parametrize(
    ("language", "said"), [("es", "¿Encaja este trabajo con el día?"), ("fr", "Ce travail convient-il à la journée")]
)
def test_pages_speak_the_language_of_their_reader(officer, language, said):
    slot = a_story()
    client = visit(officer, language)

    assert said in words(client.get(reverse("story", args=(slot.id,))))
    assert said in words(client.get(page_of(slot)))
    assert client.get(DECISIONS).status_code == 200
