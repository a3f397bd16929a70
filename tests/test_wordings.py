"""Every shipped wording over the shipped calendars: it fits, reads cleanly, and says only what records say."""

import re
from datetime import timedelta
from functools import cache
from itertools import pairwise

import pytest
from jinja2 import nodes

from comms.domain.channels import CHANNEL_RULES
from comms.domain.drafting import SiteFacts, Telling, Wordings, draft
from comms.domain.observances import occurrences_in_year
from comms.domain.planning import Slot
from comms.domain.rotation import fit_for_solemn, of_occasion
from comms.domain.sentences import environment
from comms.domain.wording_problems import template_problems
from comms.domain.wordings import path_of
from comms.readers.calendars import read_calendars
from comms.readers.wordings import read_wordings
from comms.resources import shipped
from tests.factories import a_day, a_government, a_member, a_pack, a_region, a_theme, an_event, an_initiative

LANGUAGES = ("en", "es", "fr")
CHANNELS = ("x", "linkedin", "website")
KINDS = ("day", "spotlight", "event", "countdown")
EVERYWHERE = [(language, channel) for language in LANGUAGES for channel in CHANNELS]
YEARS = (2026, 2027, 2028)
SITE = SiteFacts(
    name={"en": "Committee on Rights", "es": "Comisión de Derechos", "fr": "Commission des droits"},
    acronym={"en": "COR", "es": "CDD", "fr": "CDD"},
    campaign={"en": "Campaign 2030", "es": "Campaña 2030", "fr": "Campagne 2030"},
    members_count=120,
    members_as_of=a_day().rule.spans(2025)[0].first,
    hashtags=("#HumanRightsCities",),
)
SOURCES = read_wordings(shipped("templates"), shipped("templates"))
WORDINGS = Wordings(SOURCES)
_TOKEN = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


@cache
def the_calendars():
    return read_calendars(shipped("calendars"))


def all_occurrences():
    for observance in the_calendars().observances.values():
        if observance.tier == "skip":
            continue
        found = [one for year in YEARS for one in occurrences_in_year(observance, year)]
        yield from found[:1]


def tellings():
    """Yield every kind of slot for every day and event of the calendars, and every initiative at least once."""
    calendars = the_calendars()
    initiatives = sorted(calendars.network.initiatives.values(), key=lambda one: one.id)
    themes = calendars.taxonomy.themes
    for n, occurrence in enumerate(all_occurrences()):
        of_day = tuple(themes[theme] for theme in occurrence.observance.themes)
        base = Telling(SITE, occurrence, themes=of_day)
        yield "day", occurrence.first, base
        yield "countdown", occurrence.first - timedelta(days=7), base
        for turn in (2 * n, 2 * n + 1):
            yield "spotlight", occurrence.first, featuring(base, initiatives[turn % len(initiatives)])
    for event in calendars.events.values():
        if event.first:
            base = Telling(SITE, event=event, themes=tuple(themes[theme] for theme in event.themes))
            yield "event", event.first, base
            yield "countdown", event.first - timedelta(days=1), base


def featuring(telling, initiative):
    calendars = the_calendars()
    member = calendars.network.member_of(initiative)
    return Telling(
        telling.site,
        telling.occurrence,
        member=member,
        initiative=initiative,
        region=calendars.regions[member.region],
        government=calendars.governments[member.government],
        themes=telling.themes,
    )


@cache
def drafts(language, channel):
    """Return every slot drafted, each wording's turn following the last."""
    found, previous = [], {}
    for kind, day, telling in tellings():
        one = draft(
            Slot(f"{kind}-{len(found)}", kind, day, None, None),
            telling,
            channel=channel,
            language=language,
            wordings=WORDINGS,
            previous=previous.get(kind),
            limit=CHANNEL_RULES[channel],
        )
        previous[kind] = one.wording
        found.append((one, telling))
    return found


@cache
def fixed_words(language, channel, kind):
    tree = environment({}).parse(SOURCES[path_of(language, channel, kind)])
    return {word for text in tree.find_all(nodes.TemplateData) for word in _TOKEN.findall(text.data)}


