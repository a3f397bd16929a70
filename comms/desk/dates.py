"""Days and hours in words; an hour never without its zone."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_day_names
from markupsafe import Markup

from comms.desk.languages import current, locale
from comms.domain.speech import full_date


def day_in_words(day: date) -> str:
    """Return a day with its weekday and its year."""
    long = format_date(day, "long", locale=locale())
    return format_date(day, "full", locale=locale()).replace(long, short_day(day))


def short_day(day: date) -> str:
    """Return a day without its weekday."""
    return full_date(day, current())


def month_in_words(first: date) -> str:
    """Return a month with its year, as a heading."""
    # In these languages the month of a heading stands in the nominative, hence LLLL.
    pattern = {"es": "LLLL 'de' y"}.get(current(), "LLLL y")
    words = format_date(first, pattern, locale=locale())
    return words[:1].upper() + words[1:]


def weekday_names() -> list[tuple[str, str]]:
    """Return the weekdays from Monday on, short and in full."""
    short, full = (get_day_names(width, locale=locale()) for width in ("abbreviated", "wide"))
    return [(short[number], full[number]) for number in range(7)]


def first_weekday() -> int:
    """Return the weekday with which a week begins in the present language; 0 is Monday."""
    return int(locale().first_week_day)


def weekday_name(day: date) -> str:
    """Return the weekday of a day, short."""
    return weekday_names()[day.weekday()][0]


def clock(at: datetime | None, zone: str) -> Markup:
    """Return the wall time alone, for a line that names the zone once."""
    if at is None:
        return Markup("–")
    local = at.astimezone(ZoneInfo(zone))
    return Markup('<time datetime="{}">{}</time>').format(local.isoformat(timespec="minutes"), f"{local:%H:%M}")


def minute(at: datetime, zone: str) -> str:
    """Return the minutes of the wall time alone."""
    return f"{at.astimezone(ZoneInfo(zone)):%M}"


def hour(at: datetime | None, zone: str) -> Markup:
    """Return the wall time in *zone*, with the zone's name."""
    if at is None:
        return Markup("–")
    return Markup('{} <span class="zone">{}</span>').format(clock(at, zone), zone)


def moment(at: datetime | None, zone: str) -> Markup:
    """Return the day and the wall time in *zone*, with the zone's name."""
    if at is None:
        return Markup("–")
    return Markup("{}, {}").format(short_day(at.astimezone(ZoneInfo(zone)).date()), hour(at, zone))
