import unicodedata
from itertools import chain
from pathlib import Path

import pytest

from comms.domain import scripts
from comms.pictures.faces import can_shape, font, measure

FACES = ("serif-bold", "sans-regular", "sans-bold")
NOT_DRAWN = {"Cn", "Cc", "Cf", "Zs", "Zl", "Zp"}


def drawn(face, sign):
    return bytes(font(face, 24).getmask(sign, direction="ltr"))


@pytest.mark.parametrize("face", FACES)
def test_font_holds_every_sign_that_the_domain_calls_shown(face):
    box = drawn(face, "\U0001f389")
    signs = map(chr, chain.from_iterable(range(first, last + 1) for first, last in scripts._SHOWN))
    wanted = [sign for sign in signs if unicodedata.category(sign) not in NOT_DRAWN]

    assert [f"U+{ord(sign):04X}" for sign in wanted if drawn(face, sign) == box] == []
    assert drawn(face, "광") == box


def test_letters_are_joined_here():
    assert can_shape()
    apart = sum(measure(sign, "sans-bold", 40) for sign in "حقوق")
    assert measure("حقوق", "sans-bold", 40) < apart


def test_text_is_wider_in_larger_letters():
    assert 2 * measure("Rights", "serif-bold", 20) == pytest.approx(measure("Rights", "serif-bold", 40), rel=0.02)


def test_fonts_are_small_and_say_what_they_are():
    named = [font(face, 20).getname() for face in FACES]

    assert named == [("Card Serif", "Bold"), ("Card Sans", "Regular"), ("Card Sans", "Bold")]
    assert sum(Path(font(face, 20).path).stat().st_size for face in FACES) < 3_000_000
