import struct
import subprocess
import sys
from hashlib import sha256
from io import BytesIO

import pytest
from PIL import Image

from comms.domain.card_layout import laid_out
from comms.domain.cards import LINK, LOOKS, SIZES, Colours, Facts
from comms.pictures.drawing import card
from comms.pictures.faces import measure

FACTS = Facts(
    "International Day for the Elimination of Violence against Women",
    "NoC",
    "en",
    "Equality",
    "25 November 2026",
    "Barcelona: Observatory",
)
ARABIC = Facts("اليوم الدولي للقضاء على العنف ضد المرأة", "NoC", "ar", when="25 نوفمبر 2026")
LONG = Facts("Donaudampfschifffahrtsgesellschaft " * 9, "A network of cities " * 9, "de", beneath="word " * 99)
COLOURS = Colours()
IN_A_PROCESS = """
from hashlib import sha256
from tests.pictures.test_drawing import COLOURS, FACTS, LINK, card
print(sha256(card(FACTS, LINK, COLOURS)).hexdigest())
"""


def opened(octets):
    return Image.open(BytesIO(octets)).convert("RGB")


def chunks(octets):
    place, found = 8, []
    while place < len(octets):
        length, kind = struct.unpack(">I4s", octets[place : place + 8])
        found.append(kind.decode())
        place += length + 12
    return found


@pytest.mark.parametrize("size", SIZES)
def test_card_has_its_size_and_is_light_to_load(size):
    octets = card(FACTS, size, COLOURS)

    assert opened(octets).size == (size.width, size.height)
    assert len(octets) < 60_000


def test_same_facts_give_the_same_bytes_in_every_process():
    told = subprocess.run([sys.executable, "-c", IN_A_PROCESS], capture_output=True, text=True, check=True).stdout

    assert told.strip() == sha256(card(FACTS, LINK, COLOURS)).hexdigest()


def test_picture_says_nothing_of_when_or_by_what_it_was_made():
    assert set(chunks(card(FACTS, LINK, COLOURS))) == {"IHDR", "PLTE", "IDAT", "IEND"}


@pytest.mark.parametrize("facts", [FACTS, ARABIC, LONG], ids=["usual", "right to left", "long"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_written_over_the_edges(facts, size):
    picture = opened(card(facts, size, COLOURS))

    paper = (252, 250, 246)
    margin = round(size.width / 15) - 12
    foot = laid_out(facts, size, COLOURS, measure).boxes[-1].top
    bar = laid_out(facts, size, COLOURS, measure).boxes[0].height
    for left in (0, size.width - margin):
        assert picture.crop((left, bar, left + margin, foot)).getcolors() == [(margin * (foot - bar), paper)]
    assert picture.crop((0, foot - 8, size.width, foot)).getcolors() == [(8 * size.width, paper)]


def test_card_that_is_read_from_right_to_left_has_its_letters_at_the_right():
    picture = opened(card(Facts("حقوق", "NoC", "ar"), LINK, COLOURS))

    halves = [picture.crop((left, 100, left + 600, 500)).getcolors() for left in (0, 600)]
    assert (len(halves[0]), len(halves[1]) > 1) == (1, True)


def test_colours_are_those_of_the_site():
    night = Colours(paper="#102030", ink="#ffffff", accent="#8fd0ff", on_accent="#000000")

    colours = {colour for _, colour in opened(card(FACTS, LINK, night)).getcolors()}
    assert {(0x10, 0x20, 0x30), (255, 255, 255), (0x8F, 0xD0, 0xFF), (0, 0, 0)} <= colours


def test_whoever_changes_the_looks_gives_them_a_new_number(snapshot):
    described = [laid_out(facts, size, COLOURS, measure) for facts in (FACTS, LONG) for size in SIZES]

    assert [LOOKS, *described] == snapshot
