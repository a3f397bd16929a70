"""The way of a picture: drawn with the draft, approved, sent by the real channel, held by whoever stands there."""

import json
import zipfile
from contextlib import ExitStack
from hashlib import sha256

import pytest

from comms import app
from comms.config import Channel, Config
from comms.domain.channels import CHANNEL_RULES
from comms.domain.message import fingerprint, stored_form
from comms.domain.planning import Slot
from comms.domain.posts import State
from comms.services import approved_as, drafts, publish
from comms.services.messages import message_of
from comms.services.picture_library import library
from comms.store.models import Approval, Post
from tests.channels.labs import LABS
from tests.rows import DAY, DUE, MORNING, a_coordinator, a_slot, the_config
from tests.shipped import a_desk

pytestmark = pytest.mark.django_db
SLOT = Slot("human-rights-2026:told", "day", DAY, "human-rights-2026", None)


def of_x(lab, _):
    return [(lab.stand_in.media[one]["bytes"], lab.stand_in.media[one]["alt"]) for one in sent_media(lab)]


def sent_media(lab):
    return lab.live()[0]["sent"]["media"]["media_ids"]


def of_linkedin(lab, _):
    media = lab.live()[0]["content"]["media"]
    return [(lab.stand_in.images[media["id"]], media["altText"])]


def of_bluesky(lab, _):
    images = lab.live()[0]["value"]["embed"]["images"]
    return [(lab.stand_in.blobs[one["image"]["ref"]["$link"]], one["alt"]) for one in images]


def of_mastodon(lab, _):
    attached = lab.live()[0]["media_attachments"]
    return [(lab.stand_in.pictures[one["id"]]["octets"], one["description"]) for one in attached]


def of_telegram(lab, _):
    """Telegram has no place for an alternative text."""
    return [(lab.live()[0]["photo"], None)]


def of_wordpress(lab, _):
    picture = lab.stand_in.pictures[lab.live()[0]["featured_media"]]
    return [(picture["octets"], picture["alt_text"])]


def of_drupal(lab, _):
    picture = lab.live()[0]["relationships"]["field_image"]["data"]
    return [(lab.stand_in.files[picture["id"]]["octets"], picture["meta"]["alt"])]


def of_website(_, folder):
    records = [json.loads(path.read_text()) for path in folder.rglob("*.json")]
    return [((folder / one["picture"]).read_bytes(), one["alt"]) for one in records]


def of_handoff(_, folder):
    [path] = folder.rglob("*.zip")
    with zipfile.ZipFile(path) as package:
        [image] = [name for name in package.namelist() if name.startswith("image.")]
        return [(package.read(image), package.read("alt.txt").decode().strip())]


HELD = {
    "x": of_x,
    "linkedin": of_linkedin,
    "website": of_website,
    "bluesky": of_bluesky,
    "mastodon": of_mastodon,
    "telegram": of_telegram,
    "wordpress": of_wordpress,
    "drupal": of_drupal,
    "handoff": of_handoff,
}


def settings_of(kind, url):
    return Channel(**(LABS[kind].channel(LABS[kind](), url) if kind in LABS else of_files(kind)), languages=("es",))


def of_files(kind):
    return {"id": kind, "kind": kind, "account": "www", "at": "09:30", "pretend": False}


def an_approval(post, by, config):
    message, channel = message_of(post), approved_as.settings_of(config.channel(post.channel))
    told = {"message": stored_form(message), "channel_as": channel}
    return Approval(post=post, fingerprint=fingerprint(message), by=by, at=MORNING, **told)


def test_card_of_a_draft_arrives_everywhere_with_its_alternative_text(tmp_path):
    with ExitStack() as open_servers:
        labs = {kind: lab(lambda: DUE) for kind, lab in LABS.items()}
        urls = {kind: open_servers.enter_context(lab.serve()).url for kind, lab in labs.items()}
        made = tuple(settings_of(kind, urls.get(kind, "")) for kind in CHANNEL_RULES)
        config = Config(tmp_path, the_config().settings.model_copy(update={"channels": made}), {})
        channels = {one.id: app.open_channel(one, config) for one in made if one.kind not in labs}
        for kind, lab in labs.items():
            lab.pictures = library(config)
            channels[kind] = lab.open(urls[kind])
        by, _ = a_coordinator(), a_slot()
        drafts.make_drafts(a_desk(config=config), [SLOT], now=MORNING)
        Approval.objects.bulk_create([an_approval(post, by, config) for post in Post.objects.all()])
        Post.objects.update(state=State.APPROVED)

        states = {
            post.channel: publish.send_now(post.pk, config, channels, lambda: DUE, by=by) for post in Post.objects.all()
        }

        posts = {post.channel: post for post in Post.objects.all()}
        found = {kind: held(labs.get(kind), tmp_path / "var" / "published" / kind) for kind, held in HELD.items()}

    assert states == dict.fromkeys(CHANNEL_RULES, State.PUBLISHED)
    assert {kind: [(sha256(one).hexdigest(), alt) for one, alt in pictures] for kind, pictures in found.items()} == {
        kind: [(post.image, post.alt if kind != "telegram" else None)] for kind, post in posts.items()
    }
    assert all(post.image and post.alt for post in posts.values())
