"""The ways to connect channels, in words: titles, steps, and what each means for later."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

WAYS = (
    _("Four keys that do not end"),
    _("OAuth 2, renewed by the desk"),
    _("An access token for 60 days"),
    _("Access that the desk renews for a year"),
    _("An app password"),
    _("An access token"),
    _("A bot of yours"),
    _("An application password"),
    _("A user of its own"),
    _("Open the developer console of X with the account that shall speak, and make a project with an app in it."),
    _("Under “User authentication settings” choose “Read and write”, before you make any token."),
    _("Under “Keys and tokens” make the API key and its secret, and copy both."),
    _("Below, make the access token and its secret, and copy both: each is shown once."),
    _("These keys do not end by themselves."),
    _("Let the account agree to the scopes tweet.read, tweet.write, users.read, media.write and offline.access."),
    _("Copy the access token, the refresh token, and the client's id; its secret too, if the app has one."),
    _(
        "The access ends after two hours; the desk renews it by itself. Give these tokens to no other program: "
        "each refresh token is good for one use."
    ),
    _("Open the app with the product “Community Management API”; the page must have verified it."),
    _("Open the token generator as an administrator of the page, and choose the app."),
    _("Choose the scopes w_organization_social, r_organization_social and rw_organization_admin."),
    _("Agree, and copy the access token."),
    _("The access ends after 60 days. The desk warns 14, 7 and 1 days before; then do this again."),
    _("Ask LinkedIn to approve the app for programmatic refresh tokens; without that there are none."),
    _("Let an administrator of the page agree, and copy the access token and the refresh token."),
    _("Under “Auth” copy the client's id and its primary secret."),
    _(
        "The desk renews the access by itself for 365 days after the consent. It warns 14, 7 and 1 days before "
        "they are over; then the administrator agrees again."
    ),
    _("Log in to Bluesky as the account that shall speak."),
    _("Under “Settings”, “Privacy and security”, “App passwords” add one and name it “desk”."),
    _("Copy it: it is shown once. It is not the password of the account."),
    _("It does not end by itself. You can take it back there at any time."),
    _("Log in to the server as the account that shall speak."),
    _("Under “Preferences”, “Development” choose “New application” and name it “desk”."),
    _("Choose the scopes read:accounts, read:statuses, write:media and write:statuses, and no other."),
    _("Save, open the application, and copy “Your access token”."),
    _("In Telegram, write /newbot to @BotFather and choose a name for the bot."),
    _("Copy the token that it answers with. Whoever has it can speak as the bot."),
    _("Open your channel, “Administrators”, and add the bot."),
    _("Let it post messages and, so that posts can be taken back, delete messages; nothing else."),
    _("It does not end by itself. @BotFather makes another one with /revoke."),
    _("As an administrator, make a user for the desk under “Users”, with the role “Author”."),
    _("Log in as that user and open “Profile”."),
    _("Under “Application passwords” write “desk” and press “Add”."),
    _("Copy the password: it is shown once. It is not the password of the user."),
    _("As an administrator, switch on JSON:API and HTTP Basic Authentication under “Extend”."),
    _("Under “Configuration”, “Web services”, “JSON:API” accept all operations."),
    _(
        "Make a role that may create, edit, delete and publish its own content of one type, "
        "use the text format “Basic HTML”, and view its own unpublished content."
    ),
    _("Make a user with that role alone, and note its name and password."),
    _("It does not end by itself."),
)


def way(text: str) -> str:
    """Return a title, a step or a note of a way to connect, in words."""
    return gettext(text)
