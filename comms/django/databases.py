"""The database that Django is given."""

from typing import Any

from comms.config import Config, sqlite_path
from comms.errors import CommsError


def database(config: Config) -> dict[str, Any]:
    """Return Django's description of the site's database.

    SQLite runs with a write-ahead log and immediate transactions, since deferred ones fail with
    “database is locked” under two writers; synchronous stays FULL, since a claim that a power cut
    forgets could be sent twice.
    """
    path = sqlite_path(config)
    if path is None:
        message = f"{config_name(config)} is not a database this version can use; write sqlite:///var/desk.sqlite3"
        raise CommsError(message)
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


def config_name(config: Config) -> str:
    """Return the database's kind for a message, without the password its address may hold."""
    return f"database: {config.database_url.partition(':')[0]}"
