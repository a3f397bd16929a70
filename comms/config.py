"""The configuration of a site: config.yaml and the environment, read once, frozen. The only reader of os.environ."""

import os
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationInfo, field_validator

from comms.domain.channels import CHANNEL_RULES
from comms.domain.editions import EDITION_SECTIONS
from comms.domain.house_style import HouseWord
from comms.domain.place import is_loopback
from comms.domain.planning import PlanRules
from comms.domain.written import Hashtag, Language, Line, MaybeLine, Slug, Texts, WebAddress, Written, Zone
from comms.errors import CommsError, NotFoundError, Problem
from comms.readers.shown import one_line
from comms.readers.yaml_file import parsed, read_yaml

CONFIG_NAME = "config.yaml"
_DATABASE = "sqlite:///var/desk.sqlite3"
_LAST_PORT = 65_535
_MAIL_ADDRESS = r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+$"
_MONTH = re.compile(r"20[0-9]{2}(0[1-9]|1[0-2])")
# Listening everywhere is no address that a link can lead to.
_EVERY_HOST = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - compared with, not bound to


class CampaignTotal(Written):
    """How many members the campaign says it has: a sourced figure, never counted from our records."""

    count: Annotated[int, Field(ge=0)]
    as_of: date
    source: WebAddress


class Campaign(Written):
    """The campaign that the organisation runs."""

    name: Texts
    page: WebAddress
    members: CampaignTotal | None = None


class Organisation(Written):
    """Who speaks."""

    name: Texts
    acronym: Texts
    page: WebAddress
    campaign: Campaign | None = None
    hashtags: tuple[Hashtag, ...] = ()


class Channel(Written):
    """A channel that the organisation speaks on, with the wall time at which its posts go out."""

    id: Slug
    kind: Literal["x", "linkedin", "website", "bluesky", "mastodon", "telegram", "wordpress", "drupal", "handoff"]
    account: MaybeLine = ""
    at: time
    languages: tuple[Language, ...] = ()
    minutes_between_languages: Annotated[int, Field(ge=0, le=240)] = 10
    pretend: bool = True
    server: Annotated[MaybeLine, Field(validate_default=True)] = ""
    links: Literal["in the text", "none"] = "in the text"
    made_with_ai: bool = False
    pictures: Literal["card", "none"] = "card"
    most_dollars_a_month: Annotated[float, Field(ge=0)] | None = None
    api_version: str = ""

    @field_validator("server")
    @classmethod
    def _server_fits(cls, server: str, info: ValidationInfo) -> str:
        kind, pretend = info.data.get("kind"), info.data.get("pretend", True)
        wrong = _why_no_server(str(kind), server) if kind and not pretend else ""
        if wrong:
            raise ValueError(wrong)
        return server

    @field_validator("api_version")
    @classmethod
    def _is_a_month(cls, version: str) -> str:
        if version and not _MONTH.fullmatch(version):
            message = f"is “{one_line(version, 20)}”; write a year and a month, such as 202610, or nothing"
            raise ValueError(message)
        return version

    @property
    def carries_links(self) -> bool:
        """Tell whether its posts may hold a link, or show one."""
        return self.links != "none"

    def hours(self, languages: Sequence[str]) -> tuple[time, ...]:
        """Return the wall times at which its posts in *languages* go out, one after the other."""
        begun = datetime.combine(date.min, self.at)
        steps = (timedelta(minutes=order * self.minutes_between_languages) for order in range(len(languages)))
        return tuple((begun + step).time() for step in steps)


def _why_not_here(channel: Channel, mode: str | None) -> str:
    """Return why a channel cannot speak in this *mode*: a demo reaches only this machine, a real site only others."""
    if channel.pretend or channel.kind in {"website", "handoff"} or mode is None:
        return ""
    here = is_loopback(urlsplit(channel.server).hostname or "")
    if mode == "demo" and not here:
        return "nothing leaves the machine in demo mode; write pretend: true, or mode: real"
    return (
        "its server is this machine, which stands in for a channel in demo mode only" if mode == "real" and here else ""
    )


_OWN_SERVER = ("mastodon", "wordpress", "drupal")


def _why_no_server(kind: str, server: str) -> str:
    """Return why a real channel of *kind* cannot be at *server*; nothing where it can."""
    address = urlsplit(server)
    if not server:
        return (
            f"is missing; a channel of the kind {kind} needs one, as https://example.org" if kind in _OWN_SERVER else ""
        )
    if is_loopback(address.hostname or ""):
        return ""
    if CHANNEL_RULES[kind].vendor:
        return f"is not needed: {CHANNEL_RULES[kind].label} has one address of its own; delete the line"
    return (
        "" if address.scheme == "https" and address.hostname else "is no address; write one that begins with https://"
    )


