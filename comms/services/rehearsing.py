"""A rehearsal: a site of its own, whose channels are real ones that speak to stand-ins on this machine."""

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from comms.config import CONFIG_NAME, Config
from comms.domain.channels import CHANNEL_RULES
from comms.feeds.files import write
from comms.readers.yaml_file import read_yaml
from comms.rehearsal.as_public import address_of
from comms.rehearsal.roles import OF_FILES, ROLES

_COPIED = ("calendars", "packs", "templates")
_LIVE = "live"
# Nobody listens there: the stand-ins come with the desk.
_NOWHERE = "http://127.0.0.1:9"
# Where a site keeps its posts and keys, what its channels carry, and by what name it is known belong to it alone.
_NOT_TAKEN_OVER = ("database", "secret_key_file", "server", "channels", "mode", "notices")


def is_rehearsal(site: Path) -> bool:
    """Tell whether *site* is where another site, which is around it, rehearses."""
    return site.parts[-2:] == ("var", "rehearsal") and (site.parents[1] / CONFIG_NAME).is_file()


def folder_of(site: Path) -> Path:
    """Return where *site* rehearses: in its `var`; a rehearsal rehearses where it is."""
    return site if is_rehearsal(site) else site / "var" / "rehearsal"


def make_rehearsal(site: Path, addresses: Mapping[str, str]) -> Path:
    """Write the site in which *site* rehearses, with the stand-ins at *addresses*, and return its folder.

    Its calendars and templates are copies, made anew each time; its database, its posts and its files are its own.
    """
    folder = folder_of(site)
    raw: dict[str, Any] = read_yaml(site / CONFIG_NAME, name=CONFIG_NAME)
    server = raw.get("server", {})
    kept = {name: value for name, value in raw.items() if name not in _NOT_TAKEN_OVER}
    if "plan" in kept:
        kept["plan"] = {name: value for name, value in kept["plan"].items() if name != "rooms"}
    kept |= {"mode": "demo", "channels": _channels(addresses)}
    kept["server"] = {name: server[name] for name in ("host", "port") if name in server}
    written = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False)
    write(folder / CONFIG_NAME, f"# Made for a rehearsal, and made anew at the next one.\n{written}".encode())
    if folder != site:
        for name in _COPIED:
            _copy(site / name, folder / name)
    return folder


def _channels(addresses: Mapping[str, str]) -> list[dict[str, Any]]:
    accounts = {kind: role.account for kind, role in ROLES.items()} | OF_FILES
    return [
        {
            "id": kind,
            "kind": kind,
            "account": accounts[kind],
            "at": f"{9 + number // 2:02}:{number % 2 * 30:02}",
            "pretend": False,
            "server": "" if kind in OF_FILES else addresses.get(kind, _NOWHERE),
        }
        for number, kind in enumerate(CHANNEL_RULES)
    ]


def _copy(source: Path, target: Path) -> None:
    if target.exists():
        shutil.rmtree(target)
    if source.is_dir():
        shutil.copytree(source, target)


def made_up_secrets(kind: str) -> dict[str, str]:
    """Return the secrets that open the stand-in of *kind*, and nothing else; none is ever stored."""
    return dict(ROLES[kind].secrets) if kind in ROLES else {}


def keeper(folder: Path) -> Callable[[str, Sequence[dict[str, Any]]], None]:
    """Return who writes down what each stand-in has made public, for people to read."""

    def keep(kind: str, public: Sequence[dict[str, Any]]) -> None:
        written = json.dumps(public, ensure_ascii=False, indent=1, default=repr)
        write(folder / _LIVE / f"{kind}.json", written.encode())

    return keep


def seen_at(channel_id: str, receipt_id: str, receipt_url: str, config: Config) -> str:
    """Return where people see a post that is public; of a rehearsal at its stand-in, as the real server has it not."""
    channel = next((one for one in config.settings.channels if one.id == channel_id), None)
    if channel is None or channel.kind not in ROLES or channel.pretend or not is_rehearsal(config.site):
        return receipt_url
    return address_of(channel.server, receipt_id) if receipt_id else ""


def public_words(site: Path) -> dict[str, list[str]]:
    """Return what the stand-ins of a rehearsal have made public, by kind of channel; nothing where it is none."""
    files = {kind: site / _LIVE / f"{kind}.json" for kind in ROLES} if is_rehearsal(site) else {}
    return {
        kind: [one["words"] for one in json.loads(path.read_text(encoding="utf-8"))]
        for kind, path in files.items()
        if path.is_file()
    }
