import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.channels.little_text import read, written


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
        ("C# and #", r"C\# and \#"),
        ("مياه 🏙️ 水", "مياه 🏙️ 水"),
    ],
)
def test_little_text_is_written_byte_for_byte(text, little):
    assert written(text) == little


@given(st.text(st.sampled_from("ab (){}[]<>@#*_~|\\é水\n.🏙")))
def test_text_without_links_comes_back_as_it_was(text):
    assert read(written(text)) == text


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
