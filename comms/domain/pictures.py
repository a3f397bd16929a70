"""Pictures of a plan as SVG, for those who see them; the table beside each says the same to all."""

from collections.abc import Mapping, Sequence
from html import escape

WIDTH = 640
_ROW, _LABEL, _PAD = 22, 190, 28
# Colours that differ in brightness too, so that they differ for everybody, on screen and in print.
_BAR, _LINE, _GRID, _TEXT = "#1f5f8b", "#1f5f8b", "#c9d3da", "#1b1b1b"
_SILENT, _SPOKEN = (233, 136, 112), (225, 240, 232)
# As much of a name as there is room for beside a row.
_LONGEST = 29


def bars(title: str, about: str, rows: Sequence[tuple[str, int]]) -> str:
    """Return a bar for each of *rows*, a name and its number."""
    most = max((number for _, number in rows), default=0) or 1
    parts = []
    for place, (name, number) in enumerate(rows):
        top = _PAD + place * _ROW
        long = round((WIDTH - _LABEL - 60) * number / most, 1)
        parts += [
            _text(_LABEL - 8, top + 14, _short(name), anchor="end"),
            f'<rect x="{_LABEL}" y="{top + 3}" width="{long}" height="{_ROW - 7}" fill="{_BAR}"/>',
            _text(_LABEL + long + 6, top + 14, str(number)),
        ]
    return _picture(title, about, _PAD * 2 + _ROW * len(rows), parts)


def curve(title: str, about: str, points: Sequence[tuple[str, int]], most: int) -> str:
    """Return a line through *points*, a name and a number up to *most* each."""
    high, left = 220, 60
    step = (WIDTH - left - 30) / max(1, len(points) - 1)
    places = [
        (round(left + number * step, 1), round(_PAD + high - high * value / max(1, most), 1))
        for number, (_, value) in enumerate(points)
    ]
    parts = [_text(left - 8, _PAD + 5, str(most), anchor="end"), _text(left - 8, _PAD + high + 4, "0", anchor="end")]
    parts += [f'<line x1="{left}" y1="{y}" x2="{WIDTH - 30}" y2="{y}" stroke="{_GRID}"/>' for y in (_PAD, _PAD + high)]
    line = " ".join(f"{x},{y}" for x, y in places)
    parts.append(f'<polyline points="{line}" fill="none" stroke="{_LINE}" stroke-width="2.5"/>')
    for (name, value), (x, y) in zip(points, places, strict=True):
        parts.append(
            f'<circle cx="{x}" cy="{y}" r="3.5" fill="{_LINE}"><title>{escape(name)}: {value}</title></circle>'
        )
        parts.append(_text(x, _PAD + high + 18, name[-2:], anchor="middle"))
    return _picture(title, about, high + _PAD * 2 + 10, parts)


def heat_map(title: str, about: str, rows: Mapping[str, Mapping[str, tuple[int, int]]], columns: Sequence[str]) -> str:
    """Return a cell for each row and column: of how many days the network says something about how many."""
    wide = (WIDTH - _LABEL - 10) / max(1, len(columns))
    parts = [
        _text(round(_LABEL + (place + 0.5) * wide, 1), _PAD - 6, name[-2:], anchor="middle")
        for place, name in enumerate(columns)
    ]
    for line, (name, cells) in enumerate(rows.items()):
        top = _PAD + line * _ROW
        parts.append(_text(_LABEL - 8, top + 15, _short(name), anchor="end"))
        for place, column in enumerate(columns):
            if column in cells:
                days, spoken = cells[column]
                left = round(_LABEL + place * wide, 1)
                parts.append(
                    f'<rect x="{left}" y="{top + 1}" width="{round(wide - 2, 1)}" height="{_ROW - 2}" '
                    f'fill="{_shade(spoken / days)}"/>'
                )
                parts.append(_text(round(left + wide / 2 - 1, 1), top + 15, f"{spoken}/{days}", anchor="middle"))
    return _picture(title, about, _PAD * 2 + _ROW * len(rows), parts)


def _picture(title: str, about: str, high: float, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {high}" width="{WIDTH}" role="img" '
        f'font-family="sans-serif" font-size="12"><title>{escape(title)}</title><desc>{escape(about)}</desc>'
        f'<rect width="{WIDTH}" height="{high}" fill="#ffffff"/>{"".join(parts)}</svg>'
    )


def _text(x: float, y: float, words: str, *, anchor: str = "start") -> str:
    return f'<text x="{x}" y="{y}" fill="{_TEXT}" text-anchor="{anchor}">{escape(words)}</text>'


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def _shade(share: float) -> str:
    """Return a colour between a loud one, where nobody has anything to say, and a quiet one."""
    mixed = (round(low + (high - low) * share) for low, high in zip(_SILENT, _SPOKEN, strict=True))
    return "#" + "".join(f"{one:02x}" for one in mixed)
