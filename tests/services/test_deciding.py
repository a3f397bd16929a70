from dataclasses import replace
from datetime import date, timedelta

import pytest

from comms.config import Config
from comms.domain.matching import Match, Matcher
from comms.domain.observances import occurrences
from comms.domain.reasons import Reason
from comms.errors import NotAllowedError, NotFoundError
from comms.services import alternatives, deciding, slots, verdicts
from comms.services.deciding import Given
from comms.services.drafts import make_drafts
from comms.services.replanning import replanned
from comms.services.slots import slot_of
from comms.store.models import AuditLine, Blackout, Consent, Post, Slot, Verdict
from tests.factories import a_day, a_member, a_network, a_taxonomy, a_theme, an_initiative
from tests.rows import DAY, MORNING, a_person, a_post, a_slot, a_stored_initiative, an_officer, the_config
from tests.shipped import a_desk, the_calendars

pytestmark = pytest.mark.django_db

CITIES = ("alpha", "beta", "gamma")
TODAY = MORNING.date() - timedelta(days=10)
WORD = {"code": "word found", "values": {"word": "water", "theme": "water", "place": "title", "at": "0-5"}}


WATER = {"en": "Water", "es": "Agua", "fr": "Eau"}
PLAN = {"en": "A plan", "es": "Un plan", "fr": "Un plan"}


def a_small_desk(weak="", **day):
    observance = a_day(
        **{"id": "water", "name": {"en": "Tap Day", "es": "Tap", "fr": "Tap"}, "themes": ["water"], "tier": "feature"}
        | day
    )
    network = a_network(
        [a_member(id=city, name={"en": city.title(), "es": city.title(), "fr": city.title()}) for city in CITIES],
        [
            an_initiative(
                id=f"{city}-water",
                member=city,
                language="en",
                title=PLAN if city == weak else WATER,
                themes=["water"],
            )
            for city in CITIES
        ],
    )
    taxonomy = a_taxonomy(a_theme(id="water", stems={"en": ["water"]}))
    small = replace(
        the_calendars(),
        observances={"water": observance},
        events={},
        series={},
        taxonomy=taxonomy,
        network=network,
    )
    found = the_config()
    rules = found.settings.plan.model_copy(update={"horizon_days": 40, "per_occurrence": 1, "threshold": 0.1})
    config = Config(found.site, found.settings.model_copy(update={"plan": rules}), {})
    return a_desk(config=config, calendars=small, network=network)


def matcher_of(desk):
    return Matcher(desk.network.initiatives.values(), desk.calendars.taxonomy, desk.calendars.observances.values())


def the_occurrence(desk):
    (one,) = occurrences(desk.calendars.observances.values(), DAY, DAY)
    return one


def a_story(**fields):
    values = {
        "id": "water-2026:told",
        "kind": "spotlight",
        "occurrence": "water-2026",
        "member": "alpha",
        "initiative": "alpha-water",
        "reasons": [WORD],
    }
    return a_slot(**(values | fields))


def a_drafted_story(desk, **fields):
    story = a_story(**fields)
    make_drafts(desk, [slot_of(story)], now=MORNING)
    return story


def chosen(city, p=0.5):
    return Match("water", f"{city}-water", p, (Reason("words shared", {"words": "water"}),))


def decide(desk, given, *, by=None, story="water-2026:told"):
    return deciding.decide(desk, story, given, by=by or an_officer(), now=MORNING)


def test_what_fits_is_kept_and_the_story_stays():
    desk, story = a_small_desk(), a_story()

    outcome = decide(desk, Given("accept", "good example"))

    (one,) = verdicts.stored()
    assert (outcome.story, outcome.stands) == (story.id, False)
    assert (one.kind, one.initiative, one.observance, one.theme) == ("accept", "alpha-water", "water", "water")


def test_what_does_not_fit_leaves_the_story_which_is_told_alone():
    desk = a_small_desk()
    a_drafted_story(desk)

    decide(desk, Given("reject", "wrong tone", " Too cheerful. "))

    slot = Slot.objects.get()
    assert (slot.kind, slot.member, slot.initiative, slot.day) == ("day", "", "", DAY)
    assert slot.reasons[-1]["code"] == "editor rejected work"
    assert slot.reasons[-1]["values"]["initiative"] == "alpha-water"
    assert slot.reasons[-1]["values"]["text"] == "Too cheerful."
    assert Post.objects.filter(slot=slot, state="draft").count() == 9
    assert AuditLine.objects.get(act="plan changed").before["initiative"] == "alpha-water"


def test_a_rejected_work_ranks_last_from_then_on_and_an_undoing_brings_it_back():
    desk = a_small_desk()
    a_story()
    officer = an_officer()

    def ranked():
        found = slots.material(desk.calendars, desk.network, first=TODAY, last=DAY, judged=verdicts.decided()).matches[
            "water"
        ]
        return [(one.initiative, one.p) for one in found]

    before = ranked()
    decide(desk, Given("reject", "wrong tone"), by=officer)
    rejected = ranked()
    verdicts.undo(Verdict.objects.get().pk, why="", by=officer, now=MORNING)

    assert [name for name, _ in before] == ["alpha-water", "beta-water", "gamma-water"]
    assert rejected[-1][0] == "alpha-water"
    assert rejected[-1][1] <= 0.05
    assert ranked() == before


