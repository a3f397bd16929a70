"""Handing one notice to the mail server."""

import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from hashlib import sha256

_SECONDS = 15.0


class NotTakenError(Exception):
    """The server did not take a mail."""


@dataclass(frozen=True)
class Letter:
    """A notice to one person; *about* is the same whenever it is tried again, so that copies can be told apart."""

    to: str
    about: str
    language: str
    subject: str
    text: str


@dataclass(frozen=True)
class PostOffice:
    """A mail server, and as whom mails are handed to it."""

    sender: str
    server: str
    port: int
    security: str
    user: str = ""
    password: str = ""

    def send(self, letter: Letter, *, now: datetime) -> None:
        """Hand *letter* over; raise NotTakenError where that fails."""
        try:
            with self._connection() as server:
                if self.security == "starttls":
                    server.starttls(context=ssl.create_default_context())
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(self._message(letter, now))
        except (OSError, smtplib.SMTPException, UnicodeError) as error:
            message = f"{type(error).__name__}: the notice was not taken by {self.server}"
            raise NotTakenError(message) from error

    def _connection(self) -> smtplib.SMTP:
        if self.security == "tls":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.server, self.port, timeout=_SECONDS, context=context)
        return smtplib.SMTP(self.server, self.port, timeout=_SECONDS)

    def _message(self, letter: Letter, now: datetime) -> EmailMessage:
        message = EmailMessage()
        name = sha256(f"{letter.about} {letter.to}".encode()).hexdigest()[:32]
        message["From"], message["To"], message["Subject"] = self.sender, letter.to, letter.subject
        message["Date"], message["Message-ID"] = now, f"<{name}@{self.sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        message["Content-Language"] = letter.language
        return message
