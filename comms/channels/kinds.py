"""The kinds of channels, each in the file of its name, loaded when a site speaks on one."""

from importlib import import_module

from comms.channels.opening import Kind


def kind(name: str) -> Kind:
    """Return the kind of channel called *name*; its libraries take memory only where it is used."""
    found = import_module(f"comms.channels.{name}").KIND
    if not isinstance(found, Kind):
        message = f"comms.channels.{name}.KIND is no kind of channel"
        raise TypeError(message)
    return found
