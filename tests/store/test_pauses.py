from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission

from comms.services.people import PAUSE
from comms.store.models import Blackout
from tests.rows import DAY, a_coordinator

migration = import_module("comms.store.migrations.0009_pauses")
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_known", [True, False])
def test_coordinators_of_a_desk_that_is_brought_up_to_date_may_pause(is_known):
    coordinator = a_coordinator()
    Group.objects.get(name="coordinator").permissions.clear()
    if not is_known:
        Permission.objects.filter(codename="add_pause").delete()

    migration.let_coordinators_pause(apps, None)

    assert type(coordinator).objects.get(pk=coordinator.pk).has_perm(PAUSE)


def test_new_desk_makes_its_roles_by_itself():
    migration.let_coordinators_pause(apps, None)

    assert not Group.objects.exists()


def test_blackout_is_called_by_whom_it_silences():
    assert str(Blackout(first=DAY, last=DAY, member="a-city")) == "a-city: 2026-12-10 to 2026-12-10"
