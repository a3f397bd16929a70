"""House rules that no linter knows."""

import ast
import re
from statistics import median

from tests.cli.desk_command import REPOSITORY

LONGEST_FILE, MEDIAN_FILE, LONGEST_FUNCTION = 400, 100, 40
FILES = sorted((REPOSITORY / "comms").rglob("*.py"))
WRITTEN = ("comms", "tests", "templates", "calendars", "docs", "*.md", "Makefile", "*.yaml", "*.toml")
LEFT_OVER = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
SUFFIXES = {".py", ".md", ".yaml", ".toml", ".html", ".j2", ".css", ".js", ""}


def text(path):
    return path.read_text(encoding="utf-8")


def name(path):
    return path.relative_to(REPOSITORY).as_posix()


def tree(path):
    return ast.parse(text(path))


def lengths():
    return {name(path): len(text(path).splitlines()) for path in FILES}


def functions(path):
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree(path)) if isinstance(node, kinds)]


def lines_of_body(function):
    """Return how many lines *function* takes beside its signature and its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def test_no_file_is_too_long():
    assert {file: length for file, length in lengths().items() if length > LONGEST_FILE} == {}


def test_half_of_the_files_are_short():
    assert median(length for length in lengths().values() if length) <= MEDIAN_FILE


def test_no_function_is_too_long():
    long = {
        f"{name(path)}: {function.name}": lines_of_body(function)
        for path in FILES
        for function in functions(path)
        if lines_of_body(function) > LONGEST_FUNCTION
    }

    assert long == {}


def test_only_the_configuration_reads_the_environment():
    found = {
        f"{name(path)}: {ast.unparse(node)}"
        for path in FILES
        if name(path) != "comms/config.py"
        for node in ast.walk(tree(path))
        if reads_environment(node)
    }

    assert found == set()


def reads_environment(node):
    """Tell whether *node* is os.environ or os.getenv, or imports them; a default for Django may be set."""
    if isinstance(node, ast.ImportFrom):
        return node.module == "os" and any(alias.name in {"environ", "getenv", "environb"} for alias in node.names)
    if not isinstance(node, ast.Attribute):
        return False
    if isinstance(node.value, ast.Attribute) and ast.unparse(node.value) == "os.environ":
        return node.attr != "setdefault"
    return ast.unparse(node) in {"os.getenv", "os.environb"}


def test_environment_is_only_set_where_django_starts():
    setting = {
        name(path) for path in FILES for node in ast.walk(tree(path)) if ast.unparse(node) == "os.environ.setdefault"
    }

    assert setting == {"comms/app.py", "comms/django/wsgi.py"}


def test_nothing_is_left_over():
    paths = [path for pattern in WRITTEN for path in REPOSITORY.glob(pattern)]
    files = [file for path in paths for file in ([path] if path.is_file() else path.rglob("*"))]

    found = [
        name(file) for file in files if file.is_file() and file.suffix in SUFFIXES and LEFT_OVER.search(text(file))
    ]

    assert found == []
