"""People, their roles and what each role may do."""

import re
import secrets
from datetime import datetime

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from comms.errors import NotAllowedError, NotFoundError
from comms.services.audit import DESK, By, record
from comms.store.models import Person

WRITE = "store.change_post"
APPROVE = "store.add_approval"
ROLES: dict[str, tuple[str, ...]] = {
    "reader": (),
    "officer": ("change_post",),
    "coordinator": ("change_post", "add_approval"),
}
_USERNAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,149}")
DEMO_ACCOUNTS = {"officer": "officer", "coordinator": "coordinator"}


def require(person: Person, permission: str) -> None:
    """Pass if *person* holds *permission*; raise NotAllowedError if not."""
    if not person.has_perm(permission):
        message = "your role does not allow this"
        raise NotAllowedError(message)


def make_roles() -> None:
    """Make the roles as groups with their permissions; a second time changes nothing."""
    for role, codenames in ROLES.items():
        group, _ = Group.objects.get_or_create(name=role)
        group.permissions.set(Permission.objects.filter(codename__in=codenames, content_type__app_label="store"))


def make_demo_accounts(*, now: datetime) -> dict[str, str]:
    """Make the demo accounts that do not exist yet; return the passwords of the new ones, to be shown once."""
    known = set(Person.objects.values_list("username", flat=True))
    fresh = {username: role for username, role in DEMO_ACCOUNTS.items() if username not in known}
    with transaction.atomic():
        return {username: make_account(username, role=role, by=DESK, now=now) for username, role in fresh.items()}


def make_account(username: str, *, role: str, by: By, now: datetime) -> str:
    """Make an account with a role and a random password; return the password, to be shown once."""
    if role not in ROLES:
        message = f"{role} is not a role; choose one of {', '.join(ROLES)}"
        raise NotAllowedError(message)
    if not _USERNAME.fullmatch(username):
        message = f"{username} cannot be a user name; use letters, digits and . - _ only"
        raise NotAllowedError(message)
    if Person.objects.filter(username=username).exists():
        message = f"there is an account {username} already; comms password {username} makes a new password"
        raise NotAllowedError(message)
    password = secrets.token_urlsafe(9)
    with transaction.atomic():
        make_roles()
        person = Person.objects.create_user(username, password=password)
        person.groups.add(Group.objects.get(name=role))
        record("account made", f"person:{username}", by=by, now=now, after={"role": role})
    return password


def reset_password(username: str, *, by: By, now: datetime) -> str:
    """Give *username* a new random password, end the sessions it has, and return the password."""
    try:
        person = Person.objects.get(username=username)
    except Person.DoesNotExist:
        known = ", ".join(Person.objects.order_by("username").values_list("username", flat=True)) or "none yet"
        message = f"there is no account {username}; accounts: {known}"
        raise NotFoundError(message) from None
    password = secrets.token_urlsafe(9)
    person.set_password(password)
    person.save(update_fields=["password"])
    record("password reset", f"person:{username}", by=by, now=now)
    return password


def remember_language(person: Person, language: str) -> None:
    """Speak *language* to *person* from now on."""
    person.language = language
    person.save(update_fields=["language"])
