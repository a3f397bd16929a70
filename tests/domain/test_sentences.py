import re

import pytest
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError

from comms.domain.placeholders import context, known
from comms.domain.sentences import DraftError, Fact, Sentence
from comms.domain.wording_problems import template_problems, unknown_placeholders
from comms.domain.wordings import Wordings
from comms.errors import Problem

DAY = known("Human Rights Day", "observance:human-rights-day:name:en", "un.org", "sourced")
PLACE = known("Barcelona", "member:barcelona:name:en", "members.yaml", "high")
PATH = "posts/en/x/day.txt.j2"


def laid(source, values=None, language="en", **shortened):
    wordings = Wordings({PATH: f"{{% block one %}}{source}{{% endblock %}}"})
    return wordings.laid(PATH, "one", values or {"day.name": DAY}, language=language, shortened=shortened)


def a_template(*wordings):
    names = ("one", "two", "three", "four")
    blocks = wordings or ("{% sentence %}{{ day.name }}{% endsentence %}",) * 4
    return "\n".join(
        f"{{% block {name} %}}\n{text}\n{{% endblock %}}" for name, text in zip(names, blocks, strict=False)
    )


def problems_of(source):
    sources = {f"posts/en/x/{kind}.txt.j2": a_template() for kind in ("spotlight", "event", "countdown")}
    return template_problems(sources | {PATH: source}, ("en",), ("x",))


def test_sentence_knows_the_facts_that_it_tells():
    found = laid("{% sentence %}Today: {{ day.name }}.{% endsentence %}")

    assert found.sentences == (
        Sentence(
            "Today: Human Rights Day.",
            (Fact("Human Rights Day", "observance:human-rights-day:name:en", "un.org", "sourced"),),
        ),
    )


def test_fixed_sentence_tells_no_fact():
    assert laid("{% sentence %}Join us.{% endsentence %}").sentences == (Sentence("Join us.", ()),)


def test_fact_told_twice_in_a_sentence_is_recorded_once():
    found = laid("{% sentence %}{{ day.name }}, {{ day.name }}{% endsentence %}")

    assert found.sentences[0].facts == DAY.facts


def test_fact_passed_through_a_filter_is_recorded():
    assert laid("{% sentence %}{{ day.name | upper }}{% endsentence %}").sentences[0].facts == DAY.facts


def test_fact_that_is_only_asked_for_is_not_told():
    found = laid("{% sentence %}{% if day.name %}Today.{% endif %}{% endsentence %}")

    assert found.sentences == (Sentence("Today.", ()),)


def test_sentence_with_a_missing_fact_is_left_out_whole_and_the_fact_is_named():
    found = laid(
        "{% sentence %}{{ day.name }} since {{ day.since }}.{% endsentence %}{% sentence %}Join us.{% endsentence %}"
    )

    assert (found.text, found.missing) == ("Join us.", ("day.since",))


def test_facts_of_a_left_out_sentence_do_not_reach_the_next():
    found = laid("{% sentence %}{{ day.name }} {{ day.since }}{% endsentence %}{% sentence %}Join.{% endsentence %}")

    assert found.sentences == (Sentence("Join.", ()),)


def test_missing_fact_is_false():
    found = laid("{% sentence %}{% if day.since %}since{% else %}always{% endif %}{% endsentence %}")

    assert (found.text, found.missing) == ("always", ())


def test_sentence_of_which_nothing_remains_is_no_sentence():
    found = laid("{% sentence %}{% if day.since %}since{% endif %}{% endsentence %}")

    assert found.sentences == ()


def test_neighbouring_lines_share_a_paragraph_and_an_empty_line_parts_them():
    found = laid(
        "\n{% sentence %}One.{% endsentence %}\n{% if day.name %}\n{% sentence %}Two.{% endsentence %}\n{% endif %}\n"
        "\n{% sentence %}Three\nfour.{% endsentence %}\n\n\n{% sentence %}Five.{% endsentence %}\n"
    )

    assert found.text == "One. Two.\n\nThree four.\n\nFive."


def test_last_extra_sentence_is_dropped_first_and_no_other():
    found = laid(
        "{% sentence extra %}First.{% endsentence %}\n{% sentence %}Core.{% endsentence %}\n\n"
        "{% sentence extra %}Last.{% endsentence %}"
    )

    once = found.shorter()
    twice = once.shorter()

    assert (once.text, twice.text, twice.shorter()) == ("First. Core.", "Core.", None)


def test_shortened_fact_prints_its_short_form_and_keeps_its_record():
    found = laid("{% sentence %}{{ day.name }}{% endsentence %}", **{"day.name": "Human Rights…"})

    assert found.sentences == (Sentence("Human Rights…", DAY.facts),)


def test_french_sentence_has_the_blanks_of_french():
    assert laid("{% sentence %}Voir : {{ day.name }} !{% endsentence %}", language="fr").text == (
        "Voir\u00a0: Human Rights Day\u00a0!"
    )


def test_condition_cannot_be_printed():
    with pytest.raises(DraftError, match=r"day\.many can only be asked"):
        laid("{% sentence %}{{ day.many }}{% endsentence %}", {"day.many": True})


