"""The database that Django is given."""

from typing import Any

from comms.config import Config, refused, sqlite_path
from comms.errors import WrittenError


def database(config: Config) -> dict[str, Any]:
    """Return Django's description of the site's database.

    SQLite runs with a write-ahead log and immediate transactions, since deferred ones fail with
    “database is locked” under two writers; synchronous stays FULL, since a claim that a power cut
    forgets could be sent twice.
    """
    path = sqlite_path(config)
    if path is None:
        raise WrittenError(refused(config))
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # A file too: threads of the tests lock each other out as they do in the desk.
        "TEST": {"NAME": path.with_suffix(".test.sqlite3")},
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }
