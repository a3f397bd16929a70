"""Channels: connecting them, and how they stand."""

from typing import Annotated

import typer

from comms import app as wiring
from comms.config import Channel
from comms.errors import CommsError, NotFoundError


def add_to(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.command("connect")(connect)
    app.command("doctor")(doctor)


def connect(
    channel: Annotated[str, typer.Argument(help="The channel's id in config.yaml.")],
    forget: Annotated[bool, typer.Option("--forget", help="Delete the stored secrets.")] = False,  # noqa: FBT002 - a flag
) -> None:
    """Ask for a channel's secrets, try them without publishing, and store them sealed."""
    config = wiring.start()
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
    from comms.channels.kinds import kind
    from comms.services.connecting import connect as connect_channel

    of_kind = kind(chosen.kind)
    secrets = {
        secret.name: typer.prompt(
            f"{secret.label} ({credentials.variable(channel, secret.name)})",
            default="",
            hide_input=True,
            show_default=False,
        )
        for secret in of_kind.secrets
    }
    account = connect_channel(
        config,
        channel,
        secrets,
        lambda given: wiring.open_channel(chosen, config, given),
        by=DESK,
        now=wiring.now(),
        lasts=of_kind.lasts,
    )
    print(f"{channel}: connected as {account}; nothing was published")


def _channel(channel_id: str) -> Channel:
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
