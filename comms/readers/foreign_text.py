"""The text of a file that somebody else made: UTF-8, or a word on what it is instead."""

import re
from itertools import accumulate

from comms.errors import Problem
from comms.readers.shown import one_line

_MARK = "\ufeff"
_LONGEST_UID = 80
# What stands at the beginning of files that are no text, and what to do with them.
_SIGNS = (
    ((b"PK\x03\x04", b"PK\x05\x06"), "is a ZIP file, or a workbook such as Excel's; give what is inside, saved as {}"),
    ((b"\x1f\x8b", b"BZh", b"\xfd7zXZ"), "is compressed; unpack it, and give what is inside"),
    ((b"\xff\xfe", b"\xfe\xff"), "is UTF-16, not UTF-8; save or export it as UTF-8"),
    ((b"%PDF",), "is a PDF; give the same as {}"),
)
_WEB_PAGE = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
# A line may be folded in the middle of a letter: it is put together again before anybody reads letters.
_FOLD = re.compile(rb"(?:(?<!\n)\r\n|(?<![\r\n])\n)(?:\r?\n)*[ \t]")
_OLD_LINE_END = re.compile(rb"\r(?!\n)")
_NAME = re.compile(rb"\s*([A-Za-z-]{1,40})")
_NOT_UTF_8 = "is not UTF-8; save or export the file as UTF-8"


def unlike(content: bytes, form: str) -> str:
    """Return what *content* is instead of a text in the format called *form*, and what to do; nothing if it may be one.

    No word of it is quoted: it may be anything.
    """
    if not content.strip():
        return f"is empty; give a file of events, saved as {form}"
    for signs, told in _SIGNS:
        if content.startswith(signs):
            return told.format(form)
    if _WEB_PAGE.match(content.removeprefix(_MARK.encode())[:4_000]):
        return f"is a web page; give the events themselves, as {form}"
    return ""


def ics_text(content: bytes, *, file: str) -> str | Problem:
    """Return the text of a calendar, each property on one line, or the first property that is not UTF-8."""
    whole = _FOLD.sub(b"", _OLD_LINE_END.sub(b"\n", content))
    try:
        return whole.decode().removeprefix(_MARK)
    except UnicodeDecodeError as error:
        lines = whole.split(b"\n")
        ends = accumulate(len(line) + 1 for line in lines)
        number = next(number for number, end in enumerate(ends) if end > error.start)
        name = _NAME.match(lines[number])
        return Problem(file, _uid_near(lines, number), name[1].decode().upper() if name else "", _NOT_UTF_8)


def _uid_near(lines: list[bytes], number: int) -> str:
    """Return the UID of the event in which a line stands, if one can be told."""
    upper = [line.strip().upper() for line in lines]
    begun = [place for place in range(number + 1) if upper[place] == b"BEGIN:VEVENT"]
    ended = (place for place in range(number, len(upper)) if upper[place] == b"END:VEVENT")
    if not begun or b"END:VEVENT" in upper[begun[-1] : number]:
        return ""
    block = lines[begun[-1] : next(ended, number)]
    uid = next((line for line in block if line.upper().startswith(b"UID")), b"")
    return one_line(uid.partition(b":")[2].decode(errors="replace"), _LONGEST_UID)


def table_text(content: bytes, *, file: str) -> str | Problem:
    """Return the text of a table, or the first line of it that is not UTF-8."""
    try:
        return content.decode().removeprefix(_MARK)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return Problem(file, f"line {line}", "", _NOT_UTF_8)
