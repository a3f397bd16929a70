"""Walking a person through connecting a channel, step by step, at the command line."""

from urllib.parse import urljoin

import typer

from comms.channels.kinds import kind
from comms.channels.ways import Way, ways
from comms.config import Channel, Config
from comms.errors import CommsError, NotFoundError
from comms.services import credentials
from comms.services.connections import Connection


def choose(channel: Channel, wanted: str, known: Connection | None) -> Way:
    """Return the way called *wanted*, or the one that was gone before, or the first; say which others there are."""
    open_ways = ways(channel.kind)
    if not open_ways:
        message = f"{channel.id}: there is nothing to connect"
        raise CommsError(message)
    names = ", ".join(f"{way.name} ({way.title})" for way in open_ways)
    if wanted and wanted not in {way.name for way in open_ways}:
        message = f"{channel.id} has no way {wanted} to connect; it has: {names}"
        raise NotFoundError(message)
    there = known.stored | known.outside if known else frozenset[str]()
    gone = [way for way in reversed(open_ways) if there and there >= set(way.needed)]
    way = next(iter((*(way for way in open_ways if way.name == wanted), *gone, *open_ways)))
    if len(open_ways) > 1:
        print(f"ways to connect it, chosen with --way: {names}")
    return way


def tell_steps(channel: Channel, way: Way) -> None:
    """Print what to do at the vendor, and where."""
    print(f"\n{way.title}: {urljoin(channel.server, way.page)}")
    for number, step in enumerate(way.steps, start=1):
        print(f"  {number}. {step}")
    print(f"  {len(way.steps) + 1}. Paste what you copied below; it is tried without publishing anything.")
    print(f"{way.note} More in docs/channels.md.\n")


def asked(channel: Channel, way: Way, known: Connection | None) -> dict[str, str]:
    """Ask for the secrets of *way*; what is left empty stays as it is stored."""
    labels = {secret.name: secret.label for secret in kind(channel.kind).secrets}
    there = known.stored | known.outside if known else frozenset[str]()
    given: dict[str, str] = {}
    for name in way.secrets:
        hint = "; one is there, left empty it stays" if name in there else ""
        hint = hint or ("; may be left empty" if name in way.optional else "")
        question = f"{labels[name]} ({credentials.variable(channel.id, name)}{hint})"
        given[name] = typer.prompt(question, default="", hide_input=True, show_default=False).strip()
    missing = [labels[name] for name in way.needed if not given[name] and name not in there]
    if missing:
        message = f"still missing: {', '.join(missing)}"
        raise CommsError(message)
    return given


def tell_connection(config: Config, channel: Channel, known: Connection | None) -> None:
    """Print how the channel is connected by now; never a secret."""
    if known is None:
        print(f"{channel.id} is not connected yet; config.yaml has {channel.account or 'no account'} for it")
        return
    if known.at:
        print(f"{channel.id} was connected as {known.account} by {known.by} on {known.at:%Y-%m-%d}")
    if known.is_sealed:
        print("its stored secrets were sealed with another key; put that key back, or connect it again")
    for name in sorted(known.outside):
        print(f"{credentials.variable(channel.id, name)} comes from outside {config.site.name}, and wins")
