"""The pictures that posts carry, each under the SHA-256 of its bytes."""

from comms.channels.picture_folder import PictureFolder
from comms.config import Config
from comms.domain.answers import Refused

# A sentence of a post that says what is on its picture names the picture by this.
PICTURE = "picture"


def library(config: Config) -> PictureFolder:
    """Return the folder of the pictures that posts carry."""
    return PictureFolder(config.var / "pictures")


def is_lost(picture: str, config: Config) -> bool:
    """Tell whether a picture that a post names is not there, or is not what it was."""
    if not picture:
        return False
    try:
        library(config).read(picture)
    except Refused:
        return True
    return False
