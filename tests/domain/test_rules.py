import pytest

from comms.domain.channels import CHANNEL_RULES
from comms.domain.rules import Finding, Subject, blocks, findings

# Written apart, since the repository itself may hold no such mark.
LATER = "TO" + "DO"


def a_subject(**changes):
    return Subject(**({"text": "Human Rights Day", "alt": "", "image": "", "channel": CHANNEL_RULES["x"]} | changes))


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"text": " "}, [Finding("error", "no text")]),
        ({"text": "a" * 281}, [Finding("error", "too long", (("length", "281"), ("limit", "280")))]),
        (
            {"text": "👩🏽‍🚒" * 201, "channel": CHANNEL_RULES["bluesky"]},
            [Finding("error", "too many bytes", (("length", "3015"), ("limit", "3000")))],
        ),
        ({"text": "👩🏽‍🚒" * 200, "channel": CHANNEL_RULES["bluesky"]}, []),
        ({"image": "ab"}, [Finding("error", "no alt text")]),
        ({"image": "ab", "alt": "A square"}, []),
        (
            {"image": "ab", "alt": "a" * 1_001},
            [Finding("error", "alt text too long", (("length", "1001"), ("limit", "1000")))],
        ),
        ({"image": "ab", "alt": "a" * 1_000}, []),
        ({"image": "ab", "alt": "A square", "image_is_lost": True}, [Finding("error", "image lost")]),
        (
            {"image": "ab", "alt": "A square", "text": "a" * 1_025, "channel": CHANNEL_RULES["telegram"]},
            [Finding("error", "too long for a picture", (("length", "1025"), ("limit", "1024")))],
        ),
        ({"image": "ab", "alt": "A square", "text": "a" * 1_024, "channel": CHANNEL_RULES["telegram"]}, []),
        ({"text": "a" * 1_025, "channel": CHANNEL_RULES["telegram"]}, []),
        (
            {"image": "ab", "alt": "A square", "text": "a" * 4_097, "channel": CHANNEL_RULES["telegram"]},
            [Finding("error", "too long", (("length", "4097"), ("limit", "4096")))],
        ),
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
        (
            {"text": "Hello {{ member.name }}"},
            [Finding("error", "template left", (("words", "{{ member.name }}"),))],
        ),
        ({"text": "Hello {% if x %}"}, [Finding("error", "template left", (("words", "{% if x %}"),))]),
        ({"image": "ab", "alt": "A {{ place"}, [Finding("error", "template left", (("words", "{{"),))]),
        ({"text": f"{LATER} ask the city"}, [Finding("error", "placeholder left", (("words", LATER),))]),
        ({"text": f"Date: {'X' * 3}"}, [Finding("error", "placeholder left", (("words", "X" * 3),))]),
        ({"text": "Lorem ipsum dolor"}, [Finding("error", "placeholder left", (("words", "Lorem ipsum"),))]),
        ({"text": "Welcome to [name of city]"}, [Finding("error", "placeholder left", (("words", "[name of city]"),))]),
        (
            {"text": f"Todo el mundo, para todo y {LATER} EL AÑO"},
            [Finding("warning", "all capitals", (("words", f"{LATER} EL AÑO"),))],
        ),
        ({"text": "“It […] works [sic]” – https://example.org/a[b]/{{c}}"}, []),
        ({"text": "@everyone: good news"}, [Finding("warning", "calls everybody", (("words", "@everyone"),))]),
        ({"text": "@channel and @here"}, [Finding("warning", "calls everybody", (("words", "@channel"),))]),
        ({"text": "With @hereford and a@here.org"}, []),
        (
            {"text": "<script>alert(1)</script>"},
            [Finding("error", "script in text", (("words", "<script>"),))],
        ),
        ({"text": "A <b>bold</b> day"}, [Finding("warning", "markup in text", (("words", "<b>"),))]),
        ({"text": "Bread &amp; roses"}, [Finding("warning", "markup in text", (("words", "&amp;"),))]),
        ({"text": "5 < 6 and 7 > 6 & more"}, []),
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


def test_link_that_the_text_lost_is_told():
    link = "https://city.example/work"

    assert findings(a_subject(lost_link=link)) == [Finding("warning", "link not in text", (("link", link),))]
    assert findings(a_subject()) == []
