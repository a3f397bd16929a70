"""What the documents say is true: commands, keys, variables, links."""

import ast
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import get_args, get_origin

import pytest
import typer
import yaml
from pydantic import BaseModel

from comms.cli import app
from comms.config import Settings
from tests.cli.desk_command import REPOSITORY

COMMANDS = typer.main.get_command(app)
DOCUMENTS = [REPOSITORY / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
DOCUMENTS += sorted((REPOSITORY / "docs").glob("*.md"))
CONFIGURATION = (REPOSITORY / "docs" / "configuration.md").read_text(encoding="utf-8")
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_VARIABLE = re.compile(r"\bCOMMS_[A-Z_]+\b")


def prose(document):
    return _FENCE.sub("", document.read_text(encoding="utf-8"))


def shell_lines(document):
    """Yield the lines of a document that a person would type: fenced as sh, indented, or between backticks."""
    blocks = _FENCE.findall(document.read_text(encoding="utf-8"))
    lines = [line for language, block in blocks if language == "sh" for line in block.splitlines()]
    lines += re.findall(r"^    (\S.*)$", prose(document), re.MULTILINE)
    lines += re.findall(r"`([^`\n]+)`", prose(document))
    for line in lines:
        yield from re.split(r"\s*(?:&&|\||;)\s+", line)


def typed(program):
    """Return every command line of the documents that calls *program*, with the document it stands in."""
    found = []
    for document in DOCUMENTS:
        for line in shell_lines(document):
            words = line.split()
            while words and re.fullmatch(r"[A-Z_]+=\S*", words[0]):
                words.pop(0)
            if len(words) > 1 and words[0].removeprefix(".venv/bin/") == program:
                found.append((document.name, " ".join(words)))
    return sorted(set(found))


def leaves(model, above=""):
    """Yield the dotted name of every key that has a value, with its field."""
    for name, field in model.model_fields.items():
        kind, is_list = written_in(field.annotation)
        if kind is None:
            yield f"{above}{name}", field
        else:
            yield from leaves(kind, f"{above}{name}." + ("*." if is_list else ""))


def written_in(annotation):
    """Return the model that *annotation* holds, or None, and whether it is a list of them."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, False
    inner = [written_in(one)[0] for one in get_args(annotation)]
    return next(filter(None, inner), None), get_origin(annotation) is tuple


def in_yaml(field):
    """Return how the documents tell the default of *field*, as a value of YAML."""
    if field.is_required():
        return "needed"
    default = field.get_default(call_default_factory=True)
    return "none" if default is None else list(default) if isinstance(default, tuple) else default


def told_keys():
    rows = re.findall(
        r"^\| `([\w.*]+)` \| .* \| ([^|]+) \|$", CONFIGURATION.partition("\n## The environment")[0], re.MULTILINE
    )
    return {key: yaml.safe_load(default.strip("` ")) for key, default in rows}


def variables_of_the_code():
    """Return the names of the environment that comms/ asks for; a secret may also stand in a file."""
    found = set()
    for path in (REPOSITORY / "comms").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            name, asked = node.args[0].value, getattr(node.func, "attr", "")
            if isinstance(name, str) and _VARIABLE.fullmatch(name):
                found |= {name, f"{name}_FILE"} if asked == "secret" else {name}
    return found


@pytest.mark.parametrize(("document", "line"), typed("comms"))
def test_command_of_a_document_is_one(document, line):  # noqa: ARG001 - names the test
    node, words = COMMANDS, shlex.split(line)[1:]
    while words and hasattr(node, "commands") and words[0] in node.commands:
        node = node.commands[words.pop(0)]

    node.make_context(node.name, words)

    assert not hasattr(node, "commands") or node.invoke_without_command


def test_every_command_is_told():
    assert {line.split()[1] for _, line in typed("comms")} == set(COMMANDS.commands)


@pytest.mark.parametrize(("document", "line"), typed("make"))
def test_target_of_a_document_is_one(document, line):  # noqa: ARG001 - names the test
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    _, target, *variables = line.split()

    assert re.search(rf"^{re.escape(target)}:", makefile, re.MULTILINE)
    for variable in variables:
        assert re.search(rf"^{variable.partition('=')[0]} \?=", makefile, re.MULTILINE)


def test_every_key_of_the_configuration_is_told_with_its_default():
    assert told_keys() == {name: in_yaml(field) for name, field in leaves(Settings)}


def test_variables_are_those_that_the_code_reads():
    named = {name for document in DOCUMENTS for name in _VARIABLE.findall(document.read_text(encoding="utf-8"))}

    assert named == variables_of_the_code()


def test_every_variable_is_told_where_the_configuration_is():
    assert set(_VARIABLE.findall(CONFIGURATION)) == variables_of_the_code()


def headings(document):
    for title in re.findall(r"^#+ (.+)$", prose(document), re.MULTILINE):
        yield re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def links():
    for document in DOCUMENTS:
        for target in re.findall(r"\]\(([^)\s]+)\)", prose(document)):
            if "://" not in target:
                yield document, target


@pytest.mark.parametrize(("document", "target"), list(links()), ids=lambda value: getattr(value, "name", value))
def test_link_leads_somewhere(document, target):
    path, _, anchor = target.partition("#")
    file = document.parent / path if path else document

    assert file.is_file()
    if anchor:
        assert anchor in list(headings(file))


def test_backup_of_a_desk_that_is_writing_holds_all_that_was_committed(tmp_path):
    text = (REPOSITORY / "docs" / "operate.md").read_text(encoding="utf-8")
    command = next(line for line in text.splitlines() if line.startswith("python3 -c") and "VACUUM" in line)
    (tmp_path / "var").mkdir()
    writer = sqlite3.connect(tmp_path / "var" / "desk.sqlite3", isolation_level=None)
    writer.executescript("PRAGMA journal_mode=WAL; CREATE TABLE post (id); INSERT INTO post VALUES (1);")
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("INSERT INTO post VALUES (2)")

    program = command.replace("python3", shlex.quote(sys.executable), 1)
    subprocess.run([shutil.which("sh") or "sh", "-c", program], cwd=tmp_path, check=True, timeout=60)

    writer.close()
    copy = sqlite3.connect(tmp_path / "backup.sqlite3")
    kept = copy.execute("SELECT id FROM post").fetchall()
    copy.close()
    assert kept == [(1,)]


def test_documents_are_all_read():
    assert {path.name for path in DOCUMENTS} >= {path.name for path in Path(REPOSITORY).glob("*.md")}