def test_another_work_is_told_instead_with_new_drafts():
    desk = a_small_desk()
    a_drafted_story(desk)

    outcome = decide(desk, Given("swap", "better example", instead=chosen("beta")))

    slot = Slot.objects.get()
    assert (outcome.story, slot.initiative, slot.member) == ("water-2026:told", "beta-water", "beta")
    assert [reason["code"] for reason in slot.reasons] == ["editor chose this", "words shared"]
    assert all("Beta" in post.text for post in Post.objects.filter(language="en", channel="site"))
    assert Post.objects.count() == 9


def test_a_new_plan_leaves_who_was_chosen_instead():
    desk = a_small_desk(weak="beta")
    a_story()
    officer = an_officer()
    decide(desk, Given("swap", "other turn", instead=chosen("beta")), by=officer)
    after = _changes(desk)

    verdicts.undo(Verdict.objects.get().pk, why="", by=officer, now=MORNING)

    assert (after, verdicts.decided().pinned()) == ((), frozenset())


def test_a_day_that_told_nobody_gets_somebody():
    desk = a_small_desk()
    a_story(kind="day", member="", initiative="", reasons=[])

    decide(desk, Given("swap", "better example", instead=chosen("beta")))

    assert (Slot.objects.get().initiative, Post.objects.count()) == ("beta-water", 0)


def test_a_second_work_of_a_day_is_exchanged_under_its_own_name():
    desk = a_small_desk()
    a_story()
    a_story(id="water-2026:also-beta", member="beta", initiative="beta-water")

    outcome = decide(desk, Given("swap", "other turn", instead=chosen("gamma")), story="water-2026:also-beta")

    assert outcome.story == "water-2026:also-gamma"
    assert sorted(Slot.objects.values_list("id", flat=True)) == ["water-2026:also-gamma", "water-2026:told"]


def test_who_is_told_on_the_day_already_is_not_told_twice():
    desk = a_small_desk()
    a_story()
    a_story(id="water-2026:also-beta", member="beta", initiative="beta-water")

    with pytest.raises(NotAllowedError, match="told on this day already"):
        decide(desk, Given("swap", "other turn", instead=chosen("beta")))

    assert verdicts.stored() == ()


def test_a_second_work_that_does_not_fit_just_goes():
    desk = a_small_desk()
    a_story()
    a_story(id="water-2026:also-beta", member="beta", initiative="beta-water")

    outcome = decide(desk, Given("reject", "other subject"), story="water-2026:also-beta")

    assert (outcome.story, Slot.objects.get().id) == ("", "water-2026:told")


@pytest.mark.parametrize(("tier", "left"), [("lead", 1), ("feature", 1), ("mention", 0), ("skip", 0)])
def test_nobody_on_this_day_leaves_the_day_alone_or_untold_by_its_tier(tier, left):
    desk = a_small_desk(tier=tier)
    a_story()

    outcome = decide(desk, Given("nothing", "quiet"))

    assert (bool(outcome.story), Slot.objects.count()) == (bool(left), left)
    assert verdicts.stored()[0].initiative == ""


def test_nobody_on_this_day_is_remembered_by_the_next_plan_with_the_reason():
    desk = a_small_desk()
    a_story()
    rules = desk.config.settings.plan
    decide(desk, Given("nothing", "other", "The river flooded."))
    Slot.objects.all().delete()

    made, new = slots.make_plan(desk.calendars, desk.network, rules, first=TODAY, now=MORNING)

    slot = Slot.objects.get(id="water-2026:told")
    assert (new, slot.initiative) == (1, "")
    assert slot.reasons[-1]["code"] == "editor chose nothing"
    assert slot.reasons[-1]["values"]["text"] == "The river flooded."
    assert [one.id for one in made.slots] == ["water-2026:told"]


def test_after_an_undoing_the_day_is_open_to_a_new_plan():
    desk = a_small_desk()
    a_story()
    officer = an_officer()
    decide(desk, Given("nothing", "quiet"), by=officer)
    silent = [one.id for one in _changes(desk)]

    verdicts.undo(Verdict.objects.get().pk, why="", by=officer, now=MORNING)

    assert (silent, [bool(one.new and one.new.initiative) for one in _changes(desk)]) == ([], [True])


def test_what_is_pinned_stays_where_a_new_plan_would_choose_another():
    desk = a_small_desk()
    a_story(member="gamma", initiative="gamma-water")
    # A colleague doubted it: a plan without the pin would take another.
    loose = [one.new.initiative for one in _changes(desk, rejected="gamma-water") if one.new]

    decide(desk, Given("pin", "asked for"))

    assert (len(loose), "gamma-water" in loose, _changes(desk)) == (1, False, ())


