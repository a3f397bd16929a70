"""The page of one post at a stand-in: what readers would find at the real server, on this machine."""

from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import quote

from comms.rehearsal.attached import Attached
from comms.rehearsal.server import Answer, Asked

PATH = "/as-public"
_PNG = b"\x89PNG"
# A stand-in does not know the language of whoever looks.
_NO_ALT = "no alternative text · sin texto alternativo · sans texte de remplacement"
_NOTHING = (
    "<p>Nothing is public here: it was taken back, or the desk was stopped.</p>"
    '<p lang="es">Aquí no hay nada público: se retiró, o la mesa se detuvo.</p>'
    '<p lang="fr">Rien n’est public ici : cela a été retiré, ou la rédaction a été fermée.</p>'
)


def address_of(server: str, number: str) -> str:
    """Return where the post that is known by *number* is seen at the stand-in at *server*."""
    return f"{server}{PATH}?id={quote(number, safe='')}"


def page(asked: Asked, label: str, words: str, attached: Attached, card: Mapping[str, Any]) -> Answer:
    """Return the page of a post, or its picture where that is asked for."""
    if asked.query.get("part") == "picture":
        kind = "image/png" if attached.octets.startswith(_PNG) else "image/jpeg"
        return Answer(200, attached.octets, {"Content-Type": kind})
    shown = [f'<p class="words">{escape(words)}</p>']
    if attached.octets:
        picture = escape(f"{address_of('', asked.query['id'])}&part=picture")
        shown.append(f'<figure><img src="{picture}" alt="{escape(attached.alt)}"><figcaption>')
        shown.append(f"{escape(attached.alt) or _NO_ALT}</figcaption></figure>")
    if card:
        shown.append(f'<p class="card"><b>{escape(str(card["title"]))}</b><br>{escape(str(card["address"]))}</p>')
    return _whole(200, label, "".join(shown))


def lost(label: str) -> Answer:
    """Return the page of a post that is not public, or not any more."""
    return _whole(404, label, _NOTHING)


def _whole(status: int, label: str, body: str) -> Answer:
    title = f"{escape(label)} · rehearsal · ensayo · répétition"
    style = (
        "body{font:1.1rem/1.5 sans-serif;max-width:38rem;margin:2rem auto;padding:0 1rem}img{max-width:100%}"
        ".words{white-space:pre-wrap;overflow-wrap:anywhere}.card{border:1px solid;padding:.5rem}figure{margin:1rem 0}"
    )
    html = (
        '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
        f"<title>{title}</title><style>{style}</style></head>\n"
        f'<body><h1>{title}</h1><main dir="auto">{body}</main></body>\n</html>\n'
    )
    return Answer(status, html.encode(), {"Content-Type": "text/html; charset=utf-8"})
