import pytest

from comms.readers.markup_templates import broken_markup
from comms.resources import shipped


def own_template(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def lines_of(folder):
    return [str(problem) for problem in broken_markup(folder, shipped("templates"))]


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


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "site/pages/day.html.j2",
            b"<p>\n{{ daay.name }}",
            "line 2: asks for the name “daay”, which nothing gives; write day, or delete it",
        ),
        (
            "site/pages/day.html.j2",
            b"{{ qqqqqq }}",
            (
                "line 1: asks for the name “qqqqqq”, which nothing gives;"
                " delete it, or copy a name from the shipped templates beside it"
            ),
        ),
        (
            "site/pages/own-part.html.j2",
            b"{{ w.skipp }}",
            "line 1: asks for the word “skipp”, which nothing gives; write skip, or delete it",
        ),
        (
            "kit/kit.html.j2",
            b"{{ w['abouts'] }}",
            "line 1: asks for the word “abouts”, which nothing gives; write about, or delete it",
        ),
        (
            "plan/report.html.j2",
            b"{{ words.tittle }}",
            "line 1: asks for the word “tittle”, which nothing gives; write title, or delete it",
        ),
        (
            "newsletter/lead.txt.j2",
            b"{{ words.dayss }}",
            "line 1: asks for the word “dayss”, which nothing gives; write days, or delete it",
        ),
        (
            "desk/today.html",
            b"{% trans %}Coming{% endtrans %}\n{{ _('Coming') }} {{ reqest }}",
            "line 2: asks for the name “reqest”, which nothing gives; write request, or delete it",
        ),
        (
            "desk/today.html",
            b"{{ request|daay }}",
            "line 1: asks for the filter “daay”, which does not exist; delete “| daay”",
        ),
        (
            "site/pages/day.html.j2",
            b"{% if page is odder %}{% endif %}",
            "line 1: asks for the test “odder”, which does not exist; delete “is odder”",
        ),
    ],
)
def test_name_that_nothing_gives_is_told_with_template_and_line(tmp_path, name, content, said):
    own_template(tmp_path, name, content)

    assert lines_of(tmp_path) == [f"templates/{name}: {said}"]


def test_names_are_told_in_the_order_of_their_lines(tmp_path):
    own_template(tmp_path, "site/pages/day.html.j2", b"{{ page|sayd }}\n{{ daay }}\n{{ w.skipp }}")

    assert [line.split(":")[1] for line in lines_of(tmp_path)] == [" line 1", " line 2", " line 3"]


def test_word_of_the_sites_own_is_known(tmp_path):
    own_template(tmp_path, "site/pages/words/en.yaml", b"words:\n  our_call: Join us\n")
    own_template(tmp_path, "site/pages/day.html.j2", b"{{ w.our_call }}")

    assert lines_of(tmp_path) == []


def test_words_that_cannot_be_read_leave_the_shipped_ones_known(tmp_path):
    own_template(tmp_path, "site/pages/words/en.yaml", b"words: [")
    own_template(tmp_path, "site/pages/day.html.j2", b"{{ w.skip }}")

    assert lines_of(tmp_path) == []


def test_value_and_filter_of_a_build_are_no_mistake_of_syntax(tmp_path):
    own_template(tmp_path, "site/pages/day.html.j2", b"{{ acronym|said(language) }}")

    assert lines_of(tmp_path) == []