def test_condition_answers():
    source = "{% sentence %}{% if day.many %}week{% else %}day{% endif %}{% endsentence %}"

    assert [laid(source, {"day.many": many}).text for many in (True, False)] == ["week", "day"]


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("{% sentence %}{{ day.nmae }}{% endsentence %}", UndefinedError),
        ("{% sentence %}{{ town }}{% endsentence %}", UndefinedError),
        ("{% sentence %}{{ day.name._facts }}{% endsentence %}", SecurityError),
        ("{% sentence %}{{ day.update({}) }}{% endsentence %}", SecurityError),
    ],
)
def test_template_error_names_template_and_wording(source, error):
    with pytest.raises(DraftError, match=f"^templates/{PATH}: one: ") as raised:
        laid(source)

    assert isinstance(raised.value.__cause__, error)


def test_words_outside_sentences_are_refused():
    with pytest.raises(DraftError, match="words outside its sentences"):
        laid("Hello {% sentence %}world{% endsentence %}")


def test_missing_template_is_named():
    with pytest.raises(DraftError, match=r"no template posts/en/x/day\.txt\.j2"):
        Wordings({}).names(PATH)


def test_broken_template_is_named():
    with pytest.raises(
        DraftError, match=f"^templates/{PATH}: line 1: has “end of statement block” where “name” belongs; correct it$"
    ):
        Wordings({PATH: "{% block %}"}).names(PATH)


def test_template_that_is_nested_too_deeply_is_named():
    with pytest.raises(DraftError, match=re.escape(PATH)):
        Wordings({PATH: "{% block one %}" + "{{ " + "(" * 5_000 + ")" * 5_000 + " }}{% endblock %}"}).names(PATH)


def test_wordings_keep_the_order_of_their_template():
    assert Wordings({PATH: a_template()}).names(PATH) == ("one", "two", "three", "four")


def test_every_declared_name_can_be_asked_for():
    assert context({}, None, {})["member"].keys() == {
        "name",
        "place",
        "country",
        "region",
        "government",
        "joined",
        "campaign",
    }


def test_unknown_placeholders_are_found_with_their_lines():
    source = '{{ day.name }}\n{{ day.nmae }} {{ town }}\n{% if day["x"] %}{{ day.name.upper() }}{% endif %}\n{{ day }}'

    assert unknown_placeholders(source) == [
        (2, "day.nmae"),
        (2, "town"),
        (3, "day.x"),
        (3, "day.name.upper"),
        (4, "day"),
    ]


def test_index_that_is_not_fixed_is_an_unknown_placeholder():
    assert unknown_placeholders("{{ day[link] }}") == [(1, "day")]


def test_sound_templates_have_no_problems():
    assert problems_of(a_template()) == []


def test_missing_template_is_a_problem_in_each_language():
    found = template_problems({}, ("en", "eo"), ("x",))

    assert [problem.file for problem in found] == [
        f"templates/posts/{language}/x/{kind}.txt.j2"
        for language in ("en", "eo")
        for kind in ("day", "spotlight", "event", "countdown")
    ]


SENTENCE = "{% sentence %}{{ day.name }}{% endsentence %}"


@pytest.mark.parametrize(
    ("source", "where", "message"),
    [
        ("{% block a %}\n{% sentence %}", "line 2", "opens what is not closed before the template ends"),
        (
            a_template("{% sentence %}{{ day.name | shout }}{% endsentence %}"),
            "line 2",
            "asks for the filter “shout”, which does not exist",
        ),
        (a_template(SENTENCE, SENTENCE, SENTENCE), "", "has 3 wordings; write at least 4"),
        (a_template(*[SENTENCE] * 3, "{% sentence %}{{ day.nmae }}{% endsentence %}"), "line 11", "“day.nmae” is not"),
        (
            a_template(*[SENTENCE] * 3, "{% sentence %}{{ day.many }}{% endsentence %}"),
            "line 11",
            "“day.many” cannot be",
        ),
        (a_template(*[SENTENCE] * 3, "Hello"), "line 11", "these words stand outside a sentence"),
        (
            a_template(*[SENTENCE] * 3, f"{{% if link %}}{{{{ link }}}}{{% endif %}}{SENTENCE}"),
            "line 11",
            "these words",
        ),
        (
            a_template(*[SENTENCE] * 3, f"{{% sentence %}}{SENTENCE}{{% endsentence %}}"),
            "line 11",
            "a sentence stands inside another sentence",
        ),
        (a_template() + "\nthe end", "line 13", "this stands outside the wordings"),
        (
            a_template().replace("two", "bright_two").replace("three", "bright_three").replace("four", "bright_four"),
            "",
            "write at least 2 wordings whose names do not begin with bright_",
        ),
    ],
)
def test_problem_names_template_and_line(source, where, message):
    found = problems_of(source)

    assert [(one.file, one.entry) for one in found][:1] == [(f"templates/{PATH}", where)]
    assert found[0].message.startswith(message)


def test_problem_reads_as_a_sentence():
    assert str(Problem(PATH, "line 2", "", "has no end")) == f"{PATH}: line 2: has no end"
