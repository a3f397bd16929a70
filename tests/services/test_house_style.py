"""What config.yaml says of how the house writes reaches the rules."""

from datetime import time

import pytest

from comms.config import Config
from comms.domain.house_style import HouseWord
from comms.services.messages import findings_of
from tests.rows import a_post, the_config

pytestmark = pytest.mark.django_db


def a_config(**changes):
    settings = the_config().settings
    plan = settings.plan.model_copy(update=changes.pop("plan", {}))
    writing = settings.writing.model_copy(update=changes)
    return Config(the_config().site, settings.model_copy(update={"plan": plan, "writing": writing}), {})


def codes(post, config):
    return [one.code for one in findings_of(post, config)]


def test_an_hour_within_the_quiet_ones_is_told():
    quiet = a_config(plan={"quiet_hours": (time(9), time(10))})

    assert codes(a_post(), quiet) == ["at a quiet hour"]
    assert codes(a_post(key="b", due_at=None), quiet) == []
    assert codes(a_post(key="c"), a_config(plan={"quiet_hours": (time(22), time(7))})) == []


def test_words_of_the_house_and_handles_are_those_of_the_site():
    post = a_post(text="Ask @other in Rights Week.")
    words = (HouseWord(write="Human Rights Week", never=("Rights Week",)),)

    assert codes(post, a_config()) == []
    assert codes(post, a_config(words=words, handles=("@city",))) == ["not the house’s word", "unknown handle"]
    assert codes(a_post(key="b", text="Ask @noc."), a_config(handles=("@city",))) == []
