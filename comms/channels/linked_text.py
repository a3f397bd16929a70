"""A message's words where a channel has no card for its link: the link stands in them, once."""

from comms.domain.message import Message


def linked_text(message: Message, *, links: bool) -> str:
    """Return the text of *message*, with its link below it where posts carry links and the text has it not yet."""
    if not links or not message.link or message.link in message.text:
        return message.text
    return f"{message.text.rstrip()}\n\n{message.link}"
