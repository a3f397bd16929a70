import pytest

from comms.readers.markup_templates import broken_markup
from comms.resources import shipped


def own_template(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def lines_of(folder):
    return [str(problem) for problem in broken_markup(folder)]


def test_shipped_templates_have_no_mistake():
    assert lines_of(shipped("templates")) == []


@pytest.mark.parametrize(
    "name",
    [
        "site/pages/day.html.j2",
        "kit/kit.html.j2",
        "plan/report.html.j2",
        "newsletter/lead.txt.j2",
        "newsletter/lead.mjml.j2",
    ],
)
def test_mistake_of_syntax_is_told_with_template_and_line(tmp_path, name):
    own_template(tmp_path, name, b"<p>\n{% if day %}\n{{ day }}\n")

    assert lines_of(tmp_path) == [
        f"templates/{name}: line 3: opens what is not closed before the template ends; add the missing end"
    ]


def test_template_that_is_not_text_is_told_by_name(tmp_path):
    own_template(tmp_path, "site/pages/day.html.j2", b"caf\xe9")

    assert lines_of(tmp_path) == ["templates/site/pages/day.html.j2: line 1: is not UTF-8; save the file as UTF-8"]


def test_wordings_of_a_kit_are_left_to_their_own_check(tmp_path):
    own_template(tmp_path, "kit/en/x.txt.j2", b"{% if day %}")

    assert lines_of(tmp_path) == []


def test_value_and_filter_of_a_build_are_no_mistake_of_syntax(tmp_path):
    own_template(tmp_path, "site/pages/day.html.j2", b"{{ acronym|said(language) }}")

    assert lines_of(tmp_path) == []
