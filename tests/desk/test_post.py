import pytest
from django.urls import reverse

from comms.domain.message import fingerprint
from comms.domain.posts import State
from comms.services import review
from comms.services.messages import digest_of, message_of
from comms.store.models import Comment, Delivery, FactCheck
from tests.desk.conftest import a_coming_post, at, days_ahead, visit
from tests.desk.pages import told, words
from tests.rows import MORNING, a_coordinator, a_slot, a_stored_initiative, an_approved_post

FACT = {
    "text": "Oficina de derechos",
    "field": "initiative:a-plan:title:es",
    "source": "https://city.example/office",
    "confidence": "detail",
    "needs_check": True,
}
NUMBER = FACT | {
    "text": "120",
    "field": "site:organisation.campaign.members.count",
    "source": "config.yaml",
    "confidence": "configured",
    "needs_check": False,
}
SENTENCES = [
    {"text": "«Oficina de derechos»: 120 ciudades.", "facts": [FACT, NUMBER]},
    {"text": "Hoy.", "facts": []},
]


def page(person, post, language="en"):
    return visit(person, language).get(reverse("post", args=(post.id,)))


def test_a_post_is_shown_as_its_channel_shows_and_counts_it(officer):
    post = a_coming_post(text="Today: https://un.org/a-very-long-address-that-counts-as-23 #HumanRightsDay")

    response = page(officer, post)

    assert "46 of 280 characters" in words(response)
    assert '<span class="link">#HumanRightsDay</span>' in response.content.decode()


def test_a_text_can_never_become_a_tag(officer):
    post = a_coming_post(text="<script>alert(1)</script> #<b>")

    assert b"<script>alert" not in page(officer, post).content


def test_the_rules_speak_in_the_persons_language(officer):
    post = a_coming_post(text="SAVE THE PLANET #humanrights " + "x" * 300)

    english, french = words(page(officer, post)), words(page(officer, post, "fr"))

    assert "Must be resolved The text has 329 characters; the channel takes 280." in english
    assert "Begin each word of #humanrights with a capital letter" in english
    assert "À corriger Le texte a 329 caractères ; le canal en accepte 280." in french
    assert "« SAVE THE PLANET » est tout en majuscules" in french


def test_each_sentence_says_where_it_comes_from(officer):
    said = words(page(officer, a_coming_post(language="es", sentences=SENTENCES)))

    assert (
        "title of the initiative (Spanish): Oficina de derechos · https://city.example/office · read in detail" in said
    )
    assert "number of members of the campaign: 120 · config.yaml · our own setting" in said
    assert "Hoy. It states no fact." in said


def test_facts_wait_for_a_tick_and_then_show_who_ticked(officer):
    post = a_coming_post(language="es", sentences=SENTENCES)
    client = visit(officer)
    assert "Must be resolved Check this fact and tick it: title of the initiative (Spanish)." in words(
        client.get(reverse("post", args=(post.id,)))
    )

    client.post(reverse("tick", args=(post.id,)), {"fact": digest_of(FACT["text"])})

    said = words(client.get(reverse("post", args=(post.id,))))
    assert "ticked by officer" in said
    assert "Check this fact" not in said
    assert FactCheck.objects.get().by == officer


def test_a_missing_fact_is_named(officer):
    said = words(page(officer, a_coming_post(missing=["day.about"])))

    assert "so its sentence was left out: what the day is about." in said


def test_a_reader_sees_everything_and_can_change_nothing(reader):
    response = page(reader, a_coming_post(sentences=SENTENCES))

    assert "Your role lets you read, not change." in words(response)
    assert "/edit/" not in response.content.decode()


def test_whoever_submitted_a_post_is_told_to_ask_a_colleague(coordinator):
    post = a_coming_post(state=State.IN_REVIEW, submitted_by=coordinator)

    response = page(coordinator, post)

    assert "a colleague has to approve it" in words(response)
    assert reverse("approve", args=(post.id,)) not in response.content.decode()


def test_whoever_cannot_approve_is_told_the_rule_and_who_can(coordinator, officer):
    a_coordinator("deputy")
    post = a_coming_post(state=State.IN_REVIEW, author=coordinator, submitted_by=officer)

    for person in (coordinator, officer):
        assert "Whoever wrote or submitted a post cannot approve it. These can: deputy." in words(page(person, post))


def test_whoever_can_approve_is_not_told_who_can(coordinator, officer):
    post = a_coming_post(state=State.IN_REVIEW, submitted_by=officer)

    assert "These can:" not in words(page(coordinator, post))


def test_where_nobody_can_approve_the_remedy_is_told_before_and_after(coordinator, officer):
    draft = a_coming_post(author=coordinator)
    assert "If you submit it, nobody is left who can approve it" in words(page(officer, draft))

    waits = a_coming_post(days=11, state=State.IN_REVIEW, author=coordinator, submitted_by=officer)
    assert "Nobody else who approves has an account" in words(page(officer, waits))


@pytest.mark.usefixtures("coordinator")
def test_a_draft_says_who_can_approve_it(officer):
    said = words(page(officer, a_coming_post()))

    assert "Once you have submitted it, these can approve it: coordinator." in said


def test_a_published_post_shows_its_place_once(officer):
    post = a_coming_post(state=State.PUBLISHED, note="/outbox/x/a-post/", receipt_url="/outbox/x/a-post/")

    response = page(officer, post)

    assert "See it where it was published" in words(response)
    assert response.content.decode().count("/outbox/x/a-post/") == 1


