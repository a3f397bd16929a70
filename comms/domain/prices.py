"""What posting costs on channels that ask a price, in dollars."""

from comms.domain.links_of_x import links_of_x

# X pricing, pay per use, 2026-08: a post, a post with an address in it, and the description of a picture.
_POST, _POST_WITH_LINK, _DESCRIPTION = 0.015, 0.200, 0.005
# Of a post that is taken back, and at most of one look for an unanswered one: 20 of our own posts at 0.001 each.
_DELETION, _READING = 0.010, 0.020


def price_of(kind: str, text: str, *, has_image: bool = False) -> float:
    """Return what one post costs on a channel of *kind*; nothing but on X."""
    if kind != "x":
        return 0.0
    post = _POST_WITH_LINK if links_of_x(text) else _POST
    return post + (_DESCRIPTION if has_image else 0.0)


def price_of_care(kind: str, *, looks: int, deletions: int) -> float:
    """Return what looking for posts and taking them back costs on a channel of *kind*."""
    return looks * _READING + deletions * _DELETION if kind == "x" else 0.0
