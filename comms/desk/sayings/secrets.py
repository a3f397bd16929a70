"""What people call the secrets of channels."""

from django.utils.translation import gettext_lazy as _

SECRETS = {
    "Access token": _("Access token"),
    "Access token (write:statuses write:media read:accounts read:statuses)": _(
        "Access token (write:statuses write:media read:accounts read:statuses)"
    ),
    "Access token of the page's administrator": _("Access token of the page's administrator"),
    "Access token secret": _("Access token secret"),
    "API key": _("API key"),
    "API key secret": _("API key secret"),
    "App password": _("App password"),
    "Application password of that user": _("Application password of that user"),
    "Client ID of the app": _("Client ID of the app"),
    "OAuth 2 client id": _("OAuth 2 client id"),
    "OAuth 2 client secret": _("OAuth 2 client secret"),
    "OAuth 2 refresh token": _("OAuth 2 refresh token"),
    "Password of that user": _("Password of that user"),
    "Primary client secret of the app": _("Primary client secret of the app"),
    "Refresh token": _("Refresh token"),
    "Token of the bot, as @BotFather gave it": _("Token of the bot, as @BotFather gave it"),
    "User name in Drupal": _("User name in Drupal"),
    "User name in WordPress": _("User name in WordPress"),
}


def secret(label: str) -> str:
    """Return the label of a secret in words."""
    return str(SECRETS.get(label, label))
