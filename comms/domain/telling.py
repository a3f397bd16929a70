"""What is told: the records behind a slot, as the facts that a wording may print."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from comms.domain import speech
from comms.domain.agencies import lead_in
from comms.domain.events import Event
from comms.domain.leaders import led_by
from comms.domain.links import link_words
from comms.domain.network import Government, Initiative, Member, Region
from comms.domain.observances import Occurrence
from comms.domain.packs import Pack
from comms.domain.placeholders import Known, Value, known
from comms.domain.planning import SlotKind
from comms.domain.resolutions import reference
from comms.domain.sentences import Fact
from comms.domain.themes import Theme
from comms.domain.written import in_language

_MOST_HASHTAGS = 3
_CONFIG = "config.yaml"
_CONFIGURED = "configured"


@dataclass(frozen=True)
class SiteFacts:
    """Who speaks, as the configuration says it; without a name where the network told is another's."""

    name: Mapping[str, str]
    acronym: Mapping[str, str]
    campaign: Mapping[str, str] | None = None
    members_count: int | None = None
    members_as_of: date | None = None
    members_source: str = _CONFIG
    hashtags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Telling:
    """Everything that a draft may draw on; *themes* in the order in which they lend their hashtags."""

    site: SiteFacts
    occurrence: Occurrence | None = None
    event: Event | None = None
    member: Member | None = None
    initiative: Initiative | None = None
    region: Region | None = None
    government: Government | None = None
    themes: tuple[Theme, ...] = ()
    pack: Pack | None = None
    grave_work: bool = False

    @property
    def is_solemn(self) -> bool:
        """Tell whether cheerful words would hurt: the day or the work is grave, or it is done in war or conflict."""
        day = self.occurrence.observance if self.occurrence else None
        work = self.initiative
        in_war = work is not None and work.sensitivity in {"conflict", "war"}
        return in_war or self.grave_work or (day is not None and day.is_grave)


def own_hashtags(found: Mapping[str, Value]) -> int:
    """Return how many of the hashtags are those of the day or the event, not lent by a theme or the organisation."""
    hashtags = found.get("hashtags")
    facts = hashtags.facts if isinstance(hashtags, Known) else ()
    return sum(not fact.field.startswith(("theme:", "site:")) for fact in facts)


def values(telling: Telling, kind: SlotKind, today: date, language: str) -> dict[str, Value]:
    """Return all that *telling* knows, by the names of placeholders; *kind* decides where the link leads."""
    found: dict[str, Value] = _org(telling.site, language)
    if telling.occurrence:
        found |= _day(telling.occurrence, today, language) | _this_year(telling.pack, language)
    if telling.event:
        found |= _event(telling.event, today, language)
    if telling.member:
        found |= _member(telling, telling.member, language)
    if telling.initiative:
        found |= _initiative(telling.initiative, language)
    subject = "event" if telling.event else "day"
    for name in ("name", "date_long", "dates", "days_left", "many", "tomorrow"):
        found[f"what.{name}"] = found.get(f"{subject}.{name}")
    linked = _linked_work(telling, kind)
    found["link_own"] = linked is None or linked.is_own_page
    found["link_words"] = _link_words(linked, language) if linked else None
    return found | {"link": _link(telling, linked, language), "hashtags": _hashtags(telling, language)}


def _dates(first: date, last: date, today: date, language: str) -> dict[str, str | None]:
    return {
        "date": speech.day_and_month(first, language),
        "date_long": speech.weekday_and_date(first, language),
        "dates": speech.full_dates(first, last, language),
        "days_left": speech.number_of_days((first - today).days, language) if today < first else None,
    }


def _day(occurrence: Occurrence, today: date, language: str) -> dict[str, Value]:
    one = occurrence.observance
    sources = ", ".join(one.sources)

    def fact(name: str, text: str | None, source: str, *, needs_check: bool = False) -> Known | None:
        return known(text, f"observance:{one.id}:{name}", source or sources, one.confidence, needs_check=needs_check)

    spoken = language if language in one.name else "en"
    ours = spoken != language or language in one.unofficial
    resolution = one.resolution if one.resolution_kind == "proclaims" else None
    dates = _dates(occurrence.first, occurrence.last, today, language)
    return {
        "day.name": fact(f"name:{spoken}", one.name[spoken], one.name_source.get(spoken, ""), needs_check=ours),
        "day.told": fact(f"told:{language}", (one.told or {}).get(language), ""),
        "day.about": fact(f"about:{language}", (one.about or {}).get(language), ""),
        "day.resolution": fact("resolution", resolution, one.resolution_source),
        "day.reference": fact("resolution", reference(one, language), one.resolution_source),
        "day.lead": fact("lead", lead_in(language, one.lead), ""),
        "day.led_by": fact("lead", led_by(language, one.lead), ""),
        # Nothing has been observed “since” the year that has only begun.
        "day.since": fact("since", str(one.since), one.since_source) if one.since < occurrence.year else None,
        "day.many": not occurrence.is_one_day,
        "day.tomorrow": (occurrence.first - today).days == 1,
        "day.solemn": one.solemn,
    } | {f"day.{name}": fact("rule", text, "") for name, text in dates.items()}


