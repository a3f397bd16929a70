from email.utils import formatdate

import pytest

from comms.django.conditions import status

ETAG = '"5f1d"'
MODIFIED = 1_795_000_000
EQUAL, OLDER, NEWER = (formatdate(MODIFIED + second, usegmt=True) for second in (0, -1, 1))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, 200),
        ({"NONE_MATCH": '"5f1d"'}, 304),
        ({"NONE_MATCH": 'W/"5f1d"'}, 304),
        ({"NONE_MATCH": '"other", "5f1d"'}, 304),
        ({"NONE_MATCH": '"other",W/"5f1d" ,"third"'}, 304),
        ({"NONE_MATCH": ' "a,b", "5f1d"'}, 304),
        ({"NONE_MATCH": "*"}, 304),
        ({"NONE_MATCH": '"other"'}, 200),
        ({"NONE_MATCH": "5f1d"}, 200),
        ({"NONE_MATCH": 'nonsense "5f1d"'}, 200),
        ({"NONE_MATCH": '"a"5f1d"'}, 200),
        ({"NONE_MATCH": ""}, 200),
        ({"MODIFIED_SINCE": EQUAL}, 304),
        ({"MODIFIED_SINCE": NEWER}, 304),
        ({"MODIFIED_SINCE": OLDER}, 200),
        ({"MODIFIED_SINCE": "Thursday, 19-Nov-26 00:00:00 GMT"}, 304),
        ({"MODIFIED_SINCE": "Fri Nov 19 00:00:00 2100"}, 304),
        ({"MODIFIED_SINCE": "yesterday"}, 200),
        ({"MODIFIED_SINCE": "2100-01-01"}, 200),
        ({"MODIFIED_SINCE": "Fri, 45 Nov 2100 00:00:00 GMT"}, 200),
        ({"MODIFIED_SINCE": ""}, 200),
        ({"NONE_MATCH": '"other"', "MODIFIED_SINCE": NEWER}, 200),
        ({"NONE_MATCH": ETAG, "MODIFIED_SINCE": OLDER}, 304),
        ({"NONE_MATCH": "nonsense", "MODIFIED_SINCE": NEWER}, 200),
        ({"MATCH": ETAG}, 200),
        ({"MATCH": "*"}, 200),
        ({"MATCH": f'"other", {ETAG}'}, 200),
        ({"MATCH": f"W/{ETAG}"}, 412),
        ({"MATCH": '"other"'}, 412),
        ({"MATCH": '"other"', "NONE_MATCH": ETAG}, 412),
        ({"MATCH": ETAG, "NONE_MATCH": ETAG}, 304),
        ({"MATCH": ETAG, "UNMODIFIED_SINCE": OLDER}, 200),
        ({"UNMODIFIED_SINCE": EQUAL}, 200),
        ({"UNMODIFIED_SINCE": OLDER}, 412),
        ({"UNMODIFIED_SINCE": "yesterday"}, 200),
    ],
)
def test_condition_is_answered_as_the_standard_says(asked, expected):
    assert status({f"HTTP_IF_{name}": value for name, value in asked.items()}, ETAG, MODIFIED) == expected
