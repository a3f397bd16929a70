import pytest

from comms.services import network
from comms.services.network import Loaded
from comms.store.models import AuditLine, Initiative
from tests.factories import a_member, a_network, an_initiative
from tests.rows import MORNING

pytestmark = pytest.mark.django_db


def test_network_is_loaded_whole_and_comes_back_the_same():
    written = a_network()

    network.load(written, now=MORNING)

    assert network.network() == written


def test_second_load_repeats_nothing():
    network.load(a_network(), now=MORNING)

    loaded = network.load(a_network(), now=MORNING)

    assert (loaded.new, loaded.changed, AuditLine.objects.count()) == (0, 0, 1)


def test_changed_entry_is_brought_up_to_date():
    member, initiative = a_member(), an_initiative()
    network.load(a_network(members=[member], initiatives=[initiative]), now=MORNING)
    changed = an_initiative(title={"en": "Another title"})

    loaded = network.load(a_network(members=[member], initiatives=[changed]), now=MORNING)

    assert loaded == Loaded(new=0, changed=1, same=1)
    assert Initiative.objects.get().body["title"] == {"en": "Another title"}


def test_entry_that_people_removed_stays_in_the_store():
    network.load(a_network(), now=MORNING)

    network.load(a_network(initiatives=[]), now=MORNING)

    assert Initiative.objects.count() == len(a_network().initiatives)