def _changes(desk, rejected=""):
    if rejected:
        by = an_officer("other")
        row = Verdict(
            kind="reject", observance="water", occurrence="water-2026", initiative=rejected, by=by, at=MORNING
        )
        verdicts.write(row, now=MORNING)
    return replanned(desk.calendars, desk.network, desk.config.settings.plan, first=TODAY).changes


def test_a_story_that_somebody_works_on_stands_and_the_decision_is_kept():
    desk, story = a_small_desk(), a_story()
    a_post(slot=story, author=a_person("writer"))

    outcome = decide(desk, Given("reject", "thin link"))

    assert (outcome.story, outcome.stands) == (story.id, True)
    assert (Slot.objects.get().initiative, len(verdicts.stored())) == ("alpha-water", 1)


def test_a_story_that_somebody_works_on_is_not_exchanged():
    desk, story = a_small_desk(), a_story()
    a_post(slot=story, author=a_person("writer"))

    with pytest.raises(NotAllowedError, match="somebody has worked on the posts"):
        decide(desk, Given("swap", "better example", instead=chosen("beta")))

    assert verdicts.stored() == ()


def test_a_countdown_to_a_day_is_judged_and_stays():
    desk, story = a_small_desk(), a_story(id="water-2026:countdown-7", kind="countdown")

    outcome = decide(desk, Given("reject", "thin link"), story=story.id)

    assert (outcome.stands, Slot.objects.count()) == (True, 1)


@pytest.mark.parametrize(
    ("given", "fields", "why"),
    [
        (Given("accept", ""), {}, "choose a reason"),
        (Given("accept", "thin link"), {}, "choose a reason"),
        (Given("undo", "other", "x"), {}, "choose a reason"),
        (Given("accept", "other", "  "), {}, "say why in your own words"),
        (Given("nothing", "quiet"), {"occurrence": "", "event": "forum"}, "only a story of a day"),
        (Given("reject", "thin link"), {"initiative": "", "member": ""}, "features nobody"),
        (Given("swap", "other turn"), {}, "choose who is told instead"),
        (Given("swap", "other turn", instead=chosen("beta")), {"id": "water-2026:countdown-7"}, "choose who is told"),
    ],
)
def test_what_is_not_said_whole_is_refused(given, fields, why):
    story = a_story(**fields)

    with pytest.raises(NotAllowedError, match=why):
        decide(a_small_desk(), given, story=story.id)

    assert verdicts.stored() == ()


def test_who_only_reads_decides_nothing():
    a_story()

    with pytest.raises(NotAllowedError, match="your role"):
        decide(a_small_desk(), Given("accept", "clear link"), by=a_person("reader", "reader"))


@pytest.mark.usefixtures("db")
def test_an_unknown_story_is_not_found():
    with pytest.raises(NotFoundError):
        decide(a_small_desk(), Given("accept", "clear link"), story="gone")


def test_alternatives_are_told_best_first_with_the_rule_that_speaks_against_them():
    desk, story = a_small_desk(), a_story()
    a_slot(id="other-2026:told", day=date(2026, 12, 5), occurrence="other-2026", member="gamma", initiative="g")
    decide(desk, Given("accept", "good example"))

    found = alternatives.alternatives(desk, story, the_occurrence(desk), matcher_of(desk))

    assert [(one.member.id, one.bound_by and one.bound_by.code) for one in found] == [
        ("beta", None),
        ("gamma", "member gap"),
    ]
    assert found[0].match.reasons[0].code == "editors favoured theme"


@pytest.mark.parametrize("state", ["refused", "withdrawn"])
def test_who_has_refused_to_be_told_is_no_alternative(state):
    desk, story, officer = a_small_desk(), a_story(), an_officer()
    a_stored_initiative("beta-water")
    Consent.objects.create(
        initiative_id="beta-water", state=state, said_by="The mayor", recorded_by=officer, at=MORNING
    )

    found = alternatives.alternatives(desk, story, the_occurrence(desk), matcher_of(desk))

    assert [one.member.id for one in found] == ["gamma"]
    assert alternatives.plain_match("beta-water", the_occurrence(desk), matcher_of(desk), desk.network) is None


def test_a_declared_blackout_speaks_against_a_work():
    desk, story = a_small_desk(), a_story()
    Blackout.objects.create(first=DAY, last=DAY, member="beta", note="Elections.", who="officer")

    found = alternatives.alternatives(desk, story, the_occurrence(desk), matcher_of(desk))

    assert [one.bound_by and one.bound_by.code for one in found] == ["blackout", None]


def test_who_is_told_beside_is_no_alternative():
    desk, story = a_small_desk(), a_story()
    a_story(id="water-2026:also-beta", member="beta", initiative="beta-water")

    found = alternatives.alternatives(desk, story, the_occurrence(desk), matcher_of(desk))

    assert [one.member.id for one in found] == ["gamma"]


def test_the_plain_match_of_one_work_is_found_or_none():
    desk = a_small_desk()
    asked = the_occurrence(desk), matcher_of(desk), desk.network

    assert alternatives.plain_match("beta-water", *asked).initiative == "beta-water"
    assert alternatives.plain_match("gone", *asked) is None