def test_shipped_templates_have_no_problems():
    assert template_problems(SOURCES, LANGUAGES, CHANNELS) == []


def test_every_file_has_two_wordings_that_are_fit_for_solemn_days_and_one_that_is_bright():
    fit = {
        path_of(language, channel, kind): [
            fit_for_solemn(name) for name in WORDINGS.names(path_of(language, channel, kind))
        ]
        for language, channel in EVERYWHERE
        for kind in KINDS
    }

    assert [path for path, found in fit.items() if found.count(True) < 2 or found.count(False) < 1] == []


def test_languages_have_the_same_wordings():
    for channel in CHANNELS:
        for kind in KINDS:
            assert len({WORDINGS.names(path_of(language, channel, kind)) for language in LANGUAGES}) == 1


@pytest.mark.parametrize(("language", "channel"), EVERYWHERE)
def test_every_draft_fits_its_channel(language, channel):
    assert [one.text for one, _ in drafts(language, channel) if not CHANNEL_RULES[channel].fits(one.text)] == []


@pytest.mark.parametrize(("language", "channel"), EVERYWHERE)
def test_every_wording_is_used(language, channel):
    used = {(one.kind, one.wording) for one, _ in drafts(language, channel)}

    assert {(kind, name) for kind in KINDS for name in WORDINGS.names(path_of(language, channel, kind))} - used == set()


UNCLEAN = re.compile(
    r"None|Undefined|True|False|\{\{|\}\}|\x02|  |\t| \n|\n |\n{3}|(?<!\.)\.\.(?!\.)|…\."
    r"|\(\)|“”|«\s*»|: *\.|,\.|!\.|\?\.|#\s|^\s|\s$"
)
BLANK_BEFORE_MARK = re.compile(r"\s[,.;:!?](?=\s|$)")
FRENCH_MARK_WITHOUT_BLANK = re.compile(r"[^\s\u00a0\u202f][;!?](?=\s|$)|[^\u00a0\u202f]:(?=\s|$)|«[^\u00a0]|[^\u00a0]»")


@pytest.mark.parametrize(("language", "channel"), EVERYWHERE)
def test_every_draft_reads_cleanly(language, channel):
    mark = FRENCH_MARK_WITHOUT_BLANK if language == "fr" else BLANK_BEFORE_MARK

    unclean = [
        (one.wording, found[0], one.text)
        for one, _ in drafts(language, channel)
        for found in (UNCLEAN.search(one.text), mark.search(re.sub(r"https?://\S+", "", one.text)))
        if found
    ]

    assert unclean == []


@pytest.mark.parametrize(("language", "channel"), EVERYWHERE)
def test_links_and_hashtags_stand_free(language, channel):
    for one, _ in drafts(language, channel):
        *_, last = one.text.split("\n\n")
        tags = re.findall(r"#\w+", one.text)

        assert set(re.findall(r"https?://\S+", one.text)) <= {one.link}
        assert tags == [] or (last.split() == tags and len(tags) <= 3), one.text


@pytest.mark.parametrize(("language", "channel"), EVERYWHERE)
def test_drafts_say_no_number_and_no_name_that_is_not_in_their_facts(language, channel):
    invented = []
    for one, _ in drafts(language, channel):
        fixed = fixed_words(language, channel, one.kind)
        for sentence in one.sentences:
            known = {word for fact in sentence.facts for word in _TOKEN.findall(fact.text)} | fixed
            told = _TOKEN.findall(re.sub(r"https?://\S+", "", sentence.text))
            # A shortened text ends on a whole word, so that even its last word is one of the fact's.
            invented += [(word, sentence.text) for word in told if word not in known and not word.islower()]

    assert invented == []


