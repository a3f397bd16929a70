"""Where a public feed leads to: the page of what it is about."""

from comms.config import Config
from comms.domain.network import Network
from comms.pages.page import CAMPAIGN, HOME, MEMBERS, member_path, theme_path
from comms.readers.calendars import Calendars
from comms.services.public_work import listed_members


def pages_of(calendars: Calendars, network: Network, config: Config) -> dict[str, str]:
    """Return, by the name of a feed, the page of its subject below the folder of a language."""
    listed = listed_members(network, config)
    found = dict.fromkeys(("all-days", "un-days", "human-rights-days"), HOME)
    found["events"] = CAMPAIGN if config.settings.organisation.campaign else HOME
    found |= {f"theme-{theme.id}": theme_path(theme.id) for theme in calendars.taxonomy.roots}
    found |= {f"region-{region}": MEMBERS for region in calendars.regions}
    found |= {f"city-{one}": member_path(one) if one in listed else MEMBERS for one in network.members}
    return found
