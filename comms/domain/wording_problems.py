"""What is wrong in templates, found without rendering them: names, sentences, and how many wordings there are."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar, get_args

from jinja2 import Template, TemplateSyntaxError, nodes

from comms.domain.placeholders import CONDITIONS, NAMES
from comms.domain.planning import SlotKind
from comms.domain.rotation import fit_for_solemn, of_occasion
from comms.domain.sentences import environment
from comms.domain.template_faults import TOO_DEEP, told, unknown_filter, unknown_test
from comms.domain.wordings import path_of
from comms.errors import Problem

LEAST_WORDINGS = 4
LEAST_SOLEMN = 2

S = TypeVar("S")


def unknown_placeholders(source: str) -> list[tuple[int, str]]:
    """Return the names in *source* that no draft knows, each with its line."""
    return [(line, name) for line, name in _names(environment({}).parse(source)) if name not in NAMES]


def template_problems(sources: Mapping[str, str], languages: Iterable[str], channels: Iterable[str]) -> list[Problem]:
    """Return every problem of the templates that these languages and kinds of channel need."""
    kinds = tuple(channels)
    paths = [
        path_of(language, channel, kind) for language in languages for channel in kinds for kind in get_args(SlotKind)
    ]
    return [problem for path in paths for problem in _found(_problems, f"templates/{path}", sources.get(path))]


def syntax_problems(sources: Mapping[str, str]) -> list[Problem]:
    """Return what Jinja refuses in templates, by their path below the templates folder."""
    return [
        problem for path, source in sources.items() for problem in _found(_syntax_problems, f"templates/{path}", source)
    ]


def _found(look: Callable[[str, S], Iterator[Problem]], path: str, source: S) -> list[Problem]:
    try:
        return list(look(path, source))
    # Jinja and what walks its trees call themselves once a level.
    except RecursionError:
        return [Problem(path, "", "", TOO_DEEP)]


def _syntax_problems(path: str, source: str) -> Iterator[Problem]:
    try:
        tree = environment({}).parse(source)
        _compiled(source)
    except TemplateSyntaxError as error:
        yield Problem(path, f"line {error.lineno}", "", told(error))
        return
    for line, message in sorted(set(_unknown_filters(tree))):
        yield Problem(path, f"line {line}", "", message)


def _problems(path: str, source: str | None) -> Iterator[Problem]:
    if source is None:
        yield Problem(path, "", "", "there is no such template; copy that of another language and translate it")
        return
    try:
        tree = environment({}).parse(source)
        names = tuple(_compiled(source).blocks)
    except TemplateSyntaxError as error:
        yield Problem(path, f"line {error.lineno}", "", told(error))
        return
    for line, message in sorted({*_wrong_names(tree), *_wrong_places(tree)}):
        yield Problem(path, f"line {line}", "", message)
    # Wordings for anniversaries stand aside: they never take a turn with the others.
    names = of_occasion(names, anniversary=False)
    if not names:
        yield Problem(
            path, "", "", f"has no wordings; write at least {LEAST_WORDINGS}, each between block and endblock"
        )
        return
    if len(names) < LEAST_WORDINGS:
        yield Problem(path, "", "", f"has {len(names)} wordings; write at least {LEAST_WORDINGS}")
    if sum(map(fit_for_solemn, names)) < LEAST_SOLEMN:
        yield Problem(path, "", "", f"write at least {LEAST_SOLEMN} wordings whose names do not begin with bright_")


def _compiled(source: str) -> Template:
    """Return *source* compiled: unknown filters and tests show only then."""
    return environment({}).from_string(source)


def _wrong_names(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    yield from _unknown_filters(tree)
    for line, name in _names(tree):
        if name not in NAMES:
            yield line, f"“{name}” is not a name that a wording may use; docs/wordings.md lists them"
    for output in tree.find_all(nodes.Output):
        for printed in output.nodes:
            shown = _dotted(printed)
            if shown in CONDITIONS:
                yield printed.lineno, f"“{shown}” cannot be printed; ask it with “if”"


def _unknown_filters(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Return the filters and tests that do not exist: under an “if”, Jinja finds them only when it prints."""
    known = environment({})
    for asked in tree.find_all(nodes.Filter):
        if asked.name not in known.filters:
            yield asked.lineno, unknown_filter(asked.name)
    for test in tree.find_all(nodes.Test):
        if test.name not in known.tests:
            yield test.lineno, unknown_test(test.name)


def _names(tree: nodes.Node) -> Iterator[tuple[int, str]]:
    """Return the names that *tree* reads, dotted as written, each with its line."""
    for child in tree.iter_child_nodes():
        name = _dotted(child)
        if name is None:
            yield from _names(child)
        else:
            yield child.lineno, name


def _dotted(node: nodes.Node) -> str | None:
    if isinstance(node, nodes.Name):
        return node.name if node.ctx == "load" else None
    if isinstance(node, nodes.Getattr):
        before, last = _dotted(node.node), node.attr
    elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        before, last = _dotted(node.node), str(node.arg.value)
    else:
        return None
    return f"{before}.{last}" if before else None


def _wrong_places(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    for node in tree.body:
        if not isinstance(node, nodes.Block) and not _is_blank(node):
            yield node.lineno, "this stands outside the wordings; put it between block and endblock, or delete it"
    for block in tree.find_all(nodes.Block):
        yield from _outside(block)


def _outside(node: nodes.Node) -> Iterator[tuple[int, str]]:
    """Return what is said in *node* outside its sentences, and sentences inside sentences."""
    for child in node.iter_child_nodes():
        if is_sentence(child):
            for inner in child.find_all(nodes.CallBlock):
                yield inner.lineno, "a sentence stands inside another sentence; close the first with endsentence"
        elif isinstance(child, nodes.Output) and not _is_blank(child):
            yield child.lineno, "these words stand outside a sentence; put them between sentence and endsentence"
        else:
            yield from _outside(child)


def is_sentence(node: nodes.Node) -> bool:
    """Tell whether *node* is a sentence tag."""
    return isinstance(node, nodes.CallBlock) and isinstance(node.call.node, nodes.ExtensionAttribute)


def _is_blank(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Output) and all(
        isinstance(part, nodes.TemplateData) and not part.data.strip() for part in node.nodes
    )
