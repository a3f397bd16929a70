import re
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from comms.domain.dates import Rule
from comms.domain.events import Event
from comms.domain.network import Government, Initiative, Member, Region
from comms.domain.observances import Observance
from comms.domain.packs import Asset, Pack
from comms.domain.series import Series
from comms.domain.themes import Theme
from comms.readers.calendars import read_calendars
from comms.readers.network import read_network
from comms.readers.strict_yaml import document
from comms.readers.yaml_file import parsed
from tests.factories import a_day
from tests.readers.folders import written

PAGE = (Path(__file__).parents[2] / "docs" / "calendars.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
RULES = [document(block)["rule"] for block in BLOCKS if block.startswith("rule:")]
FILES = {block.partition("\n")[0].removeprefix("# "): block for block in BLOCKS if block.startswith("# ")}
NETWORK = "another-network.yaml"


def test_every_example_is_a_rule_or_a_file():
    assert len(BLOCKS) == len(RULES) + len(FILES)


def test_every_example_of_a_file_is_read(tmp_path):
    site = written(tmp_path / "calendars", FILES | {NETWORK: None})
    other = written(tmp_path, {NETWORK: FILES[NETWORK]}) / NETWORK

    calendars = read_calendars(site)
    network = read_network(other, known=calendars.known)

    assert list(calendars.observances) == ["human-rights-day"]
    assert list(network.initiatives) == ["grenoble-water"]
    assert list(calendars.packs.by_key) == [("human-rights-day", 2027)]


@pytest.mark.parametrize("rule", RULES, ids=[rule["kind"] for rule in RULES])
def test_every_example_of_a_rule_is_one(rule):
    entry = a_day().model_dump(mode="json", exclude_defaults=True) | {"rule": rule}

    assert parsed(Observance, entry, file="example").rule.kind == rule["kind"]


def test_every_kind_of_rule_has_its_example():
    kinds = TypeAdapter(Rule).json_schema()["discriminator"]["mapping"]

    assert sorted(rule["kind"] for rule in RULES) == sorted(kinds)


@pytest.mark.parametrize(
    ("heading", "model"),
    [
        ("observance", Observance),
        ("pack", Pack),
        ("asset", Asset),
        ("event", Event),
        ("theme", Theme),
        ("region or government", Region),
        ("region or government", Government),
        ("member", Member),
        ("initiative", Initiative),
        ("series", Series),
    ],
)
def test_every_field_is_told_in_its_order_and_whether_it_is_needed(heading, model):
    table = PAGE.partition(f"\n| {heading} | needed | what it says |\n|---|---|---|\n")[2].partition("\n\n")[0]

    told = re.findall(r"^\| `(\w+)` \| (yes)? ?\|", table, re.MULTILINE)

    assert told == [(name, "yes" if field.is_required() else "") for name, field in model.model_fields.items()]
