"""The picture of a post at each stand-in, as it was handed over, with its alternative text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from comms.rehearsal.bluesky import BlueskyStandIn
from comms.rehearsal.drupal import DrupalStandIn
from comms.rehearsal.linkedin import LinkedInStandIn
from comms.rehearsal.mastodon import MastodonStandIn
from comms.rehearsal.wordpress import WordPressStandIn
from comms.rehearsal.x import XStandIn


@dataclass(frozen=True)
class Attached:
    """A picture's octets and its alternative text; empty where there is none."""

    octets: bytes = b""
    alt: str = ""


_NONE = Attached()


def attached_to(one: Mapping[str, Any], stand_in: object) -> Attached:
    """Return the picture of the post *one* that *stand_in* has made public."""
    match stand_in:
        case XStandIn():
            numbers = one["sent"].get("media", {}).get("media_ids", [])
            found = [stand_in.media[number] for number in numbers]
            return Attached(found[0]["bytes"], found[0]["alt"]) if found else _NONE
        case LinkedInStandIn():
            media = one.get("content", {}).get("media")
            return Attached(stand_in.images[media["id"]], media.get("altText", "")) if media else _NONE
        case BlueskyStandIn():
            pictures = one["value"].get("embed", {}).get("images", [])
            return Attached(stand_in.blobs[_link(pictures[0])], pictures[0]["alt"]) if pictures else _NONE
        case MastodonStandIn():
            media = one["media_attachments"]
            return Attached(stand_in.pictures[media[0]["id"]]["octets"], media[0]["description"]) if media else _NONE
        case WordPressStandIn():
            picture = stand_in.pictures.get(one["featured_media"])
            return Attached(picture["octets"], picture["alt_text"]) if picture else _NONE
        case DrupalStandIn():
            picture = one.get("relationships", {}).get("field_image", {}).get("data")
            return Attached(stand_in.files[picture["id"]]["octets"], picture["meta"]["alt"]) if picture else _NONE
    # Telegram has no place for an alternative text.
    return Attached(one.get("photo") or b"")


def _link(picture: Mapping[str, Any]) -> str:
    return str(picture["image"]["ref"]["$link"])
