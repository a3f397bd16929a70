import re
from dataclasses import replace

import pytest

from comms.domain.edition_items import Phrase
from comms.errors import WrittenError
from comms.mail.edition_html import edition_html
from comms.mail.page import Page
from tests.editions import LANGUAGES, TEMPLATES, UTRECHT, an_edition, instead_of, told, words
from tests.factories import a_day, a_member, a_network, an_event, an_initiative

HOSTILE = [
    "<script>alert(1)</script>",
    "</mj-text><mj-raw><script>alert(1)</script></mj-raw><mj-text>",
    '<mj-include path="/etc/passwd" />',
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% include 'newsletter/lead.mjml.j2' %}",
    "⟦0⟧⟦999999⟧",
    "<!-- --><![CDATA[ ]]> &lt;b&gt; \\u{41} \\",
]


def page(edition, language="en", templates=TEMPLATES):
    return Page(edition_html(edition, words(language), templates))


@pytest.mark.parametrize("language", LANGUAGES)
def test_edition_looks_as_reviewed(language, snapshot):
    assert edition_html(an_edition(language=language), words(language), TEMPLATES) == snapshot


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_stays_a_text_wherever_it_stands(text):
    in_all = {"en": text}
    plain = {"en": "Plain"}

    def told_with(texts):
        initiative = an_initiative(title=texts, summary=texts, language="en")
        return an_edition(
            a_day(name=texts, about=texts),
            network=a_network([a_member(name=texts), UTRECHT], [initiative]),
            events=(an_event(name=texts, place=texts, country=None, first="2026-12-01", last="2026-12-01"),),
            organisation=texts,
            footer=texts,
            sections=("lead", "days", "events", "footer"),
        )

    hostile, harmless = page(told_with(in_all)), page(told_with(plain))

    assert [element.tag for element in hostile.elements] == [element.tag for element in harmless.elements]
    assert [run.text.replace(text, "Plain") for run in hostile.written] == [run.text for run in harmless.written]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_title_stays_a_title(text):
    found = page(replace(an_edition(), title=text, preheader=text))

    assert [next(found.named(tag)).text for tag in ("title", "h1")] == [text, text]
    assert [one.attributes["aria-label"] for one in found.elements if "aria-label" in one.attributes] == [text]


def test_an_address_stays_in_its_attribute():
    hostile = 'https://example.org/?a=1&b="><script>x</script>'
    edition = an_edition(network=a_network(None, [an_initiative(source="https://example.org/?a=1&amp;b=2")]))
    edition = replace(edition, sections=(replace(edition.sections[-1], page=hostile),))

    assert [link.attributes["href"] for link in page(edition).named("a")] == [hostile]


def test_name_in_another_language_says_its_language():
    edition = an_edition(a_day(unofficial=["fr"]), language="fr", sections=("lead",))

    spans = [(span.attributes["lang"], span.text) for span in page(edition, "fr").named("span")]

    assert spans == [("en", "Human Rights Day")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_body_that_no_source_names_as_member_is_never_called_one(language):
    unknown = a_member(campaign="unknown", joined=None)
    slots = (told(a_day(), next_best=[an_initiative()]),)
    edition = an_edition(language=language, slots=slots, network=a_network([unknown]), sections=("spotlight",))

    html = edition_html(edition, words(language), TEMPLATES)

    assert re.findall(r"(?i)member|miembro|membre|campa", html) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"campaign": "founder", "joined": 2022}, "Founding member of the campaign"),
        ({"campaign": "member", "joined": 2024}, "Member of the campaign since 2024"),
        ({"campaign": "member", "joined": None}, "Member of the campaign"),
    ],
)
def test_spotlight_says_what_a_source_says_of_a_member(fields, said):
    slots = (told(a_day(), next_best=[an_initiative()]),)
    edition = an_edition(slots=slots, network=a_network([a_member(**fields)]), sections=("spotlight",))

    assert [run.text for run in page(edition).written if "ember of" in run.text] == [said]


def test_day_that_is_not_of_the_united_nations_says_so():
    edition = an_edition(a_day(official="not-un"), sections=("lead",))

    assert [run.text for run in page(edition).written].count("Not a day of the United Nations") == 1


def test_anniversary_says_nothing_of_a_place():
    event = an_event(kind="anniversary", first="2026-12-02", last="2026-12-02", place=None, country=None)

    texts = [run.text for run in page(an_edition(events=(event,), sections=("events",))).written]

    assert texts[-2:] == ["2 December 2026", "Forum 2027"]


def test_event_says_its_hours_and_that_its_place_is_open():
    day = "2026-12-02"
    fields = {"first": day, "last": day, "starts": f"{day}T16:00", "ends": f"{day}T18:30"}
    event = an_event(**fields, place=None, country=None)

    texts = [run.text for run in page(an_edition(events=(event,), sections=("events",))).written]

    assert texts[-3:] == ["2 December 2026, 16:00–18:30 (local time)", "Forum 2027", "The place is not announced yet"]


def test_missing_value_names_template_and_line():
    templates = instead_of(lead_mjml="\n\n{{ section.day.colour }}")

    with pytest.raises(WrittenError, match=r"line 3: UndefinedError: .*has no attribute 'colour'"):
        edition_html(an_edition(), words(), templates)


def test_missing_word_names_the_shipped_template():
    without = {word: text for word, text in words().items() if word != "days"}

    with pytest.raises(WrittenError, match=r"'days', asked by days\.mjml\.j2 in line 5, asked by edition"):
        edition_html(an_edition(), without, TEMPLATES)


def test_what_mjml_refuses_is_an_error():
    with pytest.raises(WrittenError, match=r"newsletter/edition\.mjml\.j2: MJML refuses it"):
        edition_html(an_edition(), words(), instead_of(lead_mjml="<mj-section>"))


def test_a_template_cannot_include_files(tmp_path):
    (tmp_path / "secret.mjml").write_text("<mj-section><mj-column><mj-text>secret</mj-text></mj-column></mj-section>")
    include = f'<mj-include path="{tmp_path}/secret.mjml" />'

    with pytest.raises(WrittenError, match="MJML refuses it"):
        edition_html(an_edition(), words(), instead_of(lead_mjml=include))


def test_office_puts_its_own_section_in_place_of_ours():
    own = "<mj-section><mj-column><mj-text><h2>Ours</h2></mj-text></mj-column></mj-section>"
    edition = an_edition(sections=("lead",))

    assert [one.text for one in page(edition, templates=instead_of(lead_mjml=own)).named("h2")] == ["Ours"]


def test_nothing_is_loaded_from_anywhere():
    html = edition_html(an_edition(), words(), TEMPLATES)

    loads = [one.tag for one in Page(html).elements if "src" in one.attributes or one.tag in {"link", "script"}]
    assert (loads, re.findall(r"@import|url\(|@font-face", html)) == ([], [])


def test_phrases_of_the_edition_s_language_carry_no_mark():
    edition = an_edition(sections=("footer",))

    assert edition.sections[0].organisation == Phrase("The Committee", "en")
    assert list(page(edition).named("span")) == []
