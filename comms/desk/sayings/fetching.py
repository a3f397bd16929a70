"""What is said when an address that somebody gave cannot be asked, or its answer cannot be used."""

from django.utils.translation import gettext_noop as _

FETCH_NOTES = (
    _("“%(url)s” is not a web address; write it in full, from https:// on"),
    _("the address on %(url)s holds a name or a password; use one without"),
    _("%(url)s asks for port %(port)s; only %(ports)s may be asked"),
    _("%(url)s is not known; check the spelling"),
    _("%(url)s is not on the open Internet; the desk asks only public addresses"),
    _("%(url)s leads on more than %(many)s times; give the last address"),
    _("%(url)s gave no answer in time"),
    _("%(url)s gave no sound answer (%(why)s)"),
    _("%(url)s answers compressed although it was not asked to"),
    _("%(url)s answers with more than %(most)s octets"),
    _("%(url)s gave only a part of its answer"),
    _("%(url)s answered %(status)s; nothing was changed"),
    _("%(url)s tells no event from %(first)s to %(last)s; nothing was changed"),
    _("nothing was changed: %(problem)s"),
    _("not all could be read: %(problem)s"),
)
