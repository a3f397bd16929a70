"""What the calendar is asked to show: kept in the address, so that a view can be sent to a colleague."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from comms import app
from comms.desk.languages import current, language_name
from comms.desk.preview import channel_name
from comms.desk.sayings.kinds import KINDS, TIERS
from comms.desk.sayings.states import STATES
from comms.desk.subjects import observance_of
from comms.domain.written import in_language
from comms.store.calendar_posts import Wanted, slots_told
from comms.store.queries import initiative_bodies

_OF_POSTS = ("channel", "language", "state", "kind")


class FilterForm(forms.Form):
    """Which posts and which days to show."""

    channel = forms.ChoiceField(label=_("Channel"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(label=_("Kind of story"), required=False)
    tier = forms.ChoiceField(label=_("Tier of the day"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        settings, themes = app.config().settings, app.calendars().taxonomy.roots
        named = sorted((in_language(one.label, current()), one.id) for one in themes)
        self._choose("channel", [(one.id, channel_name(one.id)) for one in settings.channels])
        self._choose("language", [(code, language_name(code)) for code in settings.languages])
        self._choose("state", list(STATES.items()))
        self._choose("kind", list(KINDS.items()))
        self._choose("tier", list(TIERS.items()))
        self._choose("theme", [(theme_id, label) for label, theme_id in named])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
        field.choices = [("", _("all")), *choices]


@dataclass(frozen=True)
class Filters:
    """What was chosen, without what nobody knows; *form* shows it."""

    form: FilterForm
    chosen: Mapping[str, str]

    @property
    def query(self) -> str:
        """Return what an address ends with, to show another period in the same way."""
        return f"?{urlencode(self.chosen)}" if self.chosen else ""

    def also(self, **more: str) -> str:
        """Return what an address ends with that asks for *more* than this."""
        return f"?{urlencode({**self.chosen, **more})}"

    def listing(self, day: date) -> str:
        """Return what the address of the list of posts ends with, for one day and the same choice."""
        same = {name: self.chosen[name] for name in ("state", "channel", "language") if name in self.chosen}
        return f"?{urlencode({'first': day.isoformat(), 'last': day.isoformat(), **same})}"

    @property
    def of_posts(self) -> bool:
        """Tell whether only some posts are asked for, by what a story without posts does not have."""
        return any(name in self.chosen for name in ("channel", "language", "state"))

    def fits(self, themes: Collection[str], tier: str | None) -> bool:
        """Tell whether something about *themes*, on a day of *tier*, is to be shown."""
        if self.chosen.get("tier", tier) != tier:
            return False
        taxonomy, theme = app.calendars().taxonomy, self.chosen.get("theme")
        return theme is None or any(one in taxonomy and taxonomy.root(one).id == theme for one in themes)


def asked(given: Mapping[str, str]) -> Filters:
    """Return what the address asks for; a value that nobody knows asks for nothing."""
    form = FilterForm(given)
    form.is_valid()
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    return Filters(FilterForm(initial=chosen), chosen)


def wanted(filters: Filters, first: date, last: date) -> Wanted:
    """Return which posts of a period are to be shown."""
    of_posts = {name: value for name, value in filters.chosen.items() if name in _OF_POSTS}
    narrowed = any(name in filters.chosen for name in ("tier", "theme"))
    return Wanted(**of_posts, slots=_stories(filters, list(slots_told(first, last))) if narrowed else None)


def _stories(filters: Filters, told: Collection[Mapping[str, Any]]) -> set[str]:
    """Return the stories that fit, by what they tell: a day, an event, or a work alone."""
    alone = {one["initiative"] for one in told if not one["occurrence"] and not one["event"]}
    works, events = initiative_bodies(alone), app.calendars().events
    found = set()
    for one in told:
        observance, event = observance_of(one["occurrence"]), events.get(one["event"])
        subject = observance or event
        themes = subject.themes if subject else works.get(one["initiative"], {}).get("themes", ())
        if filters.fits(themes, observance.tier if observance else None):
            found.add(one["id"])
    return found
