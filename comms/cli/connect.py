"""Channels: connecting them, and how they stand."""

import sys
from typing import Annotated

import typer

from comms import app as wiring
from comms.config import Channel, Config
from comms.errors import CommsError, NotFoundError

NewKey = Annotated[bool, typer.Option("--new-key", help="Seal the secrets of all channels with a new key.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.command("connect")(connect)
    app.command("doctor")(doctor)


def connect(
    channel: Annotated[str, typer.Argument(help="The channel's id in config.yaml.")] = "",
    way: Annotated[str, typer.Option("--way", help="Which way to connect it, where there are several.")] = "",
    test: Annotated[bool, typer.Option("--test", help="Try the stored secrets without publishing.")] = False,  # noqa: FBT002 - a flag
    forget: Annotated[bool, typer.Option("--forget", help="Disconnect: delete the stored secrets.")] = False,  # noqa: FBT002 - a flag
    new_key: NewKey = False,  # noqa: FBT002 - a flag
) -> None:
    """Walk through connecting a channel: ask for its secrets, try them without publishing, and store them sealed."""
    config = wiring.start()
    if new_key:
        _change_key(config, channel)
        return
    from comms.services import credentials
    from comms.services.audit import DESK

    chosen = _channel(channel)
    if forget:
        credentials.forget(channel, by=DESK, now=wiring.now())
        print(f"{channel}: its stored secrets are deleted")
        return
    if chosen.pretend:
        message = f"{channel}: it only pretends and needs no secrets; write pretend: false in config.yaml first"
        raise CommsError(message)
    from comms.services import connecting

    if test:
        print(f"{channel}: speaks as {connecting.check(wiring.open_channel(chosen, config), by=DESK)}")
        return
    account = _connect(config, chosen, way)
    print(f"{channel}: connected as {account}; nothing was published")
    for told in _ends(config, channel):
        print(f"{channel}: {told}")


def _connect(config: Config, chosen: Channel, way: str) -> str:
    from comms.channels.kinds import kind
    from comms.cli import walk
    from comms.services.audit import DESK
    from comms.services.connecting import connect as connect_channel
    from comms.services.connections import connections

    known = connections(config).get(chosen.id)
    walk.tell_connection(config, chosen, known)
    chosen_way = walk.choose(chosen, way, known)
    walk.tell_steps(chosen, chosen_way)
    return connect_channel(
        config,
        chosen.id,
        walk.asked(chosen, chosen_way, known),
        lambda given: wiring.open_channel(chosen, config, given),
        by=DESK,
        now=wiring.now(),
        lasts=kind(chosen.kind).lasts,
    )


def _ends(config: Config, channel: str) -> list[str]:
    """Return when access ends, as the doctor tells it."""
    from comms.services.doctor import life

    return [line.told for line in life(config, channel, wiring.now())]


def _change_key(config: Config, channel: str) -> None:
    if channel:
        message = "a key seals the secrets of all channels; give --new-key without a channel"
        raise CommsError(message)
    from comms.services.new_key import new_key

    made = new_key(config)
    if made.sealed is None:
        print(made.key)
        print(
            "This is a new key. Set COMMS_CREDENTIALS_KEY to it, followed by a blank and the key of before, and give "
            "this command again; while nothing is sealed, or the key of before is none, set it to the new one alone.",
            file=sys.stderr,
        )
        return
    print(f"{made.sealed} channels' secrets are sealed with the newest key; earlier keys are only for old backups")


def _channel(channel_id: str) -> Channel:
    if not channel_id:
        message = "say which channel to connect: " + ", ".join(one.id for one in wiring.config().settings.channels)
        raise NotFoundError(message)
    try:
        return wiring.config().channel(channel_id)
    except NotFoundError:
        known = ", ".join(one.id for one in wiring.config().settings.channels)
        message = f"config.yaml has no channel {channel_id}; it has: {known}"
        raise NotFoundError(message) from None


def doctor() -> None:
    """Say how each channel stands: whether it can be asked, as whom, until when, and at what price."""
    config = wiring.start()
    from comms.services.doctor import examine

    lines = examine(config, wiring.channels(config), wiring.clocks(), now=wiring.now())
    for line in lines:
        print(f"{'ok  ' if line.ok else 'look'}  {line.subject:<12}  {line.told}")
    if not all(line.ok for line in lines):
        raise typer.Exit(1)
