"""The configuration of a site: config.yaml and the environment, read once, frozen. The only reader of os.environ."""

import os
from datetime import date, time
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from comms.domain.planning import PlanRules
from comms.domain.written import Hashtag, Language, MaybeLine, Slug, Texts, WebAddress, Written, Zone
from comms.errors import CommsError, NotFoundError
from comms.readers.yaml_file import parsed, read_yaml

CONFIG_NAME = "config.yaml"


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
    kind: Literal["x", "linkedin", "website"]
    account: MaybeLine = ""
    at: time
    languages: tuple[Language, ...] = ()
    minutes_between_languages: Annotated[int, Field(ge=0, le=240)] = 10
    pretend: bool = True


class Publishing(Written):
    """How the clock behaves."""

    grace_minutes: Annotated[int, Field(ge=0, le=1_440)] = 60
    tick_seconds: Annotated[int, Field(ge=1, le=60)] = 2


class Newsletter(Written):
    """What an edition holds and when it is due."""

    day_of_month: Annotated[int, Field(ge=1, le=28)] = 1
    sections: tuple[Slug, ...] = ("lead", "days", "spotlight", "events", "footer")
    footer: Texts | None = None


class Feeds(Written):
    """Where the feeds will be found; *host* also marks their UIDs and must never change."""

    host: Annotated[str, Field(pattern=r"^[a-z0-9.-]+$")] = "desk.localhost"
    years_back: Annotated[int, Field(ge=0, le=2)] = 1
    years_ahead: Annotated[int, Field(ge=1, le=3)] = 2


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
    publishing: Publishing = Publishing()
    newsletter: Newsletter = Newsletter()
    feeds: Feeds = Feeds()
    server: Server = Server()
    database: Annotated[str, Field(description="sqlite:///path, from the site's folder")] = "sqlite:///var/desk.sqlite3"
    secret_key_file: str = "var/secret_key"  # noqa: S105 - a path, not the key

    @model_validator(mode="after")
    def _consistent(self) -> "Settings":
        names = [channel.id for channel in self.channels]
        if len(set(names)) < len(names):
            message = "channels: two channels have the same id; rename one"
            raise ValueError(message)
        for channel in self.channels:
            unknown = set(channel.languages) - set(self.languages)
            if unknown:
                message = f"channels: {channel.id}: {', '.join(sorted(unknown))} is not among languages; add it there"
                raise ValueError(message)
        return self


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


def load(given: Path | None = None) -> Config:
    """Return the configuration of the site; raise WrittenError with every problem of config.yaml."""
    site = site_folder(given)
    raw: Any = read_yaml(site / CONFIG_NAME, name=CONFIG_NAME)
    return Config(site, parsed(Settings, raw, file=CONFIG_NAME), dict(os.environ))


def sqlite_path(config: Config) -> Path | None:
    """Return the file of an SQLite database, or None for another database."""
    url = urlsplit(config.database_url)
    return config.site / url.path.removeprefix("/") if url.scheme == "sqlite" else None
