"""Whom each kind of channel speaks for in a rehearsal, and with which made-up secrets; the stand-ins know them too."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    """An account, and the secrets that open its stand-in and nothing else."""

    account: str
    secrets: Mapping[str, str]


ROLES = {
    "x": Role(
        "hrcities",
        {"consumer_key": "ck", "consumer_secret": "cs", "access_token": "1-at", "access_token_secret": "ts"},
    ),
    "linkedin": Role("5025", {"access_token": "token"}),
    "bluesky": Role("rights.example.org", {"app_password": "abcd-efgh-ijkl-mnop"}),
    "mastodon": Role("cities@mastodon.example", {"access_token": "mastodon-token"}),
    "telegram": Role("@humanrightscities", {"token": "4200:token"}),
    "wordpress": Role("www", {"username": "desk", "password": "abcd efgh ijkl"}),
    "drupal": Role("article", {"username": "desk", "password": "correct horse"}),
}
# These two are made of files, and need no stand-in: a rehearsal has folders of its own.
OF_FILES = {"website": "www", "handoff": "press office"}
