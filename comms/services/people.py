"""People, their roles and what each role may do."""

import re
import secrets
from datetime import datetime

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from comms.errors import NotAllowedError, NotFoundError
from comms.services.audit import DESK, By, record
from comms.store.models import Person, Post

WRITE = "store.change_post"
APPROVE = "store.add_approval"
CONNECT = "store.change_credential"
PAUSE = "store.add_pause"
ROLES: dict[str, tuple[str, ...]] = {
    "reader": (),
    "officer": ("change_post",),
    "coordinator": ("change_post", "add_approval", "change_credential", "add_pause"),
}
_USERNAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,149}")
# Whoever wrote a post cannot approve it: two approvers, so that one may edit and the other approve.
DEMO_ACCOUNTS = {"officer": "officer", "coordinator": "coordinator", "deputy": "coordinator"}


def require(person: Person, permission: str) -> None:
    """Pass if *person* holds *permission*; raise NotAllowedError if not."""
    if not person.has_perm(permission):
        message = "your role does not allow this"
        raise NotAllowedError(message)


def allow(by: By) -> None:
    """Pass if *by* may write: a person with that role, or the desk's own actors."""
    if isinstance(by, Person):
        require(by, WRITE)


def allow_pausing(by: By) -> None:
    """Pass if *by* may pause: a publisher of pauses, or the desk's own actors."""
    if isinstance(by, Person):
        require(by, PAUSE)


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


def approvers_of(post: Post, submitted_by: Person | None = None) -> list[Person]:
    """Return who may approve *post*: everybody who approves, save who wrote it and who submitted it.

    *submitted_by* is who would submit it, where nobody has yet.
    """
    own = {post.author_id, submitted_by.pk if submitted_by else post.submitted_by_id}
    people = Person.objects.filter(is_active=True).order_by("username")
    return [person for person in people if person.pk not in own and person.has_perm(APPROVE)]


def remember_language(person: Person, language: str) -> None:
    """Speak *language* to *person* from now on."""
    person.language = language
    person.save(update_fields=["language"])
