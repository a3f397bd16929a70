import pytest

from comms.domain.ticks import digest_of
from comms.errors import NotAllowedError
from comms.services import facts
from comms.services.messages import facts_to_check, findings_of
from comms.store.models import AuditLine, Consent, FactCheck, Post
from tests.rows import MORNING, a_person, a_post, a_slot, a_stored_initiative, an_officer, the_config

pytestmark = pytest.mark.django_db
TITLE = {
    "text": "Un plan",
    "field": "initiative:a-plan:title:fr",
    "source": "https://x.org",
    "confidence": "detail",
    "needs_check": True,
}
NAME = TITLE | {"text": "Padoue", "field": "member:padova:name:fr"}
KNOWN = TITLE | {"text": "Human Rights Day", "field": "observance:human-rights:name:en", "needs_check": False}


def a_post_with_facts(**fields):
    sentences = [{"text": "…", "facts": [TITLE, KNOWN]}, {"text": "…", "facts": [TITLE, NAME]}]
    return a_post(sentences=sentences, **fields)


def codes_of(post):
    return [finding.code for finding in findings_of(post, the_config())]


def test_facts_that_a_person_must_look_at_are_listed_once():
    fields = [fact["field"] for fact in facts_to_check(a_post_with_facts())]

    assert fields == [TITLE["field"], NAME["field"]]


def test_unchecked_facts_block_approval_until_each_is_ticked():
    officer, post = an_officer(), a_post_with_facts()
    before = codes_of(post)

    ticked = facts.tick(post.pk, digests={digest_of("Un plan"), digest_of("Padoue")}, by=officer, now=MORNING)

    assert (before, ticked, codes_of(post)) == (["fact to check", "fact to check"], 2, [])


def test_tick_holds_for_every_post_that_tells_the_same_words():
    officer, post = an_officer(), a_post_with_facts()
    other = a_post_with_facts(key="other", channel="linkedin")
    facts.tick(post.pk, digests={digest_of("Un plan"), digest_of("Padoue")}, by=officer, now=MORNING)

    assert codes_of(other) == []


def test_reworded_fact_needs_another_tick():
    officer, post = an_officer(), a_post_with_facts()
    facts.tick(post.pk, digests={digest_of("Un plan"), digest_of("Padoue")}, by=officer, now=MORNING)
    Post.objects.update(sentences=[{"text": "…", "facts": [TITLE | {"text": "Un autre plan"}]}])

    assert codes_of(Post.objects.get()) == ["fact to check"]


def test_second_tick_of_the_same_fact_changes_nothing():
    officer, post = an_officer(), a_post_with_facts()
    facts.tick(post.pk, digests={digest_of("Padoue")}, by=officer, now=MORNING)

    again = facts.tick(post.pk, digests={digest_of("Padoue"), "unknown"}, by=officer, now=MORNING)

    assert (again, FactCheck.objects.count(), AuditLine.objects.filter(act="fact checked").count()) == (0, 1, 1)


def test_reader_ticks_nothing():
    post = a_post_with_facts()

    with pytest.raises(NotAllowedError):
        facts.tick(post.pk, digests={digest_of("Padoue")}, by=a_person("reader", "reader"), now=MORNING)


def test_consent_is_recorded_with_who_gave_it():
    officer, initiative = an_officer(), a_stored_initiative()
    post = a_post(slot=a_slot(initiative=initiative.pk, kind="spotlight"))
    before = codes_of(post)

    facts.record_consent(initiative.pk, state="given", said_by=" The mayor's office ", by=officer, now=MORNING)

    consent = Consent.objects.get()
    assert (before, codes_of(post)) == (["consent not asked"], [])
    assert (consent.state, consent.said_by, consent.recorded_by) == ("given", "The mayor's office", officer)


def test_newest_word_of_a_member_counts():
    officer, initiative = an_officer(), a_stored_initiative(sensitivity="war")
    post = a_post(slot=a_slot(initiative=initiative.pk, kind="spotlight"))
    facts.record_consent(initiative.pk, state="given", said_by="The mayor", by=officer, now=MORNING)
    facts.record_consent(initiative.pk, state="withdrawn", said_by="The mayor", by=officer, now=MORNING)

    assert codes_of(post) == ["consent refused", "sensitive"]


@pytest.mark.parametrize(
    ("state", "said_by", "words"),
    [
        ("not asked", "The mayor", "say whether consent"),
        ("maybe", "The mayor", "say whether consent"),
        ("given", " ", "say who"),
    ],
)
def test_consent_without_a_clear_answer_or_person_is_refused(state, said_by, words):
    officer, initiative = an_officer(), a_stored_initiative()

    with pytest.raises(NotAllowedError, match=words):
        facts.record_consent(initiative.pk, state=state, said_by=said_by, by=officer, now=MORNING)
