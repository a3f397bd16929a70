"""The report of a plan: one page with its pictures, and with a table beside each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from comms.domain.candidates import candidates
from comms.domain.exposure import Exposure, exposure, silence
from comms.domain.pictures import bars, curve, heat_map
from comms.domain.planning import Plan, PlanRules
from comms.domain.written import in_language
from comms.feeds.files import write
from comms.readers.plan_words import read_plan_words
from comms.services.slots import Material, propose

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
    figures = figures_of(made, found, rules, words, language)
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
        "languages": _counts("languages", _ranked(told.languages, {}), words),
        "themes": _counts("themes", _ranked(told.themes, themes), words),
    }
    about = f"{words['told']}: {told.told} {words['of']} {len(told.members)}"
    figures["coverage"] = Figure(
        words["coverage"],
        Markup(curve(words["coverage"], about, told.coverage, len(told.members))),  # noqa: S704 - escaped by its maker
        (words["month"], words["told"]),
        told.coverage,
    )
    days = candidates(found.coming, (), found.matches, found.network, rules)
    return figures | {"silence": _silence(silence(days, made.slots), themes, words)}


def _ranked(counts: Mapping[str, int], names: Mapping[str, str]) -> list[tuple[str, int]]:
    return sorted(
        ((names.get(id_, id_) or "–", number) for id_, number in counts.items()), key=lambda one: (-one[1], one[0])
    )


def _counts(name: str, rows: list[tuple[str, int]], words: Mapping[str, str]) -> Figure:
    about = f"{words['times']}: {sum(number for _, number in rows)}"
    svg = Markup(bars(words[name], about, rows[:_MOST_BARS]))  # noqa: S704 - escaped by its maker
    return Figure(words[name], svg, ("", words["times"]), tuple(rows))


def _silence(
    cells: Mapping[str, Mapping[str, tuple[int, int]]], themes: Mapping[str, str], words: Mapping[str, str]
) -> Figure:
    months = sorted({month for row in cells.values() for month in row})
    named = {themes.get(theme, theme) or "–": row for theme, row in cells.items()}
    rows = tuple((name, month, days, spoken) for name, row in named.items() for month, (days, spoken) in row.items())
    svg = Markup(heat_map(words["silence"], words["silence_about"], named, months))  # noqa: S704 - escaped by its maker
    return Figure(words["silence"], svg, ("", words["month"], words["days"], words["spoken"]), rows)


def _summary(made: Plan, told: Exposure, words: Mapping[str, str]) -> list[str]:
    lines = [
        f"{len(made.slots)} {words['slots']}",
        f"{words['told']}: {told.told} {words['of']} {len(told.members)}",
        f"{words['gini']}: {told.gini:.2f}",
    ]
    return [*lines, f"{made.gap:.2%} {words['gap']}"] if made.gap is not None else lines
