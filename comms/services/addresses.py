"""Where posts are found by everybody."""

from comms.config import Config


def public_address(receipt_url: str, config: Config) -> str:
    """Return where a post is public, or nothing: a path that only the desk opens is no such place."""
    if receipt_url.startswith("/public/"):
        return config.address + receipt_url
    return receipt_url if receipt_url.startswith("http") else ""


def is_public(channel_id: str, receipt_url: str, config: Config) -> bool:
    """Tell whether a post that counts as published may be told of as public; a demonstration tells what pretended."""
    return config.settings.mode == "demo" or not only_pretended(channel_id, receipt_url, config)


def only_pretended(channel_id: str, receipt_url: str, config: Config) -> bool:
    """Tell whether a post that counts as published never left: its channel pretended, or does and shows no page."""
    pretends = any(one.id == channel_id and one.pretend for one in config.settings.channels)
    return receipt_url.startswith("/outbox/") or (pretends and not receipt_url)
