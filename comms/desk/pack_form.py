"""The form of a pack: as it is shown, and as it comes back."""

from collections.abc import Mapping, Sequence
from typing import Any

from comms.domain.packs import Asset, Pack

_BLANK_ASSETS = 2
_MOST_ASSETS = 20
_LONGEST = 2_000

Form = dict[str, Any]


def blank(languages: Sequence[str]) -> Form:
    """Return the form of a pack that is not there yet."""
    return {
        "theme": dict.fromkeys(languages, ""),
        "tagline": dict.fromkeys(languages, ""),
        "unofficial": (),
        "hashtags": "",
        "page": "",
        "source": "",
        "assets": [_blank_asset(languages) for _ in range(_BLANK_ASSETS)],
    }


def filled(pack: Pack, languages: Sequence[str]) -> Form:
    """Return the form with what *pack* says, and room for more assets."""
    spoken = tuple(dict.fromkeys([*languages, *pack.theme, *(pack.tagline or {})]))
    empty = blank(spoken)
    return empty | {
        "theme": empty["theme"] | pack.theme,
        "tagline": empty["tagline"] | (pack.tagline or {}),
        "unofficial": pack.unofficial,
        "hashtags": " ".join(pack.hashtags),
        "page": pack.page,
        "source": pack.source,
        "assets": [*(_asset(one, spoken) for one in pack.assets), *empty["assets"]],
    }


def _asset(asset: Asset, languages: Sequence[str]) -> Form:
    return {
        "title": dict.fromkeys(languages, "") | asset.title,
        "alt": dict.fromkeys(languages, "") | (asset.alt or {}),
        "page": asset.page,
        "embargo": asset.embargo.isoformat(timespec="minutes") if asset.embargo else "",
        "zone": asset.zone or "",
    }


def _blank_asset(languages: Sequence[str]) -> Form:
    nothing = dict.fromkeys(languages, "")
    return {"title": nothing, "alt": nothing, "page": "", "embargo": "", "zone": ""}


def typed(given: Mapping[str, str], observance: str, year: int, languages: Sequence[str]) -> tuple[Form, Form]:
    """Return the pack that was typed, as it is written in a file, and the form as it was left."""
    codes = tuple(dict.fromkeys([*languages, *(name[6:] for name in given if name.startswith("theme."))]))

    def text(name: str) -> str:
        return given.get(name, "").strip()[:_LONGEST]

    def texts(name: str) -> dict[str, str]:
        return {code: text(f"{name}.{code}") for code in codes}

    form: Form = {name: texts(name) for name in ("theme", "tagline")}
    form |= {name: text(name) for name in ("hashtags", "page", "source")}
    form["unofficial"] = [code for code in codes if given.get(f"unofficial.{code}")]
    form["assets"] = [
        {name: texts(f"asset.{number}.{name}") for name in ("title", "alt")}
        | {name: text(f"asset.{number}.{name}") for name in ("page", "embargo", "zone")}
        for number in range(_MOST_ASSETS)
        if f"asset.{number}.page" in given
    ]
    told = {name: value.split() if name == "hashtags" else value for name, value in _told(form).items()}
    told["assets"] = [one for one in map(_told, form["assets"]) if one]
    return _told(told) | {"observance": observance, "year": year}, form


def _told(form: Form) -> Form:
    """Return *form* without what is empty, in it and in its texts."""
    whole = {
        name: {code: text for code, text in value.items() if text} if isinstance(value, dict) else value
        for name, value in form.items()
    }
    return {name: value for name, value in whole.items() if value}