@pytest.mark.parametrize(("language", "channel"), EVERYWHERE)
def test_every_sentence_prints_the_facts_that_it_claims(language, channel):
    unsaid = []
    for one, _ in drafts(language, channel):
        for sentence in one.sentences:
            said = set(_TOKEN.findall(sentence.text))
            for fact in sentence.facts:
                words = _TOKEN.findall(fact.text)
                kept = words[:4] if fact.field.split(":")[-2] in {"summary", "told"} else words
                unsaid += [(word, fact, sentence.text) for word in kept if word not in said]

    assert unsaid == []


@pytest.mark.parametrize(("language", "channel"), EVERYWHERE)
def test_solemn_days_are_told_without_cheer(language, channel):
    cheerful = [
        one.text
        for one, telling in drafts(language, channel)
        if telling.is_solemn and (not fit_for_solemn(one.wording) or "!" in one.text)
    ]

    assert cheerful == []


CAMPAIGN_CLAIMS = {
    "en": "member of our campaign",
    "es": "forma parte de nuestra campaña",
    "fr": "membre de notre campagne",
}


@pytest.mark.parametrize(("language", "channel"), EVERYWHERE)
def test_no_body_is_called_a_member_unless_a_source_says_so(language, channel):
    claim = CAMPAIGN_CLAIMS[language]

    claimed = [telling.member for one, telling in drafts(language, channel) if claim in one.text]

    assert [member.id for member in claimed if member.campaign == "unknown"] == []
    assert bool(claimed) == (channel != "x")


@pytest.mark.parametrize(("language", "channel"), EVERYWHERE)
def test_neighbours_on_a_channel_do_not_read_alike(language, channel):
    for kind in KINDS:
        told = [(one.wording, telling) for one, telling in drafts(language, channel) if one.kind == kind]
        alike = [other for (first, _), (second, other) in pairwise(told) if first == second]

        # Only the longest of names leave a single wording that X can hold.
        assert [telling for telling in alike if len(telling.occurrence.observance.name[language]) < 100] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("channel", CHANNELS)
def test_wordings_of_a_file_open_differently(language, channel):
    for kind in KINDS:
        told = [one.text.split("\n\n")[0] for one in both_stories(language, channel) if one.kind == kind]

        assert len(set(told)) == len(told), told


def both_stories(language, channel):
    """Return two stories in all their wordings: Human Rights Day with a member's work, and a forum."""
    occurrence = occurrences_in_year(
        a_day(
            told={"en": "Rights of all.", "es": "Derechos de todas las personas.", "fr": "Droits de toutes et tous."},
            lead="OHCHR",
        ),
        2026,
    )[0]
    day = Telling(
        SITE,
        occurrence,
        member=a_member(),
        initiative=an_initiative(),
        region=a_region(),
        government=a_government(),
        themes=(a_theme(hashtag={"en": "#HumanRights", "es": "#DerechosHumanos", "fr": "#DroitsHumains"}),),
        pack=a_pack(),
    )
    event = an_event(role={"en": "Yearly meeting", "es": "Encuentro anual", "fr": "Rencontre annuelle"})
    forum = Telling(SITE, event=event)
    stories = (
        ("day", occurrence.first, day),
        ("spotlight", occurrence.first, day),
        ("countdown", occurrence.first - timedelta(days=7), day),
        ("event", event.first, forum),
        ("event", event.first, Telling(SITE, event=an_event(kind="anniversary", place=None, last=event.first))),
    )
    return [
        draft(
            Slot(kind, kind, first, None, None),
            telling,
            channel=channel,
            language=language,
            wordings=WORDINGS,
            previous=name,
            limit=CHANNEL_RULES[channel],
        )
        for kind, first, telling in stories
        for name in of_occasion(WORDINGS.names(path_of(language, channel, kind)), anniversary=is_anniversary(telling))
    ]


def is_anniversary(telling):
    return telling.event is not None and telling.event.is_anniversary


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("channel", CHANNELS)
def test_two_stories_are_told_as_a_reviewer_has_seen_them(language, channel, snapshot):
    told = {f"{one.kind}: {one.wording}": one.text for one in both_stories(language, channel)}

    assert told == snapshot
