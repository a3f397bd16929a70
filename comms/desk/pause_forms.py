"""What people fill in to pause, to declare a blackout, and to decide about what was held."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comms import app
from comms.desk import sayings
from comms.desk.languages import current, language_name
from comms.desk.preview import channel_name
from comms.desk.sayings.pauses import country_name
from comms.domain.pauses import Kind, Scope
from comms.domain.posts import wall_time
from comms.domain.written import in_language
from comms.errors import CommsError
from comms.store.queries import member_places

Choices = list[tuple[str, Any]]


def choices_of_members() -> tuple[Choices, Choices]:
    """Return the countries with members, and the members, each by name."""
    members = member_places()
    countries = sorted({one["country"] for one in members.values() if one.get("country")}, key=country_name)
    named = {id_: in_language(body["name"], current()) for id_, body in members.items() if body.get("name")}
    return (
        [(f"country:{code}", country_name(code)) for code in countries],
        [(f"member:{id_}", named[id_]) for id_ in sorted(named, key=lambda id_: named[id_].casefold())],
    )


class PauseForm(forms.Form):
    """What to pause, why, and until when."""

    scope = forms.ChoiceField(label=gettext_lazy("What to pause"))
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"})
    )
    until = forms.DateTimeField(
        label=gettext_lazy("Until"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        settings = app.config().settings
        countries, members = choices_of_members()
        field = self.fields["scope"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
        field.choices = [
            (str(Scope()), _("Everything")),
            (_("One channel"), [(str(Scope(Kind.CHANNEL, one.id)), channel_name(one.id)) for one in settings.channels]),
            (_("One language"), [(f"language:{code}", language_name(code)) for code in settings.languages]),
            (_("One country"), countries),
            (_("One local government"), members),
        ]

    def clean_until(self) -> datetime | None:
        """Return the hour that was typed as one of the site's zone."""
        typed: datetime | None = self.cleaned_data["until"]
        if typed is None:
            return None
        try:
            return wall_time(typed.replace(tzinfo=None, fold=0), app.config().settings.zone)
        except CommsError as impossible:
            raise forms.ValidationError(sayings.error(impossible)) from impossible


class BlackoutForm(forms.Form):
    """Who is silent, from which day to which, and why."""

    who = forms.ChoiceField(label=gettext_lazy("Who"))
    first = forms.DateField(
        label=gettext_lazy("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    last = forms.DateField(
        label=gettext_lazy("Last day, included"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    note = forms.CharField(
        label=gettext_lazy("Why"), max_length=300, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        countries, members = choices_of_members()
        field = self.fields["who"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
        field.choices = [(_("One country"), countries), (_("One local government"), members)]
