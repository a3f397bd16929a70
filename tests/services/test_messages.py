import pytest

from comms.services.messages import findings_of, link_of, message_of
from tests.rows import a_post, the_config

pytestmark = pytest.mark.django_db
LINK = "https://city.example/work"


@pytest.mark.parametrize(
    ("text", "fields", "leaves"),
    [
        (f"Work: {LINK}.", {}, LINK),
        (f"Work: {LINK}-more", {}, ""),
        ("Work", {}, ""),
        ("Work", {"has_card": True}, LINK),
        ("Work", {"has_card": True, "image": "ab" * 32, "alt": "A square"}, ""),
        (f"Work: {LINK}", {"has_card": True, "image": "ab" * 32, "alt": "A square"}, LINK),
    ],
)
def test_only_a_link_in_the_text_or_on_its_card_leaves(text, fields, leaves):
    post = a_post(text=text, link=LINK, **fields)

    told = [found.code for found in findings_of(post, the_config())]

    assert (link_of(post), message_of(post).link) == (leaves, leaves)
    assert ("link not in text" in told) == (not leaves)
