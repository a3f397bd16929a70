"""What Jinja refuses in a template, told in words that say what to write instead."""

import re

from jinja2 import TemplateSyntaxError

_NO_FILTER = "asks for the filter “{0}”, which does not exist; delete “| {0}”"
# Words of Jinja's own message, and what its reader can do; the part in brackets, if any, is what the writer wrote.
_MEANINGS = (
    (
        r"unknown tag 'end\w*'",
        "closes what was not opened, or what is still open within; compare each end with its start",
    ),
    (r"unknown tag '([^']*)'", "has the unknown tag “{0}”; write one that docs/wordings.md names, or delete it"),
    (r"Unexpected end of template", "opens what is not closed before the template ends; add the missing end"),
    (r"No filter named '([^']*)'", _NO_FILTER),
    (r"block '([^']*)' defined twice", "has a second wording called “{0}”; rename one of them"),
    (r"Missing end of comment", "opens a comment that is not closed; add #}}"),
    (r"Missing end of raw", "opens “raw” that is not closed; add {{% endraw %}}"),
    (
        r"[Ee]xpected an expression|Expected an expression",
        "has nothing between the braces; write a name there, or delete them",
    ),
    (r"unexpected char '(.)'", "holds the sign “{0}” between the braces; write a name there"),
    (
        r"unexpected '([^']*)'",
        "has “{0}” where a name belongs or a brace is missing; compare its braces with the lines above",
    ),
    (
        r"expected token '(?:end of print statement|end of statement block)', got '([^']*)'",
        "has “{0}” after the name or is not closed there; close the braces, or delete it",
    ),
    (r"expected token '([^']*)', got '([^']*)'", "has “{1}” where “{0}” belongs; correct it"),
)
TOO_DEEP = "is nested too deeply to be read; write it flatter"
_OTHERWISE = "is no template; compare its braces and its tags with the lines above"


def unknown_filter(name: str) -> str:
    """Return what is said of a filter that does not exist."""
    return _NO_FILTER.format(name)


def unknown_test(name: str) -> str:
    """Return what is said of a test that does not exist."""
    return f"asks for the test “{name}”, which does not exist; delete “is {name}”"


def told(error: TemplateSyntaxError) -> str:
    """Return what is wrong, and what to do."""
    message = error.message or ""
    for words, meaning in _MEANINGS:
        found = re.search(words, message)
        if found:
            return meaning.format(*found.groups())
    return _OTHERWISE
