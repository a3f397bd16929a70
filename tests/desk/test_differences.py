from hypothesis import given
from hypothesis import strategies as st

from comms.desk.differences import differences


def test_words_that_changed_are_told_apart_from_those_that_stayed():
    parts = differences("Our cities care today.", "Our towns care.")

    assert parts == [
        ("same", "Our "),
        ("gone", "cities"),
        ("new", "towns"),
        ("same", " "),
        ("gone", "care today."),
        ("new", "care."),
    ]


@given(old=st.text(), new=st.text())
def test_both_texts_can_be_read_from_their_differences(old, new):
    parts = differences(old, new)

    assert "".join(text for kind, text in parts if kind != "new") == old
    assert "".join(text for kind, text in parts if kind != "gone") == new
