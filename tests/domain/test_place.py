import pytest

from comms.domain.place import Place, server_named

HERE = Place("mastodon", "noc", "https://social.example")


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        (HERE, True),
        (Place("bluesky", "noc", "https://social.example"), False),
        (Place("mastodon", "other", "https://social.example"), False),
        (Place("mastodon", "noc", "https://new.example"), False),
        (Place("mastodon", pretend=True), False),
    ],
)
def test_request_was_sent_from_here_where_nothing_differs(other, is_same):
    assert HERE.is_where(other.stored_form()) is is_same


def test_request_of_which_nobody_kept_the_place_counts_as_sent_from_here():
    assert HERE.is_where({})


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("https://social.example/", "https://social.example"),
        ("http://127.0.0.1:4711", "this machine"),
        ("http://localhost:4712/", "this machine"),
        ("", ""),
    ],
)
def test_each_stand_in_on_this_machine_is_as_good_as_another(address, named):
    assert server_named(address) == named
