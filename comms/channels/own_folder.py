"""What channels begin with that keep files here: their folder, what they take, and when the folder cannot be used."""

from comms.channels.kept_files import check_folder
from comms.channels.opening import Opening
from comms.domain.answers import Refused, Unavailable
from comms.domain.channels import CHANNEL_RULES
from comms.domain.message import Dispatch, Message
from comms.domain.place import Place


class OwnFolder:
    """A channel whose files are on this machine: *about* says what they are, *trouble* what a broken folder means."""

    proves_absence = True
    is_here = True
    about, trouble = "", ""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        # The folder is the channel's, whatever address its pages are given.
        self.place = Place(opening.account.kind)
        self._folder = opening.account.folder
        self._rules = CHANNEL_RULES[opening.account.kind]

    def check(self) -> str:
        """Make sure that a file can be kept."""
        try:
            check_folder(self._folder)
        except OSError as error:
            raise self._not_now(error) from error
        return self.about

    def _taken(self, dispatch: Dispatch) -> Message:
        """Return the message; refuse one that is longer than this kind of channel takes."""
        message = dispatch.message
        if not self._rules.fits(message.text):
            raise Refused(self._rules.excess(message.text))
        return message

    def _not_now(self, error: OSError | ValueError) -> Unavailable:
        told = error.strerror if isinstance(error, OSError) else error
        return Unavailable(f"{self.trouble}: {told}")
