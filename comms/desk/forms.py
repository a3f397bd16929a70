"""What people fill in at the desk."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comms.config import Settings
from comms.desk.dates import short_day
from comms.desk.languages import language_name
from comms.desk.preview import channel_name
from comms.desk.sayings.states import CONSENTS, STATES
from comms.desk.sayings.verdicts import WHYS_SAID
from comms.domain.observances import FIRST_DAY, LAST_DAY
from comms.domain.verdicts import WHYS, VerdictKind

LONGEST_PERIOD = timedelta(days=92)


class EditForm(forms.Form):
    """The words, the alternative text and the hour of a post, and the version that was read."""

    text = forms.CharField(
        label=_("Text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 9, "dir": "auto"})
    )
    alt = forms.CharField(
        label=_("Alternative text of the image"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    hour = forms.TimeField(
        label=_("Hour"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class MoveForm(forms.Form):
    """The day and the hour to which a post moves, and the version that was read; what is left out stays as it is."""

    day = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    hour = forms.TimeField(
        label=_("Hour"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Ask for an hour where the post has none yet, and for a day that the calendar knows."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "hour" in cleaned and not cleaned["hour"] and not self.initial.get("hour"):
            self.add_error("hour", _("Choose an hour: it has none yet."))
        day = cleaned.get("day")
        if day and not FIRST_DAY <= day <= LAST_DAY:
            given = {"first": short_day(FIRST_DAY), "last": short_day(LAST_DAY)}
            self.add_error("day", _("Give a day from %(first)s to %(last)s.") % given)
        return cleaned


class SendBackForm(forms.Form):
    """What should change."""

    comment = forms.CharField(label=_("What should change?"), strip=True, widget=forms.Textarea(attrs={"rows": 3}))


class ConsentForm(forms.Form):
    """What a member said about telling its work, and who said it."""

    state = forms.ChoiceField(
        label=_("What the local government said"),
        choices=[(code, CONSENTS[code]) for code in ("given", "refused", "withdrawn")],
    )
    said_by = forms.CharField(label=_("Who answered for the local government"), max_length=200)


class VerdictForm(forms.Form):
    """Why a person decided so: one of the reasons of that decision, and their own words."""

    why = forms.ChoiceField(label=_("Why"))
    text = forms.CharField(label=_("In your own words"), required=False, max_length=500)

    def __init__(self, *args: Any, kind: VerdictKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["why"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
        field.choices = [(code, WHYS_SAID[code]) for code in WHYS[kind]]


class FoundForm(forms.Form):
    """Where a post was found."""

    url = forms.URLField(label=_("Its link on the channel"), assume_scheme="https")


class ComingForm(forms.Form):
    """Which posts to list."""

    first = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    last = forms.DateField(label=_("To"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    state = forms.ChoiceField(label=_("State"), required=False)
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *args: Any, settings: Settings, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anything = ("", _("all"))
        self.choose("state", [anything, *STATES.items()])
        self.choose("channel", [anything, *((one.id, channel_name(one.id)) for one in settings.channels)])
        self.choose("language", [anything, *((code, language_name(code)) for code in settings.languages)])

    def choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """Let the field *name* choose among *choices*."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins, or that no page could show."""
        cleaned: dict[str, Any] = super().clean() or {}
        first: date | None = cleaned.get("first")
        last: date | None = cleaned.get("last")
        for name, day in (("first", first), ("last", last)):
            if day and not FIRST_DAY <= day <= LAST_DAY:
                given = {"first": short_day(FIRST_DAY), "last": short_day(LAST_DAY)}
                self.add_error(name, _("Give a day from %(first)s to %(last)s.") % given)
        if first and last and last < first:
            self.add_error("last", _("The period ends before it begins."))
        elif first and last and last - first > LONGEST_PERIOD:
            self.add_error("last", _("Ask for three months at most."))
        return cleaned
