"""Each real channel with its stand-in: what the contract, the faults and the kill matrix are run on."""

from hashlib import sha256

from comms import app
from comms.channels.kinds import kind
from comms.channels.opening import Account, Opening
from comms.domain.answers import Refused
from comms.rehearsal.bluesky import BlueskyStandIn
from comms.rehearsal.drupal import DrupalStandIn
from comms.rehearsal.linkedin import LinkedInStandIn
from comms.rehearsal.mastodon import MastodonStandIn
from comms.rehearsal.server import StandInServer
from comms.rehearsal.telegram import TelegramStandIn
from comms.rehearsal.wordpress import WordPressStandIn
from comms.rehearsal.x import XStandIn
from comms.services.connecting import OnTrial


class Pictures:
    """Pictures in memory."""

    def __init__(self):
        self.kept = {}

    def keep(self, picture):
        name = sha256(picture).hexdigest()
        self.kept[name] = picture
        return name

    def read(self, name):
        if name not in self.kept:
            reason = "its picture is not in the library any more; choose another"
            raise Refused(reason)
        return self.kept[name]


class Lab:
    """A channel of one kind and the stand-in that it speaks to."""

    kind = ""
    name = "noc"
    proves_absence = False
    secrets = {}
    settings = {}

    def __init__(self, now=None):
        self.now = now or app.now
        self.pictures = Pictures()
        self.credentials = OnTrial(dict(self.secrets))
        self.stand_in = self.make()

    def make(self):
        raise NotImplementedError

    def serve(self, **options):
        return StandInServer(self.stand_in.answer, **options)

    def open(self, url, **changes):
        fields = {"channel": self.kind, "kind": self.kind, "name": self.name, "server": url, "api_version": ""}
        account = Account(**(fields | changes))
        return kind(self.kind).open(Opening(account, self.credentials, self.pictures, self.now))

    def channel(self, url):
        """Return the channel as config.yaml has it."""
        fields = {
            "id": self.kind,
            "kind": self.kind,
            "account": self.name,
            "at": "09:30",
            "pretend": False,
            "server": url,
        }
        return fields | self.settings

    def live(self):
        return self.stand_in.live

    def on_accept(self, act):
        self.stand_in.on_accept = act


class LinkedInLab(Lab):
    kind = "linkedin"
    name = "5025"
    secrets = {"access_token": "token"}

    def make(self):
        return LinkedInStandIn(self.now)


class TelegramLab(Lab):
    kind = "telegram"
    name = "@noc"
    secrets = {"token": "4200:token"}

    def make(self):
        return TelegramStandIn(self.now)


class WordPressLab(Lab):
    kind = "wordpress"
    secrets = {"username": "desk", "password": "abcd efgh ijkl"}

    def make(self):
        return WordPressStandIn(self.now)


class DrupalLab(Lab):
    kind = "drupal"
    name = "article"
    proves_absence = True
    secrets = {"username": "desk", "password": "correct horse"}

    def make(self):
        return DrupalStandIn(self.now)


class BlueskyLab(Lab):
    kind = "bluesky"
    name = "rights.example.org"
    proves_absence = True
    secrets = {"app_password": "abcd-efgh-ijkl-mnop"}

    def make(self):
        return BlueskyStandIn(self.now, handle=self.name, password=self.secrets["app_password"])


class MastodonLab(Lab):
    kind = "mastodon"
    name = "cities@mastodon.example"
    secrets = {"access_token": "mastodon-token"}

    def make(self):
        return MastodonStandIn(self.now, token=self.secrets["access_token"])


class HostileMastodonLab(MastodonLab):
    """A server that publishes twice what is asked twice, and does not describe itself."""

    def make(self):
        made = MastodonStandIn(self.now, token=self.secrets["access_token"], idempotent=False)
        made.instance = ""
        return made


class XLab(Lab):
    kind = "x"
    name = "hrcities"
    secrets = {"consumer_key": "ck", "consumer_secret": "cs", "access_token": "1-at", "access_token_secret": "ts"}

    def make(self):
        return XStandIn(self.now)


LABS = {lab.kind: lab for lab in (LinkedInLab, XLab, BlueskyLab, MastodonLab, TelegramLab, WordPressLab, DrupalLab)}
