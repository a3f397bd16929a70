import pytest

from comms.readers.references import Ids, unknown
from comms.readers.sheets import Entry


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("no-day", "write one that is in calendars/observances/, or add it there"),
        ("non-binry", "write non-binary, or add it to calendars/observances/"),
    ],
)
def test_a_name_is_guessed_only_where_it_is_a_slip_of_the_same_word(name, remedy):
    days = frozenset({"non-binary", *(f"day-{n}" for n in range(20))}) - {"day-0"}
    entry = Entry("initiatives/all.yaml", 1, "a-plan", {"days": [name]})

    (found,) = unknown([entry], "days", Ids("an observance", "calendars/observances/", days))

    assert found.message == f"“{name}” is not an observance; {remedy}"
