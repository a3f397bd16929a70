"""X's own counting: cases of the weighted suites of twitter-text (conformance/validate.yml, configuration v3)."""

import pytest
from twitter_text import parse_tweet

from comms.domain.channels import weighted
from comms.domain.prices import price_of

BLOCK = "xxxxxxxxxx-"


@pytest.mark.parametrize(
    ("text", "length", "valid"),
    [
        ("Hi http://test.co", 26, True),
        ("http://test.co", 23, True),
        ("285 chars-" + BLOCK * 25, 285, False),
        ("https://www.twitter.com/aloha " * 10, 240, True),
        ("故人西辞黄鹤楼，" * 20, 320, False),
        ("😷" * 160, 320, False),
        ("the" + "故人西辞黄鹤楼，" * 20, 323, False),
        ("A\u0301B", 2, True),
        ("A\ufb2c", 4, True),
        ("😷👾😡🔥💩", 10, True),
        ("👨\u200d👩\u200d👧\u200d👦", 2, True),
        ("🙋🏽👨\u200d🎤", 4, True),
        ("🏳️\u200d🌈", 2, True),
        ("See https://www.uclg-cisdp.org/en/news/a-very-long-address and un.org", 4 + 23 + 5 + 23, True),
        ("\u2000\u2001\u200d‐–“”‟", 8, True),
        ("′″‷", 3, True),
        ("a" * 280, 280, True),
        ("a" * 281, 281, False),
    ],
)
def test_text_weighs_what_x_says(text, length, valid):
    assert (weighted(text), bool(parse_tweet(text).valid)) == (length, valid)


@pytest.mark.parametrize(
    ("kind", "text", "has_image", "price"),
    [
        ("x", "Human Rights Day", False, 0.015),
        ("x", "Human Rights Day https://un.org", False, 0.2),
        ("x", "Human Rights Day, see un.org", False, 0.2),
        ("x", "Human Rights Day", True, 0.02),
        ("linkedin", "Human Rights Day https://un.org", True, 0.0),
    ],
)
def test_post_costs_what_x_asks(kind, text, has_image, price):
    assert price_of(kind, text, has_image=has_image) == pytest.approx(price)
