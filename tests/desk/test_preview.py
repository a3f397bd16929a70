import pytest
from django.utils import translation

from comms.app import config
from comms.config import Config
from comms.desk.preview import Preview, channel_name, label_of, linked, preview
from comms.domain.channels import CHANNEL_RULES


def test_links_hashtags_and_mentions_are_marked_and_everything_is_escaped():
    assert str(linked("See <a> https://un.org/x?a=1&b=2 @uclg #Rights")) == (
        "See &lt;a&gt; "
        '<span class="link">https://un.org/x?a=1&amp;b=2</span> '
        '<span class="link">@uclg</span> <span class="link">#Rights</span>'
    )


def test_a_link_that_the_text_holds_makes_no_card_of_its_own():
    shown = {"channel": "x", "account": "noc", "language": "en"}

    inside = preview(config(), **shown, text="See https://un.org", link="https://un.org")
    beside = preview(config(), **shown, text="See", link="https://un.org")

    assert (inside.card, beside.card) == ("", "https://un.org")


def test_a_card_with_a_title_is_shown_also_where_the_text_holds_its_link():
    shown = {"channel": "linkedin", "account": "5025", "language": "en", "text": "See https://un.org"}

    assert preview(config(), **shown, link="https://un.org", title="United Nations").card == "https://un.org"


def test_a_channel_without_links_shows_no_card():
    site = config()
    bare = [one.model_copy(update={"links": "none"}) for one in site.settings.channels]
    without = Config(site.site, site.settings.model_copy(update={"channels": tuple(bare)}), {})
    shown = {"account": "5025", "language": "en", "text": "See", "link": "https://un.org", "title": "United Nations"}

    assert preview(without, "linkedin", **shown).card == ""


def test_a_channel_is_called_by_its_label_and_a_forgotten_one_by_its_id():
    assert (channel_name("linkedin"), channel_name("fax")) == ("LinkedIn", "fax")


@pytest.mark.parametrize(
    ("kind", "text", "length", "fits"),
    [
        ("x", "https://example.org/" + "a" * 300, 23, True),
        ("linkedin", "🏙️" * 967, 2_901, False),
        ("website", "a" * 20_001, 20_001, False),
        ("bluesky", "a" * 300, 300, True),
        ("bluesky", "👨‍👩‍👧‍👦" * 200, 200, False),
        ("mastodon", "@cities@mastodon.example " + "a" * 492, 500, True),
        ("telegram", "🏙️" * 1_366, 4_098, False),
        ("wordpress", "مياه", 4, True),
        ("drupal", "水", 1, True),
        ("handoff", "a" * 20_000, 20_000, True),
    ],
)
def test_each_channel_counts_in_its_own_way(kind, text, length, fits):
    shown = Preview(CHANNEL_RULES[kind], "noc", "en", text, "", "", "")

    assert (shown.length, shown.fits) == (length, fits)


@pytest.mark.parametrize(("language", "label"), [("es", "Paquete para entregar"), ("fr", "Paquet à remettre")])
def test_a_kind_of_channel_that_is_no_company_is_called_in_the_language_of_its_reader(language, label):
    with translation.override(language):
        assert label_of(CHANNEL_RULES["handoff"]) == label
