from django.urls import reverse

from comms.domain.posts import State
from tests.desk.conftest import MADRID, a_coming_post, visit
from tests.desk.pages import told, words


def form(post, **fields):
    return {"text": post.text, "alt": post.alt, "hour": "09:30", "version": post.version} | fields


def edit(person, post, language="en", **fields):
    return visit(person, language).post(reverse("edit", args=(post.id,)), form(post, **fields), follow=True)


def test_saved_words_and_hour_are_stored_in_the_zone_of_the_post(officer):
    post = a_coming_post()

    response = edit(officer, post, text="New words.", hour="17:45")

    post.refresh_from_db()
    assert told(response) == ["Saved."]
    assert (post.text, f"{post.due_at.astimezone(MADRID):%H:%M}", post.author) == ("New words.", "17:45", officer)


def test_an_edit_of_an_older_version_keeps_both_texts_on_the_page(officer):
    post = a_coming_post(text="The first words.")
    edit(officer, post, text="A colleague's words.")

    response = edit(officer, post, text="My own words.")

    said = words(response)
    assert response.status_code == 409
    assert "Somebody else changed this post" in said
    assert "What is stored now A colleague's words." in said
    assert "My own words.</textarea>" in response.content.decode()


def test_after_a_conflict_saving_again_takes_ones_own_words(officer):
    post = a_coming_post()
    edit(officer, post, text="A colleague's words.")
    conflict = edit(officer, post, text="My own words.")
    post.refresh_from_db()

    assert f'name="version" value="{post.version}"' in conflict.content.decode()
    edit(officer, post, text="My own words.")

    post.refresh_from_db()
    assert post.text == "My own words."


def test_a_conflict_is_told_in_the_persons_language(officer):
    post = a_coming_post()
    edit(officer, post, text="A colleague's words.")

    assert "Quelqu’un d’autre a modifié cette publication" in words(edit(officer, post, "fr", text="Mine."))


def test_an_impossible_hour_is_refused_and_the_words_stay(officer):
    post = a_coming_post()

    response = edit(officer, post, text="My own words.", hour="25:00")

    assert response.status_code == 422
    assert "My own words.</textarea>" in response.content.decode()
    post.refresh_from_db()
    assert post.version == 1


def test_a_published_post_is_not_edited(officer):
    post = a_coming_post(state=State.PUBLISHED)

    response = edit(officer, post, "es", text="Other words.")

    post.refresh_from_db()
    assert response.status_code == 422
    assert post.text == "Today, 10 December: Human Rights Day."


def test_a_reader_cannot_edit_by_any_door(reader):
    post = a_coming_post()

    edit(reader, post, text="Other words.")

    post.refresh_from_db()
    assert post.version == 1


def test_trying_words_counts_them_and_stores_nothing(officer):
    post = a_coming_post()
    client = visit(officer)

    response = client.post(reverse("look", args=(post.id,)), form(post, text="x" * 281))

    post.refresh_from_db()
    assert "281 of 280 characters" in words(response)
    assert "the channel takes 280" in words(response)
    assert "x" * 281 + "</textarea>" in response.content.decode()
    assert post.text == "Today, 10 December: Human Rights Day."


def test_trying_with_scripts_returns_only_the_looks(officer):
    post = a_coming_post()
    client = visit(officer)

    response = client.post(
        reverse("look", args=(post.id,)), form(post, text="#Four #Hash #Tags #Here"), headers={"hx-request": "true"}
    )

    assert "<html" not in response.content.decode()
    assert "It has 4 hashtags; three are enough." in response.content.decode()


def test_trying_and_editing_need_a_post(officer):
    post = a_coming_post()
    client = visit(officer)

    assert client.get(reverse("look", args=(post.id,))).status_code == 405
    assert client.get(reverse("edit", args=(post.id,))).status_code == 405
