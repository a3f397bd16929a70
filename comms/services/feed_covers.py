"""Where a public feed leads to: the page of what it is about, and that page's picture."""

from collections.abc import Iterator, Mapping

from comms.config import Config
from comms.domain.network import Network
from comms.pages.page import CAMPAIGN, HOME, MEMBERS, member_path, theme_path
from comms.readers.calendars import Calendars
from comms.services.made_pages import made_in
from comms.services.public_work import listed_members

_SITE = "site"
_FOLDER = "cards"


def pages_of(calendars: Calendars, network: Network, config: Config) -> dict[str, str]:
    """Return, by the name of a feed, the page of its subject below the folder of a language."""
    listed = listed_members(network, config)
    found = dict.fromkeys(("all-days", "un-days", "human-rights-days"), HOME)
    found["events"] = CAMPAIGN if config.settings.organisation.campaign else HOME
    found |= {f"theme-{theme.id}": theme_path(theme.id) for theme in calendars.taxonomy.roots}
    found |= {f"region-{region}": MEMBERS for region in calendars.regions}
    found |= {f"city-{one}": member_path(one) if one in listed else MEMBERS for one in network.members}
    return found


def pictures_of(pages: Mapping[str, str], config: Config) -> dict[str, str]:
    """Return, by language and name of a feed, the picture of the page in *pages*; none where none was drawn."""
    drawn = dict(_cards(config))
    found = {}
    for language in config.settings.languages:
        for name in pages:
            kind, _, subject = name.partition("-")
            card = {"theme": f"theme-{subject}", "city": f"member-{subject}"}.get(kind, _SITE)
            picture = drawn.get(f"{language}/{card}") or drawn.get(f"{language}/{_SITE}")
            if picture:
                found[f"{language}/{name}"] = picture
    return found


def _cards(config: Config) -> Iterator[tuple[str, str]]:
    """Yield, by language and what is on it, each card that the last build of the pages left where the public is."""
    for path in made_in(config.var / "pages"):
        language, _, name = path.partition(f"/{_FOLDER}/")
        if name:
            # The name of a card ends with a digest of all that is on it.
            yield f"{language}/{name.rpartition('-')[0]}", path
