"""Pauses in words: what they cover, and why a post is held."""

from django.utils.translation import gettext as _

from comms import app
from comms.desk.languages import language_name, locale, spoken
from comms.desk.preview import channel_name
from comms.domain.pauses import Kind, Scope
from comms.store.queries import member_bodies


def scope(text: str) -> str:
    """Return what a pause covers, which *text* writes as its scope does, in words."""
    one = Scope.read(text)
    match one.kind:
        case Kind.EVERYTHING:
            return _("Everything")
        case Kind.CHANNEL:
            return channel_name(one.value)
        case Kind.LANGUAGE:
            return _("Posts in %(language)s") % {"language": language_name(one.value)}
        case Kind.COUNTRY:
            return country_name(one.value)
        case Kind.MEMBER:
            return member_name(one.value)


def country_name(code: str) -> str:
    """Return what the present language calls a country."""
    return str(locale().territories.get(code) or code)


def member_name(member: str) -> str:
    """Return the name of a member; its id where the records hold it no more."""
    # Lists of pauses name a member a line: those that this process has read cost no question to the database.
    known = app.network().members.get(member)
    name = known.name if known else member_bodies([member]).get(member, {}).get("name")
    return str(spoken(name).striptags()) if name else member
