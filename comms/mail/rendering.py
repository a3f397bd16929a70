"""Rendering a template, where whatever goes wrong names the template and its line."""

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from comms.errors import Problem, WrittenError


def environment(templates: BaseLoader, *, escape: bool, put: Callable[[Any], Any]) -> SandboxedEnvironment:
    """Return the rules by which templates are read; *put* sees every value on its way into the text."""

    def checked(value: Any) -> Any:
        if value is None:
            message = "has no value; ask with “if” first"
            raise TypeError(message)
        return put(value)

    return SandboxedEnvironment(
        loader=templates,
        autoescape=escape,
        undefined=StrictUndefined,
        finalize=checked,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def rendered(rules: SandboxedEnvironment, name: str, **values: Any) -> str:
    """Return the template called *name*, filled; raise WrittenError that names template and line."""
    try:
        return rules.get_template(name).render(values)
    except TemplateNotFound as error:
        raise _problem(str(error.name), 0, "there is no such template; write it, or leave the section out") from error
    except TemplateSyntaxError as error:
        raise _problem(error.filename or error.name or name, error.lineno, str(error.message)) from error
    except Exception as error:
        places = _places(error.__traceback__)
        if not places:
            raise
        *callers, place = places
        # A part shared by sections fails on what a section gave it, so both are named.
        came_from = "".join(f", asked by {Path(file).name} in line {line}" for file, line in reversed(callers))
        raise _problem(*place, f"{type(error).__name__}: {error}{came_from}") from error


def _places(trace: TracebackType | None) -> list[tuple[str, int]]:
    found = []
    while trace:
        # Jinja rewrites the frames of templates so that they show the template's own file and line.
        if "__jinja_exception__" in trace.tb_frame.f_globals:
            found.append((trace.tb_frame.f_code.co_filename, trace.tb_lineno))
        trace = trace.tb_next
    return found


def _problem(file: str, line: int, message: str) -> WrittenError:
    return WrittenError([Problem(file, f"line {line}" if line else "", "", message)])
