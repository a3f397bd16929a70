"""What a template asks for by name: values, filters, tests and words, each with the line where it first does."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from jinja2 import Environment
from jinja2.meta import find_undeclared_variables
from jinja2.nodes import Const, Filter, Getattr, Getitem, Name, Node, Template, Test

# The words of a page or of an edition, by the names that templates give them.
_WORDS = frozenset({"w", "words"})
# Jinja gives these to every template, or to every macro.
_ALWAYS = frozenset({"caller", "kwargs", "loop", "self", "super", "varargs"})

Lines = dict[str, int]


@dataclass(frozen=True)
class Asked:
    """What one template asks for, each name with its first line."""

    values: Lines = field(default_factory=dict)
    filters: Lines = field(default_factory=dict)
    tests: Lines = field(default_factory=dict)
    words: Lines = field(default_factory=dict)


def asked_in(tree: Template) -> Asked:
    """Return what the template *tree* asks for."""
    filters = _first_lines((node.name, node.lineno) for node in tree.find_all(Filter))
    tests = _first_lines((node.name, node.lineno) for node in tree.find_all(Test))
    free = _free_names(tree, filters, tests)
    names = ((node.name, node.lineno) for node in tree.find_all(Name) if node.name in free)
    return Asked(
        values=_first_lines(names),
        filters=filters,
        tests=tests,
        words=_first_lines(_words_in(tree, free)),
    )


def known_to(environment: Environment, others: Iterable[Asked], words: Iterable[str]) -> Asked:
    """Return all that *environment* has by itself, all that *others* ask for, and *words*."""
    seen = tuple(others)
    return Asked(
        values=dict.fromkeys((*_ALWAYS, *environment.globals, *(name for one in seen for name in one.values)), 0),
        filters=dict.fromkeys((*environment.filters, *(name for one in seen for name in one.filters)), 0),
        tests=dict.fromkeys((*environment.tests, *(name for one in seen for name in one.tests)), 0),
        words=dict.fromkeys(words, 0),
    )


def _free_names(tree: Template, filters: Lines, tests: Lines) -> set[str]:
    # Jinja looks for values with its compiler, which refuses a filter or test that it has not met.
    apart = tree.environment.overlay() if tree.environment else Environment(autoescape=True)
    apart.filters = {**dict.fromkeys(filters, _any), **apart.filters}
    apart.tests = {**dict.fromkeys(tests, _any), **apart.tests}
    tree.set_environment(apart)
    return find_undeclared_variables(tree)


def _words_in(tree: Node, free: set[str]) -> Iterator[tuple[str, int]]:
    holders = _WORDS & free
    for node in tree.find_all(Getattr):
        if isinstance(node.node, Name) and node.node.name in holders:
            yield node.attr, node.lineno
    for item in tree.find_all(Getitem):
        if isinstance(item.node, Name) and item.node.name in holders and isinstance(item.arg, Const):
            yield str(item.arg.value), item.lineno


def _first_lines(found: Iterable[tuple[str, int]]) -> Lines:
    lines: Lines = {}
    for name, line in sorted(found, key=lambda one: one[1]):
        lines.setdefault(name, line)
    return lines


def _any(_: object) -> bool:
    return True
