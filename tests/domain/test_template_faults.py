import pytest

from comms.domain.wording_problems import syntax_problems

PATH = "posts/en/x/day.txt.j2"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (
            "{% sentnce %}x{% endsentence %}",
            "has the unknown tag “sentnce”; write one that docs/wordings.md names, or delete it",
        ),
        (
            "{% endblock %}",
            "closes what was not opened, or what is still open within; compare each end with its start",
        ),
        ("{% block a %}", "opens what is not closed before the template ends; add the missing end"),
        (
            "{% block a %}x{% endblock %}{% block a %}y{% endblock %}",
            "has a second wording called “a”; rename one of them",
        ),
        ("{{ a | shout }}", "asks for the filter “shout”, which does not exist; delete “| shout”"),
        ("{% if a is loud %}x{% endif %}", "asks for the test “loud”, which does not exist; delete “is loud”"),
        ("{% if a %}{{ a | shout }}{% endif %}", "asks for the filter “shout”, which does not exist; delete “| shout”"),
        ("{# x", "opens a comment that is not closed; add #}"),
        ("{% raw %} x", "opens “raw” that is not closed; add {% endraw %}"),
        ("{{ }}", "has nothing between the braces; write a name there, or delete them"),
        ("{{ ? }}", "holds the sign “?” between the braces; write a name there"),
        (
            "{{ a } }}",
            "has “}” where a name belongs or a brace is missing; compare its braces with the lines above",
        ),
        ("{{ a b }}", "has “b” after the name or is not closed there; close the braces, or delete it"),
        ("{% for a of b %}", "has “of” where “in” belongs; correct it"),
        ("{% set 1 = 2 %}", "is no template; compare its braces and its tags with the lines above"),
    ],
)
def test_what_jinja_refuses_is_told_with_line_and_remedy(source, line):
    found = [str(problem) for problem in syntax_problems({PATH: f"\n{source}"})]

    assert found == [f"templates/{PATH}: line 2: {line}"]


def test_filters_and_tests_that_exist_are_no_fault():
    assert syntax_problems({PATH: "{% if a is defined %}{{ a | upper }}{% endif %}"}) == []
