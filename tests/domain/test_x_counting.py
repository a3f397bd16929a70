"""X's own counting, held against what X's own program says of some two hundred texts."""

import pytest
from twitter_text import parse_tweet

from comms.domain.channels import CHANNEL_RULES, weighted
from comms.domain.links_of_x import links_of_x, uncounted
from comms.domain.prices import price_of
from tests.domain.weighed_by_x import OTHERWISE, WEIGHED


@pytest.mark.parametrize(("text", "length", "valid", "links"), WEIGHED)
def test_text_weighs_what_x_says_and_has_the_links_that_x_sees(text, length, valid, links):
    seen = [link for link in links_of_x(text) if link not in uncounted(text)]

    assert (weighted(text), bool(parse_tweet(text).valid), seen) == (length, valid, links)
    assert CHANNEL_RULES["x"].fits(text) is (length <= 280)


@pytest.mark.parametrize(("text", "by_x", "here"), OTHERWISE)
def test_text_that_is_weighed_otherwise_than_by_x(text, by_x, here):
    assert (weighted(text), here == by_x) == (here, False)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("مياهun.org", ["un.org"]),
        ("水un.org مياهt.co/a", ["un.org", "t.co"]),
        ("مياه-un.org", ["un.org"]),
        ("水un.org", ["un.org"]),
        ("L’un.org, info@un.org, #un.org, a/un.org", ["un.org"]),
        ("🏙️ https://un.org and un.org", ["https://un.org", "un.org"]),
    ],
)
def test_link_that_no_blank_precedes_is_a_link_on_x(text, links):
    assert list(links_of_x(text)) == links


@pytest.mark.parametrize(
    ("kind", "text", "has_image", "price"),
    [
        ("x", "Human Rights Day", False, 0.015),
        ("x", "Human Rights Day https://un.org", False, 0.2),
        ("x", "Human Rights Day, see un.org", False, 0.2),
        ("x", "Human Rights Day", True, 0.02),
        ("x", "Human Rights Day (https://un.org/en).", True, 0.205),
        ("x", "مياهun.org", False, 0.2),
        ("x", "Write to info@un.org", False, 0.015),
        ("linkedin", "Human Rights Day https://un.org", True, 0.0),
    ],
)
def test_post_costs_what_x_asks(kind, text, has_image, price):
    assert price_of(kind, text, has_image=has_image) == pytest.approx(price)