def _this_year(pack: Pack | None, language: str) -> dict[str, Value]:
    """Return what the lead agency says this year; a theme that is not in *language* is not told."""
    if pack is None:
        return {}

    def fact(name: str, text: str | None) -> Known | None:
        field, check = f"observance:{pack.observance}:{name}:{language}", language in pack.unofficial
        return known(text, field, pack.source, "sourced", needs_check=check)

    return {
        "day.theme": fact("theme", pack.theme.get(language)),
        "day.tagline": fact("tagline", (pack.tagline or {}).get(language)),
    }


def _event(event: Event, today: date, language: str) -> dict[str, Value]:
    def fact(name: str, text: str | None, *, needs_check: bool = False) -> Known | None:
        return known(text, f"event:{event.id}:{name}", event.page, event.confidence, needs_check=needs_check)

    spoken = language if language in event.name else "en"
    ours = spoken != language or language in event.unreviewed
    country = _country(event.country, f"event:{event.id}", event.page, event.confidence, language)
    place_name = in_language(event.place, language) if event.place else None
    place = fact(f"place:{language}", place_name, needs_check=ours)
    found: dict[str, Value] = {
        "event.name": fact(f"name:{spoken}", event.name[spoken], needs_check=ours),
        "event.place": _in_country(place, country),
        "event.anniversary": event.is_anniversary,
        "event.country": country,
        # The records' notes on a role are written for the desk: a person decides what readers see of them.
        "event.role": fact(f"role:{language}", (event.role or {}).get(language), needs_check=True),
    }
    if event.first is None or event.last is None:
        return found
    found["event.many"] = event.first != event.last
    found["event.tomorrow"] = (event.first - today).days == 1
    doubtful = bool(event.conflicts) or event.confidence == "low"
    dates = _dates(event.first, event.last, today, language)
    return found | {f"event.{name}": fact("first", text, needs_check=doubtful) for name, text in dates.items()}


def _member(telling: Telling, member: Member, language: str) -> dict[str, Value]:
    source = member.source or "calendars/members.yaml"

    def fact(name: str, text: str | None, *, needs_check: bool = False) -> Known | None:
        return known(text, f"member:{member.id}:{name}", source, member.confidence, needs_check=needs_check)

    spoken = language if language in member.name else "en"
    name = fact(f"name:{spoken}", member.name[spoken], needs_check=spoken != language or language in member.unreviewed)
    country = _country(member.country, f"member:{member.id}", source, member.confidence, language)
    region, government = telling.region, telling.government
    return {
        "member.name": name,
        "member.place": _in_country(name, country),
        "member.country": country,
        "member.region": fact("region", in_language(region.label, language) if region else None),
        "member.government": fact("government", in_language(government.label, language) if government else None),
        "member.campaign": member.is_campaign_member,
        "member.joined": fact("joined", str(member.joined) if member.joined else None),
    }


def _initiative(initiative: Initiative, language: str) -> dict[str, Value]:
    def fact(name: str, text: str | None, *, needs_check: bool) -> Known | None:
        field = f"initiative:{initiative.id}:{name}"
        return known(text, field, initiative.source, initiative.evidence, needs_check=needs_check)

    check = initiative.needs_check(language)
    # A title is a name and may stay in its own language; a summary in another language would not be read.
    spoken = next(code for code in (language, initiative.language, "en") if code in initiative.title)
    year = str(initiative.year) if initiative.year else None
    return {
        "initiative.title": fact(f"title:{spoken}", initiative.title[spoken], needs_check=check),
        "initiative.summary": fact(f"summary:{language}", initiative.summary.get(language), needs_check=check),
        "initiative.year": fact("year", year, needs_check=initiative.evidence != "detail"),
    }


