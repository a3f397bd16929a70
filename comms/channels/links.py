"""Addresses that people paste: whether one belongs to a channel, and what it names there."""

from urllib.parse import unquote, urlsplit


def path_on(url: str, *hosts: str) -> str | None:
    """Return the path of a web address that is on one of *hosts*, or on the host of one of these addresses."""
    wanted = {_host(one if "://" in one else f"https://{one}") for one in hosts if one}
    try:
        parts = urlsplit(url)
        is_there = parts.scheme in {"http", "https"} and _host(url) in wanted
    except ValueError:
        return None
    return unquote(parts.path).rstrip("/") if is_there else None


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
