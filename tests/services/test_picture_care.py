import os
from dataclasses import replace
from datetime import timedelta

import pytest

from comms.config import Config
from comms.domain.planning import Slot
from comms.domain.posts import State
from comms.services import drafts
from comms.services.picture_care import care_for_pictures, draw_what_is_lost, sweep
from comms.services.picture_library import library
from comms.services.post_pictures import take_picture_off
from comms.store.models import Approval, Post
from comms.store.models import Slot as SlotRow
from tests.rows import DAY, MORNING, a_coordinator, a_post, a_slot, an_approved_post, an_officer, the_config
from tests.shipped import a_desk

pytestmark = pytest.mark.django_db
SLOT = Slot("human-rights-2026:told", "day", DAY, "human-rights-2026", None)


@pytest.fixture
def desk(tmp_path):
    """A desk with one channel in one language, in a folder of its own."""
    plain = the_config().settings
    channel = plain.channels[0].model_copy(update={"languages": ("en",)})
    return a_desk(config=Config(tmp_path, plain.model_copy(update={"channels": (channel,)}), {}))


def drafted(desk):
    a_slot()
    drafts.make_drafts(desk, [SLOT], now=MORNING)
    return Post.objects.get()


def kept(desk, content, *, hours):
    """Keep a picture and let it be so old."""
    name = library(desk.config).keep(content)
    at = (MORNING - timedelta(hours=hours)).timestamp()
    os.utime(desk.config.var / "pictures" / name, (at, at))
    return name


def names(desk):
    return {path.name for path in (desk.config.var / "pictures").iterdir()}


def test_picture_that_nothing_names_goes_after_a_day(desk):
    old, young = kept(desk, b"old", hours=25), kept(desk, b"young", hours=23)

    assert (sweep(desk, now=MORNING), names(desk)) == (1, {young})
    assert old != young


def test_picture_that_somebody_wanted_again_is_young_again(desk):
    path = desk.config.var / "pictures" / library(desk.config).keep(b"old")
    os.utime(path, (0, 0))

    library(desk.config).keep(b"old")

    assert path.stat().st_mtime > 0


def test_what_a_post_names_stays(desk):
    carried, drawn = kept(desk, b"carried", hours=99), kept(desk, b"drawn", hours=99)
    a_post(image=carried, alt="A", sentences=[{"text": "A", "facts": [], "picture": drawn}], state=State.PUBLISHED)

    assert (sweep(desk, now=MORNING), names(desk)) == (0, {carried, drawn})


def test_what_an_approval_or_a_delivery_by_it_sent_stays_when_the_post_has_another_picture(desk):
    sent = kept(desk, b"sent", hours=99)
    post = an_approved_post(a_coordinator(), image=sent, alt="A", state=State.PUBLISHED)
    Approval.objects.update(voided_at=MORNING)
    Post.objects.filter(pk=post.pk).update(image="", alt="")

    assert (sweep(desk, now=MORNING), names(desk)) == (0, {sent})


def test_card_of_a_draft_that_was_deleted_goes(desk):
    post = drafted(desk)
    os.utime(desk.config.var / "pictures" / post.image, (0, 0))
    before = sweep(desk, now=MORNING)

    Post.objects.all().delete()

    assert (before, sweep(desk, now=MORNING), names(desk)) == (0, 1, set())


def test_site_without_pictures_has_none_to_sweep(desk):
    assert sweep(desk, now=MORNING) == 0


def test_card_whose_file_is_gone_is_drawn_again_as_it_was(desk):
    post = drafted(desk)
    (desk.config.var / "pictures" / post.image).unlink()

    assert (care_for_pictures(desk, now=MORNING), names(desk)) == ((0, 1), {post.image})


def test_card_whose_file_was_changed_is_drawn_again_as_it_was(desk):
    post = drafted(desk)
    path = desk.config.var / "pictures" / post.image
    whole = path.read_bytes()
    path.write_bytes(b"half")

    assert (draw_what_is_lost(desk, now=MORNING), path.read_bytes()) == (1, whole)


def test_card_that_was_taken_off_can_be_put_back_also_when_its_file_was_lost(desk):
    post = drafted(desk)
    take_picture_off(post.pk, by=an_officer(), now=MORNING)
    (desk.config.var / "pictures" / post.image).unlink()

    assert draw_what_is_lost(desk, now=MORNING) == 1


@pytest.mark.parametrize("change", [{"state": State.PUBLISHED}, {"day": DAY - timedelta(days=9)}, {"image": ""}])
def test_only_what_may_still_leave_is_drawn_again(desk, change):
    post = drafted(desk)
    (desk.config.var / "pictures" / post.image).unlink()
    Post.objects.update(**change, **({"sentences": []} if "image" in change else {}))

    assert draw_what_is_lost(desk, now=MORNING) == 0


def test_card_that_would_say_something_else_by_now_is_not_taken_for_the_one_that_was_approved(desk):
    post = drafted(desk)
    sentences = [one | ({"picture": "ab" * 32} if "picture" in one else {}) for one in post.sentences]
    Post.objects.update(sentences=sentences, image="ab" * 32)

    assert draw_what_is_lost(desk, now=MORNING) == 0


def test_story_that_our_fonts_cannot_write_any_more_has_no_card_to_draw(desk):
    post = drafted(desk)
    (desk.config.var / "pictures" / post.image).unlink()
    day = desk.calendars.observances["human-rights"]
    observances = {**desk.calendars.observances, day.id: day.model_copy(update={"name": {"en": "👩🏽‍🚒"}})}

    assert (
        draw_what_is_lost(replace(desk, calendars=replace(desk.calendars, observances=observances)), now=MORNING) == 0
    )


@pytest.mark.parametrize("lose", ["its channel", "its day"])
def test_story_that_is_gone_has_no_card_to_draw(desk, lose):
    post = drafted(desk)
    (desk.config.var / "pictures" / post.image).unlink()
    if lose == "its channel":
        Post.objects.update(channel="fax")
    else:
        SlotRow.objects.update(occurrence="forgotten-2026")

    assert draw_what_is_lost(desk, now=MORNING) == 0
