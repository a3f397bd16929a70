import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.channels.bluesky_record import record
from comms.channels.little_text import written
from comms.domain.channels import as_mastodon_counts
from comms.domain.found_links import each_part, found_links
from comms.domain.repeats import core
from comms.domain.speech import spaced
from tests.channels.test_bluesky_record import a_dispatch


def addresses(text):
    return [found.address for found in found_links(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("no http:// nor https://, nor ftp://un.org, nor un.org", []),
        ("See https://un.org/en.", ["https://un.org/en"]),
        ("HTTPS://UN.ORG/EN!", ["HTTPS://UN.ORG/EN"]),
        ("(https://un.org/es),(más)", ["https://un.org/es"]),
        ("https://un.org/a_(b))", ["https://un.org/a_(b)"]),
        ("https://un.org/a_(b_(c))", ["https://un.org/a_(b_(c))"]),
        ("https://un.org/a(see below)", ["https://un.org/a"]),
        ("https://un.org/(a]b)", ["https://un.org/"]),
        ("[https://un.org/?a[]=1]", ["https://un.org/?a[]=1"]),
        ("«https://un.org/día» “https://un.org/b”", ["https://un.org/día", "https://un.org/b"]),
        ("<https://un.org/a> {https://un.org/b} https://un.org/c|d", [f"https://un.org/{one}" for one in "abc"]),
        (r"https://un.org/a\b", ["https://un.org/a"]),
        ("*https://un.org/a_b_* ~https://un.org/~c~", ["https://un.org/a_b", "https://un.org/~c"]),
        ("请看https://un.org/zh。更多内容在此", ["https://un.org/zh"]),
        ("https://un.org/ar،والمزيد", ["https://un.org/ar"]),
        ("https://un.org/مياه", ["https://un.org/"]),
        ("https://оон.рф/права и https://ύδωρ.gr/α", ["https://оон.рф/права", "https://ύδωρ.gr/α"]),
        (
            "https://un.org/# https://un.org/#! https://un.org/#a",
            ["https://un.org/", "https://un.org/", "https://un.org/#a"],
        ),
        ("https://un.org/ﬁ_ https://un.org/α;", ["https://un.org/", "https://un.org/α"]),
        ("https://un.org/e\u0301a", ["https://un.org/e\u0301a"]),
        ("https://un.org🏙️ https://un.org/👩🏽‍🚒", ["https://un.org", "https://un.org/"]),
        ("Seehttps://un.org @https://un.org #https://un.org", []),
        ("https://un.org/a?b=c&d=%20#e=1,2;3!$'+", ["https://un.org/a?b=c&d=%20#e=1,2;3!$'+"]),
        ("https://web.archive.org/web/https://un.org/", ["https://web.archive.org/web/https://un.org/"]),
    ],
)
def test_address_begins_and_ends_where_a_reader_sees_it(text, expected):
    assert addresses(text) == expected


@given(st.lists(st.sampled_from([*"ab ()[]{}.,:/?#_é水،。🏙\n", "https://a.org/"])).map("".join))
def test_text_comes_back_from_its_parts(text):
    assert each_part(text, link=str) == text


@given(st.lists(st.sampled_from([*"ab ()[].,_*'é水", "https://un.org/", "\u0301"]), max_size=20).map("".join))
def test_what_is_found_is_found_whole_again_by_itself(text):
    assert all(addresses(one) == [one] for one in addresses(text))


@pytest.mark.parametrize(
    "text",
    ["(https://un.org/es),(más)", "https://un.org/zh。更多_内容在此", "*https://un.org/a_(b)*", "https://un.org/ar،"],
)
def test_everybody_who_looks_finds_the_same_address(text):
    [address] = addresses(text)
    linked_by_bluesky = [facet["features"][0]["uri"] for facet in record(a_dispatch(text))["facets"]]
    without = text.replace(address, "", 1)

    assert linked_by_bluesky == [address]
    assert written(text).count(address) == 1
    assert as_mastodon_counts(text) == 23 + len(without)
    assert core(text) == " ".join(text.replace(address, " ", 1).casefold().split())


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("(https://www.example.org/abc).", 26),
        ("https://un.org/zh" + "内" * 600, 623),
        ("https://un.org/" + "a" * 400, 23),
        ("https://un.org", 23),
        ("http://localhost:8000/abc", 25),
        ("https://un.org?a=1 @cities@mastodon.example", 31),
        ("cafe\u0301 🏙️", 6),
    ],
)
def test_mastodon_counts_an_address_as_23_and_all_else_in_full(text, length):
    assert as_mastodon_counts(text) == length


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Voir https://un.org/fr?a=1: ici !", "Voir https://un.org/fr?a=1: ici\u00a0!"),
        ("Où ? (https://un.org/fr)!", "Où\u00a0? (https://un.org/fr)\u00a0!"),
    ],
)
def test_french_sets_no_blank_inside_an_address(text, expected):
    assert spaced(text, "fr") == expected
