import pytest

from comms.channels.kinds import kind
from comms.channels.ways import WAYS, ways
from comms.domain.channels import CHANNEL_RULES


@pytest.mark.parametrize("name", CHANNEL_RULES)
def test_each_secret_is_brought_by_some_way_and_no_other_is(name):
    brought = {secret for way in ways(name) for secret in way.secrets}

    assert brought == {secret.name for secret in kind(name).secrets}


@pytest.mark.parametrize("name", CHANNEL_RULES)
def test_each_way_brings_what_the_channel_cannot_do_without(name):
    needed = {secret.name for secret in kind(name).secrets if not secret.optional}

    assert [needed - set(way.needed) for way in ways(name)] == [set() for _ in ways(name)]


def test_ways_of_a_kind_are_told_apart_by_name():
    assert {name: len({way.name for way in ways}) for name, ways in WAYS.items()} == {
        name: len(ways) for name, ways in WAYS.items()
    }