class Writing(Written):
    """How the house writes: its words, and the handles that somebody has looked up."""

    words: tuple[HouseWord, ...] = ()
    handles: tuple[Line, ...] = ()


class Publishing(Written):
    """How the clock behaves."""

    grace_minutes: Annotated[int, Field(ge=0, le=1_440)] = 60
    repeat_days: Annotated[int, Field(ge=0, le=366)] = 30
    tick_seconds: Annotated[int, Field(ge=1, le=60)] = 1


class Newsletter(Written):
    """What an edition holds and when it is due."""

    day_of_month: Annotated[int, Field(ge=1, le=28)] = 1
    sections: tuple[Slug, ...] = ("lead", "days", "spotlight", "events", "footer")
    footer: Texts | None = None

    @field_validator("sections")
    @classmethod
    def _known(cls, sections: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [one for one in sections if one not in EDITION_SECTIONS]
        if unknown:
            message = f"names {', '.join(unknown)}; write some of {', '.join(EDITION_SECTIONS)}"
            raise ValueError(message)
        return sections


class Feeds(Written):
    """Where the feeds will be found; *host* also marks their UIDs and must never change."""

    host: Annotated[str, Field(pattern=r"^[a-z0-9.-]+$")] = "desk.localhost"
    years_back: Annotated[int, Field(ge=0, le=2)] = 1
    years_ahead: Annotated[int, Field(ge=1, le=3)] = 2


class Notices(Written):
    """Who is told by mail when a channel stops or posts wait for a person, and through which server."""

    to: tuple[Annotated[str, Field(pattern=_MAIL_ADDRESS, max_length=254)], ...] = ()
    sender: Annotated[str, Field(pattern=rf"^$|{_MAIL_ADDRESS}", max_length=254)] = ""
    server: MaybeLine = ""
    port: Annotated[int, Field(ge=1, le=_LAST_PORT)] = 587
    security: Literal["starttls", "tls", "none"] = "starttls"


class Server(Written):
    """Where the desk listens; loopback unless told otherwise."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65_535)] = 8000
    names: tuple[str, ...] = ()
    address: WebAddress | None = None


class Settings(Written):
    """All of config.yaml."""

    organisation: Organisation
    mode: Literal["demo", "real"] = "demo"
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = ("en", "es", "fr")
    zone: Zone = "Europe/Madrid"
    channels: Annotated[tuple[Channel, ...], Field(min_length=1)]
    plan: PlanRules = PlanRules()
    writing: Writing = Writing()
    publishing: Publishing = Publishing()
    newsletter: Newsletter = Newsletter()
    feeds: Feeds = Feeds()
    notices: Notices = Notices()
    server: Server = Server()
    database: Annotated[str, Field(description="sqlite:///path, from the site's folder")] = _DATABASE
    secret_key_file: str = "var/secret_key"  # noqa: S105 - a path, not the key

    @field_validator("channels")
    @classmethod
    def _consistent(cls, channels: tuple[Channel, ...], info: ValidationInfo) -> tuple[Channel, ...]:
        ids = [channel.id for channel in channels]
        wrong = [f"two channels have the id {one}; rename one" for one in dict.fromkeys(ids) if ids.count(one) > 1]
        languages: tuple[str, ...] = info.data.get("languages", ())
        for channel in channels if languages else ():
            unknown = [one for one in channel.languages if one not in languages]
            if unknown:
                wrong.append(f"{channel.id}: {', '.join(unknown)} is not among languages; add it there")
        wrong += [
            f"{channel.id}: {why}" for channel in channels if (why := _why_not_here(channel, info.data.get("mode")))
        ]
        if wrong:
            message = "; ".join(wrong)
            raise ValueError(message)
        return channels

    @field_validator("notices")
    @classmethod
    def _can_be_sent(cls, notices: Notices, info: ValidationInfo) -> Notices:
        here = is_loopback(notices.server)
        if notices.to and not (notices.sender and notices.server):
            message = "need sender and server; write both, or nobody in to"
            raise ValueError(message)
        if notices.server and info.data.get("mode") == "demo" and not here:
            message = "server: nothing leaves the machine in demo mode; write mode: real, or leave it out"
            raise ValueError(message)
        if notices.security == "none" and notices.server and not here:
            message = "security: mail leaves this machine only over TLS; write starttls or tls"
            raise ValueError(message)
        return notices

    @field_validator("plan")
    @classmethod
    def _awake(cls, plan: PlanRules, info: ValidationInfo) -> PlanRules:
        languages: tuple[str, ...] = info.data.get("languages", ())
        for channel in info.data.get("channels", ()):
            hour = next(filter(plan.is_quiet, channel.hours(channel.languages or languages)), None)
            if hour is not None:
                message = f"quiet_hours: {channel.id} goes out at {hour:%H:%M}, within them; choose another hour for it"
                raise ValueError(message)
        return plan


class Config:
    """A site: its folder, its settings, and the paths that follow from them."""

    def __init__(self, site: Path, settings: Settings, environment: dict[str, str]) -> None:
        self.site = site
        self.settings = settings
        self._environment = environment

    @property
    def var(self) -> Path:
        """Return the folder of everything that the desk writes."""
        return self.site / "var"

    @property
    def port(self) -> int:
        """Return where the desk listens: COMMS_PORT, which `--port` sets for what a run starts, else config.yaml."""
        given = self._environment.get("COMMS_PORT", "")
        if not given:
            return self.settings.server.port
        if given.isascii() and given.isdigit() and 1 <= int(given) <= _LAST_PORT:
            return int(given)
        message = f"COMMS_PORT is “{given}”; write a number from 1 to {_LAST_PORT}"
        raise CommsError(message)

    @property
    def address(self) -> str:
        """Return what links to this site start with: its public address, else where the desk really listens."""
        server = self.settings.server
        if server.address:
            return server.address.rstrip("/")
        host = "127.0.0.1" if server.host in _EVERY_HOST else server.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    @property
    def database_url(self) -> str:
        """Return the database's address: the secret COMMS_DATABASE, else that of config.yaml."""
        return self.secret("COMMS_DATABASE") or self.settings.database

    def secret(self, name: str) -> str | None:
        """Return the secret called *name* from the environment, or from the file that NAME_FILE names there."""
        if name in self._environment:
            return self._environment[name]
        path = self._environment.get(f"{name}_FILE")
        return _secret_in(Path(path), f"{name}_FILE") if path else None

    def channel(self, channel_id: str) -> Channel:
        """Return the channel with this id; raise NotFoundError if config.yaml no longer has it."""
        for channel in self.settings.channels:
            if channel.id == channel_id:
                return channel
        message = "config.yaml has no channel %(channel)s any more; put it back, or withdraw its posts"
        raise NotFoundError(message, channel=channel_id)


def _secret_in(path: Path, variable: str) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        message = f"{variable} names {path}, which cannot be read ({error.strerror}); name a file that you may read"
        raise CommsError(message) from error


def site_folder(given: Path | None = None) -> Path:
    """Return the site: *given*, else COMMS_CONFIG (a folder or its config.yaml), else the working folder."""
    path = given or Path(os.environ.get("COMMS_CONFIG", "."))
    return (path.parent if path.suffix in {".yaml", ".yml"} else path).resolve()


def live_at(site: Path) -> None:
    """Let this process, and those that it starts, be of *site*; what the environment says of another is taken away."""
    for name in [one for one in os.environ if one.startswith("COMMS_") and one != "COMMS_PORT"]:
        del os.environ[name]
    os.environ["COMMS_CONFIG"] = str(site)


def load(given: Path | None = None) -> Config:
    """Return the configuration of the site; raise WrittenError with every problem of config.yaml."""
    site = site_folder(given)
    raw: Any = read_yaml(site / CONFIG_NAME, name=CONFIG_NAME)
    return Config(site, parsed(Settings, raw, file=CONFIG_NAME), dict(os.environ))


def refused(config: Config, today: date | None = None) -> tuple[Problem, ...]:
    """Return what the site asks for and nobody does: the check and every start refuse it alike.

    What only the calendar can tell is left out where *today* is not known.
    """
    problems = list(_of_the_future(config, today)) if today else []
    if sqlite_path(config) is None:
        # The address may hold a password, and is not shown.
        kind = config.database_url.partition(":")[0]
        message = f"“{one_line(kind, 40)}” is not a database that this version can use; write {_DATABASE}"
        asked_in_file = config.database_url == config.settings.database
        place = (CONFIG_NAME, "", "database") if asked_in_file else ("COMMS_DATABASE", "", "")
        problems.append(Problem(*place, message))
    return tuple(problems)


def _of_the_future(config: Config, today: date) -> Iterator[Problem]:
    for channel in config.settings.channels:
        if channel.api_version > f"{today:%Y%m}":
            message = f"is {channel.api_version}, a month that has not come; write one that is over, or nothing"
            yield Problem(CONFIG_NAME, "", f"channels.{channel.id}.api_version", message)


def sqlite_path(config: Config) -> Path | None:
    """Return the file of an SQLite database, or None for another database."""
    url = urlsplit(config.database_url)
    return config.site / url.path.removeprefix("/") if url.scheme == "sqlite" else None
