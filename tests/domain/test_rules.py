import pytest

from comms.domain.channels import CHANNEL_RULES
from comms.domain.house_style import HouseWord
from comms.domain.rules import Finding, Subject, blocks, findings

# Written apart, since the repository itself may hold no such mark.
LATER = "TO" + "DO"


WORDS = (
    HouseWord(language="en", write="CSIPDHR", never=("CISDPDH",)),
    HouseWord(write="World Rights Day", never=("World Rights",)),
)


def a_warning_of_emoji(count):
    return Finding("warning", "too many emoji", (("count", str(count)),))


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
            [Finding("error", "too many bytes", (("length", "3015"), ("limit", "3000"))), a_warning_of_emoji(201)],
        ),
        ({"text": "👩🏽‍🚒" * 200, "channel": CHANNEL_RULES["bluesky"]}, [a_warning_of_emoji(200)]),
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
        ({"text": "“It […] works [sic]” – https://example.org/a[b]/c"}, []),
        (
            {"text": "See https://example.org/a[b]/{{c}}"},
            [Finding("error", "template left", (("words", "{{c}}"),))],
        ),
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
        ({"text": "🔴 One\n🔵 Two"}, [Finding("warning", "emoji as bullets")]),
        ({"text": "🔴 One\nTwo 🔵"}, []),
        ({"text": "🔴🔴🔴🔴"}, [Finding("warning", "too many emoji", (("count", "4"),))]),
        ({"text": "A 𝗯𝗼𝗹𝗱 word"}, [Finding("warning", "dressed letters", (("words", "𝗯𝗼𝗹𝗱"),))]),
        ({"text": "The set ℝ and １"}, []),
        (
            {"text": "With Mayor Ana María Pérez"},
            [Finding("warning", "names an elected person", (("words", "Mayor Ana María Pérez"),))],
        ),
        ({"text": "Mayors for Peace, the mayor of Vienna and la alcaldesa de Palma"}, []),
        (
            {"text": "A CISDPDH post", "house_words": WORDS},
            [Finding("warning", "not the house’s word", (("words", "CISDPDH"), ("right", "CSIPDHR")))],
        ),
        ({"text": "Un mensaje de la CISDPDH", "house_words": WORDS, "language": "es"}, []),
        ({"text": "World Rights Day of the CISDPDHs", "house_words": WORDS}, []),
        (
            {"text": "Rights Day it is, not world rights", "house_words": WORDS},
            [Finding("warning", "not the house’s word", (("words", "World Rights"), ("right", "World Rights Day")))],
        ),
        (
            {"text": "With @City and @other, ask us@city", "handles": ("@city",)},
            [Finding("warning", "unknown handle", (("words", "@other"),))],
        ),
        ({"text": "With @other"}, []),
        ({"quiet": ("22:00", "07:00")}, [Finding("warning", "at a quiet hour", (("from", "22:00"), ("to", "07:00")))]),
        ({"text": "Una comisión de CGLU (CGLU-CISDPDH)"}, []),
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


@pytest.mark.parametrize("kind", [kind for kind in CHANNEL_RULES if kind != "x"])
def test_no_link_may_be_in_the_text_where_the_channel_carries_none(kind):
    subject = {"channel": CHANNEL_RULES[kind], "links": False}
    link = ("link", "https://un.org/en")

    found = [findings(a_subject(text=text, **subject)) for text in ("See (https://un.org/en).", "See the site")]

    assert found == [[Finding("error", "link where none may be", (link,))], []]


@pytest.mark.parametrize("link", ["https://un.org/en", "un.org"])
def test_link_is_told_with_its_price_where_x_carries_none(link):
    values = (("link", link), ("price", "0.200"), ("without", "0.015"))

    assert findings(a_subject(text=f"See {link}.", links=False)) == [Finding("error", "link that costs", values)]
    assert findings(a_subject(text=f"See {link}.")) == []


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Seehttps://un.org/en)", "https://un.org/en"),
        ("See:https://un.org/en", "https://un.org/en"),
        ("请看https://un.org/zh。", "https://un.org/zh"),
        ("مياهhttps://un.org/ar", "https://un.org/ar"),
        ("🏙️https://un.org", "https://un.org"),
        ("https://un.org/a،https://un.org/b", "https://un.org/b"),
        ("$https://un.org", "https://un.org"),
    ],
)
def test_link_that_no_blank_precedes_is_told(text, link):
    for kind in ("x", "linkedin"):
        found = findings(a_subject(text=text, channel=CHANNEL_RULES[kind]))
        assert found == [Finding("warning", "no blank before the link", (("link", link),))]


@pytest.mark.parametrize(
    "text",
    [
        "https://un.org",
        "See\nhttps://un.org\u00a0https://un.org/a",
        "(https://un.org) «https://un.org» “https://un.org” 'https://un.org' *https://un.org*",
        "https://web.archive.org/web/https://un.org",
        "See un.org, info@un.org and (un.org)",
        "在un.org",
    ],
)
def test_link_after_a_blank_or_what_opens_a_quotation_is_well(text):
    assert findings(a_subject(text=text)) == []


@pytest.mark.parametrize("text", ["مياهun.org", "Más info..un.org"])
def test_address_that_x_may_count_unseen_blocks_on_x_alone(text):
    on = [findings(a_subject(text=text, channel=CHANNEL_RULES[kind])) for kind in ("x", "linkedin")]

    assert on == [[Finding("error", "no blank before the link", (("link", "un.org"),))], []]


def test_link_that_the_text_lost_is_told():
    link = "https://city.example/work"

    assert findings(a_subject(lost_link=link)) == [Finding("warning", "link not in text", (("link", link),))]
    assert findings(a_subject()) == []
