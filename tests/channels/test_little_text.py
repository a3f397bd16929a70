import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comms.channels.little_text import read, written
from comms.rehearsal.linkedin import as_published


@pytest.mark.parametrize(
    ("text", "little"),
    [
        ("Water (and soap)", r"Water \(and soap\)"),
        ("#HumanRightsDay today", r"{hashtag|\#|HumanRightsDay} today"),
        ("#DíaMundialDelAgua.", r"{hashtag|\#|DíaMundialDelAgua}."),
        ("a_b*c~d|e\\f", r"a\_b\*c\~d\|e\\f"),
        ("[x] {y} <z> @noc", r"\[x\] \{y\} \<z\> \@noc"),
        ("https://un.org/a_b#c(d)", r"https://un.org/a_b#c(d)"),
        ("(see https://un.org/a_b).", r"\(see https://un.org/a_b\)."),
        ("(https://un.org/es),(más)", r"\(https://un.org/es\),\(más\)"),
        ("(https://un.org/a_(b)) *https://un.org/c*", r"\(https://un.org/a_(b)\) \*https://un.org/c\*"),
        (r"https://un.org/a\b_c", r"https://un.org/a\\b\_c"),
        ("https://un.org/zh。（更多）_https://un.org/ar،_", r"https://un.org/zh。（更多）\_https://un.org/ar،\_"),
        ("🏙️https://un.org/🏙️_#Día", r"🏙️https://un.org/🏙️\_\#Día"),
        ("https://un.org/{a}<b>|", r"https://un.org/\{a\}\<b\>\|"),
        ("C# and #", r"C\# and \#"),
        ("مياه 🏙️ 水", "مياه 🏙️ 水"),
    ],
)
def test_little_text_is_written_byte_for_byte(text, little):
    assert written(text) == little


@given(st.text(st.sampled_from("ab (){}[]<>@#*_~|\\é水\n.🏙")))
def test_text_without_links_comes_back_as_it_was(text):
    assert read(written(text)) == text


# Signs that mean something to LinkedIn, scripts that know no blanks, marks that join, and addresses that hold it all.
PIECES = [*"ab1 (){}[]<>@#*_~|\\/:.,;!?'\"&=%-\n。，،水é\u0301\u0931", "مياه", "нс", "🏙️", "👩🏽\u200d🚒"]
ADDRESSES = ["https://un.org", "HTTP://un.org/a_(b)", "https://un.org/ñ?q=1&r=[2]#c", "http://", "https://"]


@settings(max_examples=300)
@given(st.lists(st.sampled_from([*PIECES, *ADDRESSES]), max_size=30).map("".join))
def test_any_text_with_links_is_published_whole_and_comes_back_byte_for_byte(text):
    published = as_published(written(text))

    assert read(published).encode() == text.encode()


@settings(max_examples=100)
@given(st.text())
def test_any_text_is_published_whole(text):
    assert read(as_published(written(f"https://un.org/{text}"))) == f"https://un.org/{text}"


@pytest.mark.parametrize(
    ("little", "public"),
    [
        ("https://un.org/es),(más)", "https://un.org/es"),
        (r"https://un.org/a_(b)\) and (this)", r"https://un.org/a_(b)\) and "),
        ("https://un.org/zh。(更多)", "https://un.org/zh。"),
        ("https://un.org/a(b", "https://un.org/a"),
        ("*https://un.org/a*", ""),
        (r"\*https://un.org/a*", r"\*https://un.org/a"),
        ("https://un.org/a{b}", "https://un.org/a"),
        ("https://un.org/~a_b?c=@d#e is whole", "https://un.org/~a_b?c=@d#e is whole"),
        ("whttps://un.org/a_b", "whttps://un.org/a"),
    ],
)
def test_a_mark_that_is_not_part_of_an_address_ends_the_post_there(little, public):
    assert as_published(little) == public


@given(st.text())
def test_no_reserved_character_is_left_bare(text):
    little = written(text.replace("http", "x"))

    bare, at = [], 0
    while at < len(little):
        if little[at] == "\\":
            at += 2
        elif little.startswith("{hashtag|\\#|", at):
            at = little.index("}", at) + 1
        else:
            if little[at] in "|{}@[]()<>#*_~":
                bare.append(little[at])
            at += 1
    assert bare == []
