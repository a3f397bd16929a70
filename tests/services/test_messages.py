import pytest

from comms.domain.message import fingerprint
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


def test_card_of_a_link_is_called_by_what_the_text_says_and_the_approval_belongs_to_that_too():
    sentence = {"text": "Work", "facts": [{"field": "event:a:name:en", "text": "Work", "needs_check": False}]}
    post = a_post(text="Work", link=LINK, has_card=True, sentences=[sentence])
    before = message_of(post)

    post.sentences = []
    after = message_of(post)

    assert (before.title, after.title) == ("Work", "city.example/work")
    assert fingerprint(before) != fingerprint(after)


@pytest.mark.parametrize(
    "fields", [{}, {"has_card": True, "link": ""}, {"has_card": True, "image": "ab" * 32, "alt": "A square"}]
)
def test_post_without_a_card_has_no_title_of_one(fields):
    assert message_of(a_post(text=f"Work: {LINK}", **({"link": LINK} | fields))).title == ""
