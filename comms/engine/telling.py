"""What the herald does each time: warn of access that ends, and hand notices to the mail server."""

from django.db import close_old_connections

from comms.app import now
from comms.config import Config
from comms.mail.post_office import Letter, PostOffice
from comms.services.connections import warn_of_endings
from comms.services.notices import Wording, tell


def tell_people(config: Config, wording: Wording) -> bool:
    """Tell whoever is to be told, in words of *wording*; return whether every mail was taken."""
    close_old_connections()
    try:
        warn_of_endings(config, now())
        office = office_of(config)
        return office is None or tell(config, wording, lambda letter: _send(office, letter), now=now())
    finally:
        close_old_connections()


def office_of(config: Config) -> PostOffice | None:
    """Return the mail server of the site; None where nobody is told."""
    notices = config.settings.notices
    if not notices.to:
        return None
    user, password = config.secret("COMMS_MAIL_USER") or "", config.secret("COMMS_MAIL_PASSWORD") or ""
    return PostOffice(notices.sender, notices.server, notices.port, notices.security, user, password)


def _send(office: PostOffice, letter: Letter) -> None:
    office.send(letter, now=now())
