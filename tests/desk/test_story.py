from django.urls import reverse

from comms.store.models import Consent
from tests.desk.conftest import a_coming_post, days_ahead, visit
from tests.desk.pages import words
from tests.rows import MORNING, a_slot, a_stored_initiative

TITLE = {"en": "Office for rights", "es": "Oficina de derechos", "fr": "Bureau des droits"}


def a_story(**fields):
    initiative = a_stored_initiative(
        member="a-city", title=TITLE, summary=TITLE, source="https://city.example/office", language="es"
    )
    initiative.member.body = {"name": {"en": "A City", "es": "Una Ciudad", "fr": "Une Ville"}}
    initiative.member.save()
    defaults = {
        "kind": "spotlight",
        "day": days_ahead(5),
        "member": "a-city",
        "initiative": "a-plan",
        "reasons": [
            {"code": "word found", "values": {"word": "rights", "theme": "human-rights-general", "place": "title"}},
            {"code": "turn", "values": {"member": "a-city", "times": "2", "last": "2026-03-08"}},
        ],
        "next_best": ["a-plan", "no-longer-there"],
    }
    return a_slot(**(defaults | fields))


def test_a_story_says_why_in_words_with_names(officer):
    said = words(visit(officer).get(reverse("story", args=(a_story().id,))))

    assert "A City : Office for rights" in said
    assert "“rights” in the title speaks of the theme Human rights." in said
    assert "A City was told 2 times, the last time on 8 March 2026: it is its turn." in said
    assert "The next best A City: Office for rights" in said
    assert "Consent: not asked" in said


def test_a_story_says_why_in_the_persons_language(officer):
    said = words(visit(officer, "es").get(reverse("story", args=(a_story().id,))))

    assert "Día de los Derechos Humanos" in said
    assert "Se ha hablado de Una Ciudad 2 veces, la última el 8 de marzo de 2026: es su turno." in said


def test_its_posts_stand_side_by_side_marked_with_their_language(officer):
    slot = a_story()
    for language in ("fr", "en"):
        a_coming_post(slot=slot, language=language, text=f"Text in {language}")

    page = visit(officer).get(reverse("story", args=(slot.id,))).content.decode()

    assert page.index('lang="en" dir="auto">Text in en') < page.index('lang="fr" dir="auto">Text in fr')


def test_the_newest_consent_counts(officer):
    slot = a_story()
    for state in ("given", "withdrawn"):
        Consent.objects.create(
            initiative_id="a-plan", state=state, said_by="The mayor", recorded_by=officer, at=MORNING
        )

    assert "Consent: withdrawn" in words(visit(officer).get(reverse("story", args=(slot.id,))))


def test_a_story_without_posts_says_when_they_come(officer):
    assert "No post has been drafted for this story yet" in words(
        visit(officer).get(reverse("story", args=(a_slot().id,)))
    )


def test_a_story_of_an_event_shows_its_name_and_zone(officer):
    slot = a_slot(id="hrday-2026:event", occurrence="", kind="event", event="hrday-2026")

    said = words(visit(officer).get(reverse("story", args=(slot.id,))))

    assert "Human Rights Day 2026" in said


def test_a_story_that_the_calendars_forgot_says_so(officer):
    slot = a_slot(id="gone-2026:told", occurrence="gone-2026")

    said = words(visit(officer).get(reverse("story", args=(slot.id,))))

    assert "The calendars no longer hold what this story tells." in said


def test_an_unknown_story_does_not_exist(officer):
    assert visit(officer).get(reverse("story", args=("nothing",))).status_code == 404
