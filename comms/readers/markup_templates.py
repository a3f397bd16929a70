"""Templates of pages, kits, reports and newsletters: what Jinja refuses, before a build would meet it."""

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError

from comms.domain.template_faults import told
from comms.errors import Problem, WrittenError
from comms.readers.yaml_file import written_text

_FOLDERS = ("kit", "newsletter", "plan", "site")


def broken_markup(own: Path) -> Iterator[Problem]:
    """Yield the first mistake of syntax in each of the site's own templates that are not wordings."""
    # Only parsed, never run: each family has filters and values of its own, which its build knows.
    environment = Environment(autoescape=True)
    for path in _templates(own):
        name = f"templates/{path.relative_to(own).as_posix()}"
        try:
            environment.parse(written_text(path, name))
        except WrittenError as error:
            yield from error.problems
        except TemplateSyntaxError as error:
            yield Problem(name, f"line {error.lineno}", "", told(error))


def _templates(own: Path) -> list[Path]:
    """Return the templates to parse; the wordings of a kit are checked as wordings."""
    found = (path for folder in _FOLDERS for path in (own / folder).rglob("[!.]*.j2") if path.is_file())
    return sorted(path for path in found if not (path.is_relative_to(own / "kit") and path.name.endswith(".txt.j2")))
