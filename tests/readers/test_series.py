import pytest

from comms.errors import WrittenError
from comms.readers.calendars import read_calendars
from comms.readers.plan_words import read_plan_words
from comms.resources import shipped
from tests.readers.folders import SOUND, written
from tests.shipped import TEMPLATES

ONE = "{id: one, name: {en: One}, kind: steps, days_before: [7], to: [%s]}"


def calendars(folder, text):
    return read_calendars(written(folder, SOUND | {"series.yaml": f"series:\n  - {text}\n"}))


def test_series_lead_to_days_and_events(tmp_path):
    assert list(calendars(tmp_path, ONE % "human-rights-day, forum-2027").series) == ["one"]


def test_series_that_leads_nowhere_is_told_with_what_to_write(tmp_path):
    with pytest.raises(
        WrittenError, match=r"series\.yaml: one: to: “human-rights-dy” is not an observance or an event"
    ):
        calendars(tmp_path, ONE % "human-rights-dy")


def test_shipped_series_are_sound():
    assert "sixteen-days" in read_calendars(shipped("calendars")).series


@pytest.mark.parametrize("language", ["es", "fr"])
def test_every_word_of_the_report_is_in_every_language(language):
    assert read_plan_words(TEMPLATES, language).keys() == read_plan_words(TEMPLATES, "en").keys()


def test_a_language_without_words_is_told():
    with pytest.raises(WrittenError, match=r"plan/words/xx\.yaml: is not there"):
        read_plan_words(TEMPLATES, "xx")
