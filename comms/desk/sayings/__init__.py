"""Codes in words: each code of the domain and the services names a sentence here, in the language of the person."""

from comms.desk.sayings.acts import act, actor
from comms.desk.sayings.fields import confidence, field
from comms.desk.sayings.findings import finding
from comms.desk.sayings.kinds import KIND_HELP, kind, tier
from comms.desk.sayings.notes import error, note
from comms.desk.sayings.pauses import scope
from comms.desk.sayings.reasons import reason
from comms.desk.sayings.secrets import secret
from comms.desk.sayings.states import STATE_HELP, consent, counted, delivery, state, stop
from comms.desk.sayings.verdicts import verdict, why
from comms.desk.sayings.ways import way

__all__ = [
    "KIND_HELP",
    "STATE_HELP",
    "act",
    "actor",
    "confidence",
    "consent",
    "counted",
    "delivery",
    "error",
    "field",
    "finding",
    "kind",
    "note",
    "reason",
    "scope",
    "secret",
    "state",
    "stop",
    "tier",
    "verdict",
    "way",
    "why",
]
