"""The network as a list: what was asked for, and each body with its work, what it agreed to and when it was told."""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from urllib.parse import urlencode

from comms import app
from comms.desk.languages import current
from comms.desk.sayings.pauses import country_name
from comms.domain.network import Member
from comms.domain.searching import folded, names_it
from comms.domain.written import in_language
from comms.feeds.calendar_listing import cell
from comms.services.featuring import Featured, featured
from comms.services.messages import consents

ANSWERS = ("given", "not asked", "refused")
COLUMNS = ("id", "name", "country", "region", "campaign", "works", *ANSWERS, "last featured", "times in 12 months")


@dataclass(frozen=True)
class Asked:
    """What a person asked for; what is empty asks for all."""

    name: str = ""
    region: str = ""
    country: str = ""
    campaign: str = ""
    consent: str = ""
    never: str = ""
    sort: str = ""

    @property
    def address(self) -> str:
        """Return what was asked for as it stands in an address."""
        return urlencode({name: value for name, value in asdict(self).items() if value})


@dataclass(frozen=True)
class Row:
    """One body: its name in the reader's language, the answers about its work, and when it was told."""

    member: Member
    name: str
    answers: Mapping[str, int]
    told: Featured | None

    @property
    def works(self) -> int:
        """Return how many works of it are known."""
        return sum(self.answers.values())

    @property
    def country(self) -> str:
        """Return the name of its country."""
        return country_name(self.member.country)


def asked(given: Mapping[str, str]) -> Asked:
    """Return what *given* asks for."""
    return Asked(**{name: given.get(name, "").strip() for name in Asked.__dataclass_fields__})


def rows(wanted: Asked) -> list[Row]:
    """Return the bodies that fit, in the order asked for; two questions to the store however many there are."""
    found = [row for row in _all() if _fits(row, wanted)]
    found.sort(key=lambda row: (folded(row.name), row.member.id))
    if wanted.sort == "last":
        found.sort(key=lambda row: row.told.last if row.told else date.min)
    return found


def _all() -> Iterable[Row]:
    network = app.network()
    said, told = consents(), featured(app.today(app.config().settings.zone))
    answers: dict[str, Counter[str]] = defaultdict(Counter)
    for work in network.initiatives.values():
        answers[work.member][answer(said.get(work.id, "not asked"))] += 1
    for id_, member in network.members.items():
        yield Row(member, in_language(member.name, current()), answers[id_], told.get(id_))


def answer(state: str) -> str:
    """Return the answer that *state* comes to: who takes a consent back says no."""
    return "refused" if state == "withdrawn" else state


def _fits(row: Row, wanted: Asked) -> bool:
    one = row.member
    joined = "yes" if one.is_campaign_member else "no"
    return (
        wanted.region in {"", one.region}
        and wanted.country in {"", one.country}
        and wanted.campaign in {"", joined}
        and not (wanted.never and row.told)
        and (not wanted.consent or row.answers.get(wanted.consent, 0) > 0)
        and names_it(wanted.name, (*one.name.values(), one.id))
    )


def table(listed: Iterable[Row]) -> str:
    """Return a table for spreadsheets, in which no text is a formula."""
    written = io.StringIO()
    sheet = csv.writer(written)
    sheet.writerow(COLUMNS)
    for row in listed:
        one, told = row.member, row.told
        texts = (one.id, row.name, one.country, one.region, one.campaign)
        counts = (row.works, *(row.answers.get(name, 0) for name in ANSWERS))
        sheet.writerow([*map(cell, texts), *counts, told.last if told else "", told.times if told else 0])
    return "\ufeff" + written.getvalue()
