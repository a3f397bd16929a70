import json

import pytest
from django.urls import reverse

from comms import app
from comms.config import Config, load
from comms.services.rehearsing import keeper
from tests.desk.conftest import visit
from tests.desk.pages import words

FIELDS = {
    "account": "noc",
    "alt": "",
    "channel": "x",
    "day": "2026-12-10",
    "image": "",
    "key": "human-rights-2026:told:x:es",
    "language": "es",
    "link": "https://un.org/es",
    "text": "Hoy: <b>Día</b> de los Derechos Humanos #DDHH",
}
NAME = "human-rights-2026_told_x_es"


@pytest.fixture
def outbox(folder):
    path = folder("outbox") / "x" / f"{NAME}.json"
    path.parent.mkdir()
    path.write_text(json.dumps(FIELDS), encoding="utf-8")
    return path


def test_an_empty_outbox_says_how_it_fills(officer, folder):
    folder("outbox")

    assert "Nothing was sent yet." in words(visit(officer).get(reverse("outbox")))


@pytest.mark.usefixtures("outbox")
def test_a_message_is_listed_and_shown_as_its_channel_would(officer):
    client = visit(officer)

    listed = client.get(reverse("outbox"))
    shown = client.get(reverse("outbox-message", args=("x", NAME)))

    assert reverse("outbox-message", args=("x", NAME)) in listed.content.decode()
    assert '<p class="text" lang="es" dir="auto">Hoy: &lt;b&gt;' in shown.content.decode()
    assert "of 280 characters" in words(shown)
    assert "Europe/Madrid" in words(shown)
    assert "Its day 10 December 2026" in words(shown)


@pytest.mark.parametrize(
    "address",
    [
        "/outbox/x/..%2f..%2fsecret_key/",
        "/outbox/x/..%2f..%2f..%2fconfig.yaml/",
        "/outbox/../secret_key/",
        "/outbox/%2e%2e/secret_key/",
        "/outbox/x/%2fetc%2fpasswd/",
        "/outbox/x/unknown/",
        "/outbox/unknown/" + NAME + "/",
    ],
)
def test_no_address_leads_out_of_the_outbox(officer, outbox, address):
    (outbox.parent.parent.parent / "secret_key.json").write_text(json.dumps(FIELDS), encoding="utf-8")

    response = visit(officer).get(address)

    (outbox.parent.parent.parent / "secret_key.json").unlink()
    assert response.status_code == 404


@pytest.mark.parametrize(
    ("language", "words_of_it"), [("en", "a rehearsal"), ("es", "un ensayo"), ("fr", "une répétition")]
)
def test_in_a_rehearsal_it_shows_what_the_stand_ins_made_public(officer, monkeypatch, tmp_path, language, words_of_it):
    folder = tmp_path / "var" / "rehearsal"
    (tmp_path / "config.yaml").touch()
    keeper(folder)("x", [{"words": "Hoy: <b>agua</b>.", "kept": {}}, {"words": "Mañana: tierra.", "kept": {}}])
    monkeypatch.setattr(app, "config", lambda: Config(folder, load().settings, {}))

    page = visit(officer, language).get(reverse("outbox"))

    assert page.content.decode().count('class="words on-stage"') == 2
    assert "Hoy: &lt;b&gt;agua&lt;/b&gt;." in page.content.decode()
    assert words_of_it in words(page)
