"""Where posts are found by everybody."""

from comms.config import Config


def public_address(receipt_url: str, config: Config) -> str:
    """Return where a post is public, or nothing: a path that only the desk opens is no such place."""
    if receipt_url.startswith("/public/"):
        return config.address + receipt_url
    return receipt_url if receipt_url.startswith("http") else ""
