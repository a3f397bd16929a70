import pytest

from comms.desk.sources import sources

KNOWN = {"U": "Copy of the un.org list, 2025", "P2": "sby168.com/fr/days, mirror of un.org: names"}


def a_link(address, words):
    return f'<a href="{address}" rel="noreferrer">{words}</a>'


def test_codes_are_told_as_texts_with_links():
    un, page = a_link("https://un.org", "un.org"), a_link("https://sby168.com/fr/days", "sby168.com/fr/days")

    assert sources("U, P2", KNOWN) == (
        '<details class="sources"><summary>2 sources</summary><ul>'
        f'<li><span lang="en">Copy of the {un} list, 2025</span></li>'
        f'<li><span lang="en">{page}, mirror of {un}: names</span></li></ul></details>'
    )


def test_what_records_write_without_a_source_is_told_in_words():
    assert sources("known", KNOWN) == "generally known, no source at hand"
    assert sources("translation", KNOWN) == "our translation, not official"


def test_address_is_a_link():
    assert sources("https://city.example/office", KNOWN) == a_link(*["https://city.example/office"] * 2)


@pytest.mark.parametrize("stored", ["config.yaml", "calendars/themes.yaml", "Report of 2024", ""])
def test_what_is_no_code_and_no_address_stays_as_it_is(stored):
    assert sources(stored, KNOWN) == stored


def test_source_can_never_become_a_tag():
    told = sources('<script> https://x.example/"><b>', KNOWN)

    assert "<script>" not in told
    assert "<b>" not in told
