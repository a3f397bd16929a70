"""What was approved and what is public are the same bytes, on every channel and however the words were typed."""

import json
import unicodedata
from zipfile import ZipFile

import pytest

from comms.channels.kinds import kind
from comms.channels.opening import Account, Opening
from comms.config import Channel, Config
from comms.domain.posts import State
from comms.rehearsal.cast import CAST
from comms.services import publish
from comms.services.approved_as import settings_of
from comms.services.connecting import OnTrial
from comms.store.models import Approval, Post
from tests.channels.labs import LABS, Pictures
from tests.rows import DUE, a_coordinator, an_approved_post, the_config

pytestmark = pytest.mark.django_db

WORDS = {part.kind: part.words for part in CAST}
# A letter and its accent apart, line ends of three kinds, Hangul and Vietnamese in pieces, signs with compatible twins.
TYPED = "Di\u0301a\r\n\r\nan\u0303o 2027\rvi\u00ea\u0323t \u1112\u1161\u11ab ﬁ ﷺ مياه 水 🏙️ \u0931 A\u030a\n(https://un.org/di\u0301a)."
LEAVES = "Día\n\naño 2027\nvi\u1ec7t 한 ﬁ ﷺ مياه 水 🏙️ \u0931 Å\n(https://un.org/día)."
FORMS = [TYPED, unicodedata.normalize("NFD", TYPED), unicodedata.normalize("NFC", TYPED), LEAVES]


def publish_on(channel, opened, text):
    """Publish *text* as it stands in the database, and return the text that the approval belongs to."""
    site = the_config()
    settings = site.settings.model_copy(update={"channels": (channel,), "mode": "demo"})
    post = an_approved_post(
        a_coordinator(),
        text=text,
        link=unicodedata.normalize("NFD", "https://un.org/día"),
        channel=channel.id,
        account=channel.account,
    )
    Approval.objects.update(channel_as=settings_of(channel))

    publish.send_due(Config(site.site, settings, {}), {channel.id: opened}, lambda: DUE)

    assert (Post.objects.get().state, Post.objects.get().text) == (State.PUBLISHED, post.text)
    return Approval.objects.get().message["text"]


@pytest.mark.parametrize("text", FORMS)
@pytest.mark.parametrize("kind_", LABS)
def test_each_channel_publishes_the_bytes_that_were_approved(kind_, text):
    lab = LABS[kind_](lambda: DUE)
    with lab.serve() as server:
        approved = publish_on(Channel(**lab.channel(server.url)), lab.open(server.url), text)

    [public] = lab.live()
    lines = WORDS[kind_](public).replace("\n\n", "\n") if kind_ in {"wordpress", "drupal"} else WORDS[kind_](public)
    expected = approved.replace("\n\n", "\n") if kind_ in {"wordpress", "drupal"} else approved
    assert (lines.encode(), approved) == (expected.encode(), LEAVES)


@pytest.mark.parametrize("text", FORMS)
def test_own_pages_hold_the_bytes_that_were_approved(tmp_path, text):
    approved = publish_on(a_channel("website"), in_a_folder("website", tmp_path), text)

    [page] = tmp_path.rglob("*.json")
    assert json.loads(page.read_text(encoding="utf-8"))["text"].encode() == approved.encode() == LEAVES.encode()


@pytest.mark.parametrize("text", FORMS)
def test_package_holds_the_bytes_that_were_approved(tmp_path, text):
    approved = publish_on(a_channel("handoff"), in_a_folder("handoff", tmp_path), text)

    [package] = tmp_path.rglob("*.zip")
    held = ZipFile(package).read("text.txt").decode().rstrip("\n")
    assert (held, approved) == (LEAVES, LEAVES)


def a_channel(name):
    return Channel(id=name, kind=name, account="www", at="09:30", pretend=False)


def in_a_folder(name, folder):
    account = Account(name, name, "www", folder=folder)
    return kind(name).open(Opening(account, OnTrial({}), Pictures(), lambda: DUE))
