"""What a status says, out of the HTML in which Mastodon gives it back."""

from html.parser import HTMLParser

_BREAKS = frozenset({"p", "br", "div", "li", "blockquote"})


class _Words(HTMLParser):
    """Gather what a reader sees, and the parts of links that are hidden from the eye."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the library's signature
        """Take a new line for a blank."""
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Take the end of a paragraph for a blank."""
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        self.parts.append(data)


def words(html: str) -> str:
    """Return the text of a status, each run of blanks as one."""
    parser = _Words()
    parser.feed(html)
    parser.close()
    return one_line("".join(parser.parts))


def one_line(text: str) -> str:
    """Return *text* with each run of blanks as one."""
    return " ".join(text.split())
