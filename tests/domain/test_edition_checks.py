import pytest

from comms.domain.edition_checks import event_checks, initiative_checks, observance_checks, site_checks
from comms.domain.reasons import Reason
from tests.factories import a_day, a_member, an_event, an_initiative

OFFICE = {"initiative": "barcelona-rights-office"}
DAY = {"observance": "human-rights-day"}
FORUM = {"event": "forum-2027"}


def test_sound_records_leave_nothing_to_check():
    checks = (
        observance_checks(a_day(), "fr"),
        initiative_checks(an_initiative(), a_member(), "fr"),
        event_checks(an_event(), "fr"),
        site_checks({"newsletter.footer": {"en": "Yes", "fr": "Oui"}}, "fr"),
    )

    assert checks == ((), (), (), ())


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"unofficial": ["fr"]}, Reason("no official name", DAY | {"language": "fr"})),
        ({"confidence": "known"}, Reason("weak source", DAY | {"confidence": "known"})),
    ],
)
def test_observance_in_doubt_is_checked(fields, reason):
    assert observance_checks(a_day(**fields), "fr") == (reason,)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"unreviewed": ["fr"]}, Reason("unreviewed translation", OFFICE | {"language": "fr"})),
        ({"title": {"en": "Office", "es": "Oficina"}}, Reason("no translation", OFFICE | {"language": "fr"})),
        ({"summary": {"en": "It hears.", "es": "Escucha."}}, Reason("no translation", OFFICE | {"language": "fr"})),
        ({"evidence": "background"}, Reason("weak evidence", OFFICE | {"evidence": "background"})),
        ({"consent": "not asked"}, Reason("consent not given", OFFICE | {"consent": "not asked"})),
        (
            {"sensitivity": "war", "sensitivity_note": "Destroyed in 2023."},
            Reason("sensitive", OFFICE | {"sensitivity": "war", "note": "Destroyed in 2023."}),
        ),
    ],
)
def test_work_in_doubt_is_checked(fields, reason):
    assert initiative_checks(an_initiative(**fields), a_member(), "fr") == (reason,)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"unreviewed": ["fr"]}, Reason("unreviewed translation", {"member": "barcelona", "language": "fr"})),
        ({"country": "TW"}, Reason("contested name", {"member": "barcelona", "country": "TW"})),
    ],
)
def test_name_of_a_member_in_doubt_is_checked(fields, reason):
    assert initiative_checks(an_initiative(), a_member(**fields), "fr") == (reason,)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"unreviewed": ["fr"]}, Reason("unreviewed translation", FORUM | {"language": "fr"})),
        ({"name": {"en": "Forum"}}, Reason("no translation", FORUM | {"language": "fr"})),
        ({"country": "XK"}, Reason("contested name", FORUM | {"country": "XK"})),
        ({"confidence": "medium"}, Reason("weak source", FORUM | {"confidence": "medium"})),
        ({"conflicts": ["ends on 13"]}, Reason("sources disagree", FORUM | {"conflict": "ends on 13"})),
    ],
)
def test_event_in_doubt_is_checked(fields, reason):
    assert event_checks(an_event(**fields), "fr") == (reason,)


def test_text_of_the_office_that_is_not_translated_is_checked():
    written = {"newsletter.footer": {"en": "Only English"}, "organisation.name": {"en": "We", "fr": "Nous"}, "x": None}

    assert site_checks(written, "fr") == (Reason("no translation", {"site": "newsletter.footer", "language": "fr"}),)
