"""How a person connects each kind of channel: the ways that there are, where to go, what to do there, what to copy."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Way:
    """One way to connect: its title, its steps in order, the page where they begin, and the secrets that it brings.

    Its *optional* secrets are there for some people only. A *page* that begins with / is on the channel's own server.
    *note* is what it means for later.
    """

    name: str
    title: str
    steps: tuple[str, ...]
    page: str
    secrets: tuple[str, ...]
    note: str = ""
    optional: tuple[str, ...] = ()

    @property
    def needed(self) -> tuple[str, ...]:
        """Return the secrets without which it leads nowhere."""
        return tuple(secret for secret in self.secrets if secret not in self.optional)


_KEYS = "These keys do not end by themselves."
_X_APP = "Open the developer console of X with the account that shall speak, and make a project with an app in it."
_X_WRITES = "Under “User authentication settings” choose “Read and write”, before you make any token."
_X_SCOPES = "Let the account agree to the scopes tweet.read, tweet.write, users.read, media.write and offline.access."
_DRUPAL_ROLE = (
    "Make a role that may create, edit, delete and publish its own content of one type, "
    "use the text format “Basic HTML”, and view its own unpublished content."
)
_LINKEDIN_APP = "Open the app with the product “Community Management API”; the page must have verified it."
_LINKEDIN_SCOPES = "Choose the scopes w_organization_social, r_organization_social and rw_organization_admin."
WAYS: Mapping[str, tuple[Way, ...]] = {
    "x": (
        Way(
            "keys",
            "Four keys that do not end",
            (
                _X_APP,
                _X_WRITES,
                "Under “Keys and tokens” make the API key and its secret, and copy both.",
                "Below, make the access token and its secret, and copy both: each is shown once.",
            ),
            "https://developer.x.com/en/portal/dashboard",
            ("consumer_key", "consumer_secret", "access_token", "access_token_secret"),
            _KEYS,
        ),
        Way(
            "tokens",
            "OAuth 2, renewed by the desk",
            (
                _X_APP,
                _X_WRITES,
                _X_SCOPES,
                "Copy the access token, the refresh token, and the client's id; its secret too, if the app has one.",
            ),
            "https://developer.x.com/en/portal/dashboard",
            ("access_token", "refresh_token", "client_id", "client_secret"),
            "The access ends after two hours; the desk renews it by itself. Give these tokens to no other program: "
            "each refresh token is good for one use.",
            optional=("client_secret",),
        ),
    ),
    "linkedin": (
        Way(
            "token",
            "An access token for 60 days",
            (
                _LINKEDIN_APP,
                "Open the token generator as an administrator of the page, and choose the app.",
                _LINKEDIN_SCOPES,
                "Agree, and copy the access token.",
            ),
            "https://www.linkedin.com/developers/tools/oauth/token-generator",
            ("access_token",),
            "The access ends after 60 days. The desk warns 14, 7 and 1 days before; then do this again.",
        ),
        Way(
            "renewed",
            "Access that the desk renews for a year",
            (
                "Ask LinkedIn to approve the app for programmatic refresh tokens; without that there are none.",
                _LINKEDIN_APP,
                _LINKEDIN_SCOPES,
                "Let an administrator of the page agree, and copy the access token and the refresh token.",
                "Under “Auth” copy the client's id and its primary secret.",
            ),
            "https://www.linkedin.com/developers/apps",
            ("access_token", "refresh_token", "client_id", "client_secret"),
            "The desk renews the access by itself for 365 days after the consent. It warns 14, 7 and 1 days before "
            "they are over; then the administrator agrees again.",
        ),
    ),
    "bluesky": (
        Way(
            "password",
            "An app password",
            (
                "Log in to Bluesky as the account that shall speak.",
                "Under “Settings”, “Privacy and security”, “App passwords” add one and name it “desk”.",
                "Copy it: it is shown once. It is not the password of the account.",
            ),
            "https://bsky.app/settings/app-passwords",
            ("app_password",),
            "It does not end by itself. You can take it back there at any time.",
        ),
    ),
    "mastodon": (
        Way(
            "token",
            "An access token",
            (
                "Log in to the server as the account that shall speak.",
                "Under “Preferences”, “Development” choose “New application” and name it “desk”.",
                "Choose the scopes read:accounts, read:statuses, write:media and write:statuses, and no other.",
                "Save, open the application, and copy “Your access token”.",
            ),
            "/settings/applications",
            ("access_token",),
            "It does not end by itself. You can take it back there at any time.",
        ),
    ),
    "telegram": (
        Way(
            "bot",
            "A bot of yours",
            (
                "In Telegram, write /newbot to @BotFather and choose a name for the bot.",
                "Copy the token that it answers with. Whoever has it can speak as the bot.",
                "Open your channel, “Administrators”, and add the bot.",
                "Let it post messages and, so that posts can be taken back, delete messages; nothing else.",
            ),
            "https://t.me/BotFather",
            ("token",),
            "It does not end by itself. @BotFather makes another one with /revoke.",
        ),
    ),
    "wordpress": (
        Way(
            "password",
            "An application password",
            (
                "As an administrator, make a user for the desk under “Users”, with the role “Author”.",
                "Log in as that user and open “Profile”.",
                "Under “Application passwords” write “desk” and press “Add”.",
                "Copy the password: it is shown once. It is not the password of the user.",
            ),
            "/wp-admin/profile.php",
            ("username", "password"),
            "It does not end by itself. You can take it back there at any time.",
        ),
    ),
    "drupal": (
        Way(
            "password",
            "A user of its own",
            (
                "As an administrator, switch on JSON:API and HTTP Basic Authentication under “Extend”.",
                "Under “Configuration”, “Web services”, “JSON:API” accept all operations.",
                _DRUPAL_ROLE,
                "Make a user with that role alone, and note its name and password.",
            ),
            "/admin/config/services/jsonapi",
            ("username", "password"),
            "It does not end by itself.",
        ),
    ),
}


def ways(kind: str) -> tuple[Way, ...]:
    """Return the ways to connect a channel of *kind*; none where there is nothing to connect."""
    return WAYS.get(kind, ())
