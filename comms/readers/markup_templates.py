"""Templates of the desk, pages, kits, reports and newsletters: mistakes told before a build would meet them."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError
from jinja2.nodes import Template

from comms.domain.template_faults import told, unknown_filter, unknown_test
from comms.errors import Problem, WrittenError
from comms.readers.plan_words import read_plan_words
from comms.readers.shown import nearest
from comms.readers.template_names import Asked, asked_in, known_to
from comms.readers.words import read_words
from comms.readers.yaml_file import written_text

_ENGLISH = "en"
_FAMILIES = ("desk", "kit", "newsletter", "plan", "site")


def broken_markup(own: Path, shipped: Path) -> Iterator[Problem]:
    """Yield the mistakes in the site's own templates that are not wordings: syntax, or a name that nothing gives.

    A name is known where a shipped template of the same family asks for it.
    """
    for family in _FAMILIES:
        paths = _templates(own, family)
        if not paths:
            continue
        environment = _environment(family)
        theirs = [asked_in(environment.parse(written_text(path, path.name))) for path in _templates(shipped, family)]
        known = known_to(environment, theirs, _words(family, own, shipped))
        for path in paths:
            yield from _of_template(path, f"templates/{path.relative_to(own).as_posix()}", environment, known)


def _environment(family: str) -> Environment:
    # Only parsed, never run: each family has filters and values of its own, which its build knows.
    environment = Environment(autoescape=True)
    if family == "desk":
        environment.add_extension("jinja2.ext.i18n")
        environment.globals.update(dict.fromkeys(("gettext", "ngettext", "npgettext", "pgettext"), str))
    return environment


def _of_template(path: Path, name: str, environment: Environment, known: Asked) -> Iterator[Problem]:
    try:
        tree = environment.parse(written_text(path, name))
    except WrittenError as error:
        yield from error.problems
    except TemplateSyntaxError as error:
        yield Problem(name, f"line {error.lineno}", "", told(error))
    else:
        yield from sorted(_unknown_names(tree, name, known), key=lambda problem: int(problem.entry.split()[1]))


def _unknown_names(tree: Template, name: str, known: Asked) -> Iterator[Problem]:
    asked = asked_in(tree)
    for value, line in asked.values.items():
        if value not in known.values:
            yield Problem(name, f"line {line}", "", _no_such("name", value, known.values))
    for word, line in asked.words.items():
        if word not in known.words:
            yield Problem(name, f"line {line}", "", _no_such("word", word, known.words))
    for filter_name, line in asked.filters.items():
        if filter_name not in known.filters:
            yield Problem(name, f"line {line}", "", unknown_filter(filter_name))
    for test, line in asked.tests.items():
        if test not in known.tests:
            yield Problem(name, f"line {line}", "", unknown_test(test))


def _no_such(what: str, given: str, known: Mapping[str, int]) -> str:
    near = nearest(given, known)
    remedy = f"write {near}, or delete it" if near else "delete it, or copy a name from the shipped templates beside it"
    return f"asks for the {what} “{given}”, which nothing gives; {remedy}"


def _words(family: str, own: Path, shipped: Path) -> frozenset[str]:
    try:
        match family:
            case "plan":
                return frozenset(read_plan_words((own, shipped), _ENGLISH))
            case "kit":
                return frozenset(read_words((own, shipped), _ENGLISH, "kit"))
            case "site":
                return frozenset(read_words((own, shipped), _ENGLISH, "pages"))
            case _:
                return frozenset(read_words((own, shipped), _ENGLISH, "newsletter"))
    except WrittenError:
        # Told where words are checked; what the shipped file has is known all the same.
        return _words(family, shipped, shipped)


def _templates(templates: Path, family: str) -> list[Path]:
    """Return the templates to parse; the wordings of a kit are checked as wordings."""
    found = (path for path in (templates / family).rglob("[!.]*") if path.suffix in {".j2", ".html"} and path.is_file())
    return sorted(path for path in found if not (family == "kit" and path.name.endswith(".txt.j2")))
