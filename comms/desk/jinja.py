"""The environment of the desk's templates: what every page can say and show."""

from collections.abc import Callable
from typing import Any

from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined

from comms.app import config
from comms.desk import dates, holding, languages, preview, sayings
from comms.desk.sayings.pauses import country_name
from comms.desk.views.visitor import may_pause
from comms.services.rehearsing import is_rehearsal

_FILTERS: dict[str, Callable[..., Any]] = {
    "in_language": languages.spoken,
    "language_name": languages.language_name,
    "day": dates.day_in_words,
    "short_day": dates.short_day,
    "clock": dates.clock,
    "hour": dates.hour,
    "minute": dates.minute,
    "month": dates.month_in_words,
    "weekday": dates.weekday_name,
    "moment": dates.moment,
    "linked": preview.linked,
    "channel": preview.channel_name,
    "label": preview.label_of,
    "secret": sayings.secret,
    "way": sayings.way,
    "state": sayings.state,
    "actor": sayings.actor,
    "stop": sayings.stop,
    "kind": sayings.kind,
    "note": sayings.note,
    "confidence": sayings.confidence,
    "consent": sayings.consent,
    "country": country_name,
    "tier": sayings.tier,
}


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args, kwargs=kwargs)


def environment(**options: Any) -> Environment:
    """Return the environment; a name that a template misspells is an error."""
    # Django hands over its own choice of these two.
    given = {name: value for name, value in options.items() if name not in {"autoescape", "undefined"}}
    made = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        **given,
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=gettext, ngettext=ngettext, pgettext=pgettext, npgettext=npgettext, newstyle=True
    )
    made.globals.update(
        url=_url,
        static=static,
        get_messages=get_messages,
        language=get_language,
        settings=config().settings,
        is_rehearsal=is_rehearsal(config().site),
        paused=holding.banner,
        may_pause=may_pause,
        own_name=languages.own_name,
        colon=languages.colon,
        counted=sayings.counted,
        kind_help=sayings.KIND_HELP,
        state_help=sayings.STATE_HELP,
    )
    made.filters.update(_FILTERS)
    return made