def _org(site: SiteFacts, language: str) -> dict[str, Value]:
    def fact(name: str, text: str | None, source: str = _CONFIG) -> Known | None:
        return known(text, f"site:{name}", source, "configured")

    def said(texts: Mapping[str, str] | None) -> str | None:
        return in_language(dict(texts), language) if texts else None

    count, as_of = site.members_count, site.members_as_of
    return {
        "org.name": fact(f"organisation.name:{language}", said(site.name)),
        "org.acronym": fact(f"organisation.acronym:{language}", said(site.acronym)),
        "org.campaign": fact(f"organisation.campaign.name:{language}", said(site.campaign)),
        "org.members_count": fact(
            "organisation.campaign.members.count",
            speech.number(count, language) if count is not None else None,
            site.members_source,
        ),
        "org.members_as_of": fact(
            "organisation.campaign.members.as_of",
            speech.full_date(as_of, language) if as_of else None,
            site.members_source,
        ),
    }


def _country(code: str | None, entry: str, source: str, confidence: str, language: str) -> Known | None:
    name = speech.country_name(code, language) if code else None
    return known(name, f"{entry}:country", source, confidence, needs_check=code in speech.CONTESTED)


def _in_country(name: Known | None, country: Known | None) -> Known | None:
    if name is None or country is None:
        return name
    text = speech.placed(name.text, country.text)
    return name if text == name.text else Known(text, name.facts + country.facts)


def _linked_work(telling: Telling, kind: SlotKind) -> Initiative | None:
    """Return the initiative whose source the link is, or None where it leads to the page of the event or the day."""
    shown = kind == "spotlight" or (kind == "countdown" and not telling.event)
    return telling.initiative if shown else None


def _link_words(one: Initiative, language: str) -> Known | None:
    words = link_words(one.source_kind, language)
    return known(words, f"initiative:{one.id}:source_kind", one.source, one.evidence)


def _link(telling: Telling, one: Initiative | None, language: str) -> Known | None:
    if one:
        check = not one.is_own_page
        return known(one.source, f"initiative:{one.id}:source", one.source, one.evidence, needs_check=check)
    if telling.event:
        page = telling.event.page_in(language)
        return known(page, f"event:{telling.event.id}:page", page, telling.event.confidence)
    if telling.occurrence:
        day = telling.occurrence.observance
        return known(day.page, f"observance:{day.id}:page", day.page_source or ", ".join(day.sources), day.confidence)
    return None


def _hashtags(telling: Telling, language: str) -> Known | None:
    """Return the first three hashtags of all that could be told."""
    found: dict[str, Fact] = {}
    for fact in (*_own_hashtags(telling), *_lent_hashtags(telling, language)):
        found.setdefault(_unaccented(fact.text), fact)
    chosen = tuple(found.values())[:_MOST_HASHTAGS]
    return Known(" ".join(fact.text for fact in chosen), chosen) if chosen else None


def _unaccented(hashtag: str) -> str:
    """Return *hashtag* in small letters without accents: #ZéroDiscrimination says no more than #ZeroDiscrimination."""
    parts = unicodedata.normalize("NFKD", hashtag.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def _own_hashtags(telling: Telling) -> Iterator[Fact]:
    """Yield this year's hashtags of the day, then the day's own, then the event's."""
    if telling.pack:
        pack = telling.pack
        for tag in pack.hashtags:
            yield Fact(tag, f"observance:{pack.observance}:hashtags", pack.source, _CONFIGURED)
    if telling.occurrence:
        day = telling.occurrence.observance
        for tag in day.hashtags:
            yield Fact(tag, f"observance:{day.id}:hashtags", ", ".join(day.sources), _CONFIGURED)
    if telling.event:
        for tag in telling.event.hashtags:
            yield Fact(tag, f"event:{telling.event.id}:hashtags", telling.event.page, _CONFIGURED)


def _lent_hashtags(telling: Telling, language: str) -> Iterator[Fact]:
    """Yield the themes' hashtags, then the organisation's."""
    for theme in telling.themes:
        if language in theme.hashtag:
            field = f"theme:{theme.id}:hashtag:{language}"
            yield Fact(theme.hashtag[language], field, "calendars/themes.yaml", _CONFIGURED)
    for tag in telling.site.hashtags:
        yield Fact(tag, "site:organisation.hashtags", _CONFIG, _CONFIGURED)
