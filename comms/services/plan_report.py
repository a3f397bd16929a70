"""The report of a plan: one page with its pictures, and with a table beside each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from babel import Locale
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from comms.domain.candidates import candidates
from comms.domain.capacity import Capacity
from comms.domain.exposure import Exposure, exposure, silence
from comms.domain.pictures import bars, curve, heat_map
from comms.domain.planning import Plan, PlanRules
from comms.domain.written import in_language
from comms.feeds.files import write
from comms.readers.plan_words import read_plan_words
from comms.services.planning_reports import promise
from comms.services.slots import Material, propose, stored

# A picture with a bar for each of a thousand members helps nobody; the table has them all.
_MOST_BARS = 40


@dataclass(frozen=True)
class Figure:
    """A picture and its table."""

    title: str
    svg: Markup
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def write_report(  # noqa: PLR0913 - a report has these parts
    found: Material,
    rules: PlanRules,
    templates: Sequence[Path],
    out: Path,
    *,
    first: date,
    last: date,
    language: str,
) -> Path:
    """Write the report of a fresh plan to *out*, with each picture as a file of its own; return its page."""
    words = read_plan_words(templates, language)
    made = propose(found.calendars, found.network, rules, first=first, last=last, known=found)
    figures = {"capacity": _capacity(promise(found, rules, first=first, last=last), words)}
    figures |= figures_of(made, found, rules, words, language)
    told = exposure(made.slots, found.network, found.coming)
    page = Environment(loader=FileSystemLoader(templates), autoescape=True).get_template("plan/report.html.j2")
    html = page.render(
        language=language,
        words=words,
        period=f"{first} – {last}",
        summary=_summary(made, told, words),
        figures=figures.values(),
    )
    for name, figure in figures.items():
        write(out / f"{name}.{language}.svg", figure.svg.encode())
    path = out / f"plan.{language}.html"
    write(path, html.encode())
    return path


def figures_of_stored(  # noqa: PLR0913 - what is shown, of which period, in which words
    found: Material, rules: PlanRules, templates: Sequence[Path], *, first: date, last: date, language: str
) -> dict[str, Figure]:
    """Return all pictures of the plan that stands in a period, each with its table, by name."""
    words = read_plan_words(templates, language)
    return figures_of(Plan(tuple(stored(first, last)), ()), found, rules, words, language)


def figures_of(
    made: Plan, found: Material, rules: PlanRules, words: Mapping[str, str], language: str
) -> dict[str, Figure]:
    """Return all pictures of *made*, each with its table, by name."""
    told = exposure(made.slots, found.network, found.coming)
    calendars = found.calendars
    members = {id_: in_language(one.name, language) for id_, one in found.network.members.items()}
    regions = {id_: in_language(one.label, language) for id_, one in calendars.regions.items()}
    themes = {id_: in_language(one.label, language) for id_, one in calendars.taxonomy.themes.items()}
    figures = {
        "members": _counts("members", _ranked(told.members, members), words),
        "regions": _counts("regions", _ranked(told.regions, regions), words),
        "languages": _counts("languages", _ranked(told.languages, Locale.parse(language, sep="-").languages), words),
        "themes": _counts("themes", _ranked(told.themes, themes), words),
    }
    about = _says("told", f"{told.told} {words['of']} {len(told.members)}", words)
    figures["coverage"] = Figure(
        words["coverage"],
        Markup(curve(words["coverage"], about, told.coverage, len(told.members))),  # noqa: S704 - escaped by its maker
        (words["month"], words["told"]),
        told.coverage,
    )
    days = candidates(found.coming, (), found.matches, found.network, rules)
    return figures | {"silence": _silence(silence(days, made.slots), themes, words)}


def _capacity(told: Capacity, words: Mapping[str, str]) -> Figure:
    rows = [(words["as it is"], told.features, told.reach)]
    rows += [(words[more.name], told.features + more.features, more.reach) for more in told.more]
    about = _says("floor", told.floor, words)
    svg = bars(words["capacity"], about, [(name, features) for name, features, _ in rows])
    return Figure(
        words["capacity"],
        Markup(svg),  # noqa: S704 - escaped by its maker
        (words["name"], words["room"], words["reach"]),
        (*((name, features, f"{reach:.0%}") for name, features, reach in rows), (words["floor"], told.floor, "")),
    )


def _ranked(counts: Mapping[str, int], names: Mapping[str, str]) -> list[tuple[str, int]]:
    return sorted(
        ((names.get(id_, id_) or "–", number) for id_, number in counts.items()), key=lambda one: (-one[1], one[0])
    )


def _counts(name: str, rows: list[tuple[str, int]], words: Mapping[str, str]) -> Figure:
    about = _says("times", sum(number for _, number in rows), words)
    svg = Markup(bars(words[name], about, rows[:_MOST_BARS]))  # noqa: S704 - escaped by its maker
    return Figure(words[name], svg, (words["name"], words["times"]), tuple(rows))


def _silence(
    cells: Mapping[str, Mapping[str, tuple[int, int]]], themes: Mapping[str, str], words: Mapping[str, str]
) -> Figure:
    months = sorted({month for row in cells.values() for month in row})
    named = {themes.get(theme, theme) or "–": row for theme, row in cells.items()}
    rows = tuple((name, month, days, spoken) for name, row in named.items() for month, (days, spoken) in row.items())
    svg = Markup(heat_map(words["silence"], words["silence_about"], named, months))  # noqa: S704 - escaped by its maker
    return Figure(words["silence"], svg, (words["name"], words["month"], words["days"], words["spoken"]), rows)


def _summary(made: Plan, told: Exposure, words: Mapping[str, str]) -> list[str]:
    lines = [
        f"{len(made.slots)} {words['slots']}",
        _says("told", f"{told.told} {words['of']} {len(told.members)}", words),
        _says("gini", f"{told.gini:.2f}", words),
    ]
    return [*lines, f"{made.gap:.2%} {words['gap']}"] if made.gap is not None else lines


def _says(name: str, value: object, words: Mapping[str, str]) -> str:
    """Return what a word is told to be; how a colon stands is each language's own affair."""
    return words["says"].format(name=words[name], value=value)
