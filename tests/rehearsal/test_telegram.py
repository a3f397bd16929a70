import json
from datetime import UTC, datetime

import pytest

from comms.rehearsal.server import Asked
from comms.rehearsal.telegram import TelegramStandIn

NOW = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)
JSON = {"content-type": "application/json"}


@pytest.fixture
def stand_in():
    return TelegramStandIn(lambda: NOW)


def ask(stand_in, method, body=b"", *, bot="bot4200:token", headers=JSON):
    octets = body if isinstance(body, bytes) else json.dumps(body).encode()
    answer = stand_in.answer(Asked("POST", f"/{bot}/{method}", {}, headers, octets))
    return answer.status, answer.value.get("description", "")


@pytest.mark.parametrize(
    ("method", "body", "refusal"),
    [
        ("sendSticker", {}, (404, "Not Found")),
        ("sendMessage", b"{", (400, "Bad Request: can't parse the request")),
        ("sendMessage", [], (400, "Bad Request: can't parse the request")),
        ("sendMessage", {"chat_id": "@noc", "words": "x"}, (400, "Bad Request: can't parse the request")),
        ("sendMessage", {"chat_id": "@other", "text": "x"}, (400, "Bad Request: chat not found")),
        ("sendMessage", {"chat_id": "@noc", "text": " \n"}, (400, "Bad Request: message text is empty")),
        ("sendMessage", {"chat_id": "@noc", "text": "🏙" * 2049}, (400, "Bad Request: message is too long")),
        ("sendPhoto", {"chat_id": "@noc", "photo": "x"}, (400, "Bad Request: IMAGE_PROCESS_FAILED")),
        ("deleteMessage", {"chat_id": "@noc", "message_id": 7}, (400, "Bad Request: message to delete not found")),
    ],
)
def test_stand_in_refuses_what_telegram_refuses(stand_in, method, body, refusal):
    assert (ask(stand_in, method, body), stand_in.live) == (refusal, [])


@pytest.mark.parametrize(("bot", "refusal"), [("bot4200:other", (401, "Unauthorized")), ("bot", (404, "Not Found"))])
def test_stand_in_knows_its_own_token_only(stand_in, bot, refusal):
    assert ask(stand_in, "getMe", bot=bot) == refusal


def test_caption_is_shorter_than_a_text(stand_in):
    form = '--B\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n{}\r\n'
    body = "".join(
        form.format(*part)
        for part in (
            ("chat_id", "", "@noc"),
            ("caption", "", "a" * 1025),
            ("photo", '; filename="p.png"\r\nContent-Type: image/png', "\x89PNG"),
        )
    )
    headers = {"content-type": "multipart/form-data; boundary=B"}

    refusal = ask(stand_in, "sendPhoto", f"{body}--B--\r\n".encode("latin-1"), headers=headers)

    assert refusal == (400, "Bad Request: message caption is too long")


@pytest.mark.parametrize(("name", "is_public"), [("noc", False), ("other", True)])
def test_page_of_a_channel_that_is_not_public_leads_elsewhere(stand_in, name, is_public):
    stand_in.is_public = is_public

    answer = stand_in.answer(Asked("GET", f"/s/{name}", {}, {}, b""))

    assert (answer.status, answer.headers["Location"]) == (302, f"https://t.me/{name}")


def test_same_message_twice_is_two_messages(stand_in):
    for _ in range(2):
        ask(stand_in, "sendMessage", {"chat_id": "@noc", "text": "Water"})

    assert [one["message_id"] for one in stand_in.live] == [101, 102]
