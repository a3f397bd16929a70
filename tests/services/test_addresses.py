from types import SimpleNamespace

import pytest

from comms.services.addresses import public_address


def a_config(address):
    return SimpleNamespace(address=address)


@pytest.mark.parametrize(
    ("receipt", "address"),
    [
        ("https://social.example.org/7", "https://social.example.org/7"),
        ("/public/es/news/rights.html", "https://desk.example.org/public/es/news/rights.html"),
        ("/outbox/x/rights/", ""),
        ("/packages/whatsapp/rights.zip", ""),
        ("", ""),
    ],
)
def test_only_what_everybody_may_open_is_an_address(receipt, address):
    assert public_address(receipt, a_config("https://desk.example.org")) == address
