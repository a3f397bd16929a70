from types import SimpleNamespace

from comms.domain.drafting import SiteFacts
from comms.services.telling import facts_of_other


def test_another_network_speaks_in_its_own_name_and_of_no_campaign():
    speaker = SimpleNamespace(name={"en": "Network of Towns"}, acronym={"en": "NoT"})

    facts = facts_of_other(SimpleNamespace(organisation=speaker))

    assert facts == SiteFacts(name={"en": "Network of Towns"}, acronym={"en": "NoT"})


def test_network_without_an_organisation_is_signed_by_nobody():
    assert facts_of_other(SimpleNamespace(organisation=None)) == SiteFacts(name={}, acronym={})
