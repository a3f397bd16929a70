from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from comms.channels.telegram_page import Shown, canonical, messages, saying
from comms.rehearsal.server import Asked
from comms.rehearsal.telegram import TelegramStandIn

AT = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)
PAGE = """
<div class="tgme_channel_info"><div class="tgme_channel_info_description">About</div></div>
<div class="tgme_widget_message_wrap js-widget_message_wrap">
 <div class="tgme_widget_message text_not_supported_wrap js-widget_message" data-post="noc/7">
  <a class="tgme_widget_message_reply" href="https://t.me/noc/3">
   <div class="tgme_widget_message_metatext js-message_reply_text">An older message</div></a>
  <div class="tgme_widget_message_text js-message_text" dir="auto">Water <b>now</b><br/>
   and <a href="?q=%23then">#then</a>
   <i class="emoji" style="background-image:url('//telegram.org/img/emoji/40/F09F8C8A.png')"><b>🌊</b></i></div>
  <a class="tgme_widget_message_link_preview"><div class="link_preview_title">Preview</div></a>
  <a href="https://t.me/noc/7"><time datetime="2026-12-10T09:00:00+00:00" class="time">09:00</time></a>
 </div></div>
<div class="tgme_widget_message" data-post="other/8"><div class="tgme_widget_message_text">Not ours</div></div>
<div class="tgme_widget_message" data-post="NOC/9"><div class="tgme_widget_message_text">
 <div class="tgme_widget_message_text">Twice<img src="x">laid</div></div><time datetime="soon">x</time></div>
"""
letters = st.text(st.characters(exclude_categories=["Cs"]))


def test_page_is_read_as_people_read_it():
    found = [(one.number, canonical(one.text), one.at) for one in messages(PAGE, "noc")]

    assert found == [("7", "Water now and #then 🌊", AT), ("9", "Twicelaid", None)]


def test_message_without_a_time_is_never_taken_for_ours():
    assert list(saying("Twicelaid", messages(PAGE, "noc"), since=AT)) == []


def test_message_from_before_is_never_taken_for_ours():
    found = [Shown("7", "Water", AT)]

    assert list(saying("Water", found, since=AT + timedelta(seconds=1))) == []
    assert list(saying("Water", found, since=AT)) == found


@settings(deadline=None)
@given(letters)
def test_any_text_is_read_from_the_page_as_it_was_said(text):
    stand_in = TelegramStandIn(lambda: AT)
    stand_in._publish("text", text, None)

    html = stand_in.answer(Asked("GET", "/s/noc", {}, {}, b"")).body.decode()

    assert [(canonical(one.text), one.at) for one in messages(html, "noc")] == [(canonical(text), AT)]


@settings(deadline=None)
@given(letters, letters)
def test_message_is_found_only_where_it_says_the_same(said, wanted):
    stand_in = TelegramStandIn(lambda: AT)
    stand_in._publish("text", said, None)
    html = stand_in.answer(Asked("GET", "/s/noc", {}, {}, b"")).body.decode()

    found = list(saying(wanted, messages(html, "noc"), since=AT))

    assert bool(found) == (canonical(said) == canonical(wanted))


tags = st.sampled_from(
    [
        "<div>",
        "</div>",
        '<div data-post="noc/1">',
        '<div data-post="noc/x"/>',
        "<div data-post>",
        '<div class="tgme_widget_message_text">',
        "<br>",
        "<br/>",
        "</br>",
        "<b",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<![CDATA[",
        "]]>",
        "<?x",
        "<!DOCTYPE",
        "&amp;",
        "&#x110000;",
        "&#0;",
        "&nope;",
        '<time datetime="2026-12-10T09:00:00Z">',
        '<time datetime="2026-12-10">',
        "<time datetime>",
        "\x00",
    ]
)


@settings(deadline=None)
@given(st.lists(tags | letters).map("".join))
def test_no_page_breaks_the_reader(html):
    found = messages(html, "noc")

    assert all(one.number.isdecimal() and (one.at is None or one.at.tzinfo) for one in found)


@settings(deadline=None)
@given(st.integers(0, len(PAGE)))
def test_page_cut_anywhere_never_shortens_a_message_that_could_be_taken_for_ours(end):
    whole = [canonical(one.text) for one in messages(PAGE, "noc")]

    cut = [canonical(one.text) for one in messages(PAGE[:end], "noc") if one.at]

    assert cut in ([], whole[:1])
