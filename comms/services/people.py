"""People, their roles and what each role may do."""

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
    made = {}
    with transaction.atomic():
        make_roles()
        for username, role in DEMO_ACCOUNTS.items():
            if Person.objects.filter(username=username).exists():
                continue
            password = secrets.token_urlsafe(9)
            person = Person.objects.create_user(username, password=password)
            person.groups.add(Group.objects.get(name=role))
            record("account made", f"person:{username}", by=DESK, now=now, after={"role": role})
            made[username] = password
    return made


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
