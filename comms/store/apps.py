"""The store as Django wants to find it."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The Django application that holds every table of the desk."""

    name = "comms.store"
    label = "store"
    verbose_name = "Store"
    default_auto_field = "django.db.models.BigAutoField"