def test_sources_are_told_in_words_and_not_in_codes(officer):
    day = FACT | {"field": "observance:human-rights:rule", "source": "U, K", "needs_check": False}

    said = words(page(officer, a_coming_post(sentences=[{"text": "Hoy.", "facts": [day]}])))

    assert "Full copy of the un.org list of international days" in said
    assert "The compiler's knowledge only; no source was seen" in said
    assert "U, K" not in said


def test_a_coordinator_sees_exactly_what_will_leave(coordinator):
    post = a_coming_post(state=State.IN_REVIEW, link="https://un.org/en")
    seen = fingerprint(message_of(post))

    response = page(coordinator, post)

    assert f'name="seen" value="{seen}"' in response.content.decode()
    assert f"Fingerprint {seen[:12]}" in words(response)


def test_errors_take_the_approve_button_away_and_say_why(coordinator):
    post = a_coming_post(state=State.IN_REVIEW, text="")

    response = page(coordinator, post)

    assert "The errors that the rules found must be resolved first." in words(response)
    assert reverse("approve", args=(post.id,)) not in response.content.decode()


def test_an_approved_post_says_on_which_day_it_can_be_sent_by_hand(coordinator, officer):
    post = a_coming_post(days=10, state=State.SCHEDULED)

    response = page(coordinator, post)

    assert "it can be sent by hand on that day only" in words(response)
    assert reverse("send-now", args=(post.id,)) not in response.content.decode()
    assert "sent by hand" not in words(page(officer, post))


def test_a_post_of_today_can_be_sent_now(coordinator):
    response = page(coordinator, a_coming_post(days=0, state=State.SCHEDULED))

    assert "Send now" in words(response)


def test_a_post_whose_day_is_over_offers_no_dead_button(coordinator):
    response = page(coordinator, a_coming_post(days=-2, state=State.IN_REVIEW))

    assert "Its day is over." in words(response)
    assert "Submit for review" not in words(response)


def test_a_change_after_approval_is_shown_word_by_word(coordinator, officer):
    day = days_ahead(10)
    post = an_approved_post(coordinator, slot=a_slot(day=day), day=day, due_at=at(day), text="Our cities care.")
    post.approvals.update(message={"text": "Our cities care."})
    review.edit(post.id, text="Our towns care.", alt="", local=None, version=post.version, by=officer, now=MORNING)

    response = page(coordinator, post)

    assert "Changed since it was approved" in words(response)
    assert "Our <del>cities</del><ins>towns</ins> care." in response.content.decode()
    assert "void: the post was changed" in words(response)


def test_the_comment_with_which_it_was_sent_back_stands_first(officer, coordinator):
    post = a_coming_post(note="changes requested", submitted_by=officer)
    Comment.objects.create(post=post, by=coordinator, at=MORNING, text="Name the city.")

    said = words(page(officer, post))

    assert "coordinator asks for a change: Name the city." in said


def test_the_history_is_told_in_the_persons_language_with_the_zone(officer, coordinator):
    post = a_coming_post()
    review.submit(post.id, by=officer, now=MORNING)
    review.reject(post.id, comment="Shorter.", by=coordinator, now=MORNING)
    Delivery.objects.create(post=post, attempt=1, fingerprint="f" * 64, state="uncertain", claimed_at=MORNING)

    said = words(page(officer, post, "es"))

    assert "officer · la envió a revisión · 10 de diciembre de 2026, 08:00 Europe/Madrid" in said
    assert "coordinator · la convirtió en borrador" in said
    assert "se piden cambios" in said
    assert "coordinator · comentó" in said
    assert "1. incierto" in said


def test_a_note_that_nobody_worded_is_marked_as_english(officer):
    post = a_coming_post(state=State.FAILED, note="the moon was full")

    assert '<span lang="en">the moon was full</span>' in page(officer, post, "fr").content.decode()


def test_a_stored_note_with_values_is_translated(officer):
    post = a_coming_post(state=State.FAILED, note="X takes 280 characters, this text has 300")

    assert "X admite 280 caracteres y este texto tiene 300" in words(page(officer, post, "es"))


def test_consent_is_asked_for_only_where_a_members_work_is_told(officer):
    a_stored_initiative(title={"en": "Office"}, member="a-city")
    slot = a_slot(id="s", day=days_ahead(3), kind="spotlight", member="a-city", initiative="a-plan")
    told, plain = a_coming_post(slot=slot), a_coming_post()

    assert "The local government’s consent" in words(page(officer, told))
    assert "The local government’s consent" not in words(page(officer, plain))


def test_an_unknown_post_does_not_exist(officer):
    assert visit(officer).get(reverse("post", args=(999,))).status_code == 404


def test_a_colleague_is_asked_on_the_post_and_finds_it_on_the_first_page(officer, reader):
    post = a_coming_post()
    client = visit(officer)

    question = f"@{reader.username}, is it true?"
    said = client.post(reverse("comment", args=(post.id,)), {"text": question}, follow=True)
    refused = client.post(reverse("comment", args=(post.id,)), {"text": " "}, follow=True)

    assert told(said) == ["Your comment stands in the history."]
    assert words(said).count(question) == 1
    assert told(refused) == ["Say something, or leave it."]
    assert "A colleague asks for you (1)" in words(visit(reader).get("/"))
    assert f"@{reader.username}" in words(client.get(reverse("post", args=(post.id,))))
