import pytest

from tests.desk.conftest import visit
from tests.rows import a_post

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "has no channel fax any more"),
        ("es", "ya no tiene el canal fax"),
        ("fr", "plus de canal fax"),
    ],
)
def test_post_of_a_channel_that_the_site_gave_up_is_told_in_the_persons_language(officer, language, words):
    post = a_post(channel="fax")

    answer = visit(officer, language).get(f"/posts/{post.pk}/")

    assert answer.status_code == 404
    assert words in answer.content.decode()
