import pytest

from comms.domain.channels import CHANNEL_RULES
from comms.domain.rules import Finding, Subject, blocks, findings


def a_subject(**changes):
    return Subject(**({"text": "Human Rights Day", "alt": "", "image": "", "channel": CHANNEL_RULES["x"]} | changes))


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"text": " "}, [Finding("error", "no text")]),
        ({"text": "a" * 281}, [Finding("error", "too long", (("length", "281"), ("limit", "280")))]),
        ({"image": "ab"}, [Finding("error", "no alt text")]),
        ({"image": "ab", "alt": "A square"}, []),
        (
            {"unchecked": ("initiative:a:title:fr",)},
            [Finding("error", "fact to check", (("field", "initiative:a:title:fr"),))],
        ),
        ({"consent": "given", "is_demo": False}, []),
        ({"consent": "not asked"}, [Finding("warning", "consent not asked")]),
        ({"consent": "not asked", "is_demo": False}, [Finding("error", "consent not asked")]),
        ({"consent": "withdrawn"}, [Finding("error", "consent refused", (("state", "withdrawn"),))]),
        ({"consent": "refused"}, [Finding("error", "consent refused", (("state", "refused"),))]),
        ({"sensitivity": "war"}, [Finding("warning", "sensitive", (("mark", "war"),))]),
        ({"text": "#One #Two #Three #Four"}, [Finding("warning", "too many hashtags", (("count", "4"),))]),
        (
            {"text": "Day #humanrights #16Days"},
            [Finding("warning", "hashtag not in CamelCase", (("hashtag", "#humanrights"),))],
        ),
        ({"text": "This is SO VERY GOOD news"}, [Finding("warning", "all capitals", (("words", "SO VERY GOOD"),))]),
        ({"text": "UCLG and the UN"}, []),
        ({"missing": ("day.lead",)}, [Finding("warning", "fact missing", (("field", "day.lead"),))]),
    ],
)
def test_rule_finds_what_it_names(changes, found):
    assert findings(a_subject(**changes)) == found


def test_errors_come_before_warnings():
    found = findings(a_subject(text="#a", consent="not asked", image="ab"))

    assert [finding.level for finding in found] == ["error", "warning", "warning"]


@pytest.mark.parametrize(("level", "blocked"), [("error", True), ("warning", False)])
def test_only_errors_block(level, blocked):
    assert blocks([Finding(level, "any")]) is blocked
