from comms.app import config
from comms.desk.preview import channel_name, linked, preview


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


def test_a_channel_is_called_by_its_label_and_a_forgotten_one_by_its_id():
    assert (channel_name("linkedin"), channel_name("fax")) == ("LinkedIn", "fax")
