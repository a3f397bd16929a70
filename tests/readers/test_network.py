from datetime import date
from pathlib import Path

import pytest

from comms.domain.network import Speaker
from comms.errors import WrittenError
from comms.readers.calendars import read_calendars
from comms.readers.network import read_network
from tests.readers.folders import SOUND, calendars_at, changed, written

MEMBERS, INITIATIVES = SOUND["members.yaml"], SOUND["initiatives/europe.yaml"]


@pytest.fixture
def known(tmp_path):
    return read_calendars(calendars_at(tmp_path / "calendars")).known


@pytest.fixture
def other(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return Path("other")


def lines_of(path, known):
    with pytest.raises(WrittenError) as refused:
        read_network(path, known=known)
    return str(refused.value).splitlines()


@pytest.mark.parametrize("name", ["initiatives.yaml", "initiatives/all.yaml", "initiatives/all.yml"])
def test_a_network_is_read_from_a_folder(other, known, name):
    written(other, {"members.yaml": MEMBERS, name: "changed: 2026-01-01\n" + INITIATIVES})

    network = read_network(other, known=known)

    assert list(network.members) == ["barcelona"]
    assert network.initiatives["barcelona-rights-office"].changed == date(2026, 1, 1)


def test_a_network_is_read_from_one_file(other, known):
    written(other, {"all.yaml": MEMBERS + INITIATIVES})

    network = read_network(other / "all.yaml", known=known)

    assert network.member_of(network.initiatives["barcelona-rights-office"]).id == "barcelona"


def test_a_network_may_say_who_speaks_for_it(other, known):
    said = "organisation: {name: {en: A Network}}\n" + MEMBERS
    written(other, {"one.yaml": said, "silent.yaml": MEMBERS, "folder/members.yaml": said})

    found = [read_network(other / name, known=known).organisation for name in ("one.yaml", "silent.yaml", "folder")]

    assert found == [Speaker(name={"en": "A Network"}), None, Speaker(name={"en": "A Network"})]


def test_a_network_without_initiatives_is_a_network(other, known):
    written(other, {"members.yaml": MEMBERS, "all.yaml": MEMBERS})

    assert read_network(other / "all.yaml", known=known).initiatives == {}


def test_a_network_without_members_is_asked_for_them(other, known):
    written(other, {"initiatives.yaml": INITIATIVES})

    assert lines_of(other, known) == ["other/members.yaml: is missing; create it"]


def test_a_network_that_is_not_there_is_told(other, known):
    assert lines_of(other, known) == ["other: is missing; create it"]


def test_a_network_may_name_only_what_the_calendars_hold(other, known):
    written(
        other,
        {
            "members.yaml": changed("members.yaml", "region: europe", "region: mars"),
            "initiatives.yaml": changed("initiatives/europe.yaml", "themes: [human-rights]", "themes: [watr]"),
            "member.yaml": "",
        },
    )

    assert lines_of(other, known) == [
        (
            "other/initiatives.yaml: barcelona-rights-office: themes: “watr” is not a theme; "
            "write water, or add it to calendars/themes.yaml"
        ),
        "other/member.yaml: is not a file that is read; rename it to members.yaml",
        (
            "other/members.yaml: barcelona: region: “mars” is not a region; write one of europe, or add it to "
            "calendars/regions.yaml"
        ),
    ]


def test_a_wrong_key_in_one_file_is_told_once(other, known):
    written(other, {"all.yaml": MEMBERS + INITIATIVES + "regions: []\n"})

    assert lines_of(other / "all.yaml", known) == [
        (
            "other/all.yaml: regions: is not a known key; "
            "delete it, or write one of changed, organisation, members, initiatives"
        )
    ]


def test_an_initiative_of_a_member_whose_file_cannot_be_read_is_not_called_unknown(other, known):
    written(other, {"members.yaml": "members: @", "initiatives.yaml": INITIATIVES})

    (line,) = lines_of(other, known)

    assert line.startswith("other/members.yaml: line 1: ")


def test_a_file_that_is_no_network_is_refused_without_a_word_of_it(other, known):
    written(other, {"passwd": "root:x:0:0:root:/root:/bin/bash\n"})

    assert lines_of(other / "passwd", known) == [
        (
            "other/passwd: is not a network file: it has no list called “members”; "
            "give another file, or write it as docs/calendars.md tells"
        )
    ]
