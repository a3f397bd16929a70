"""Which moves of a post may come of which event, one after the other."""

from comms.domain.posts import State

S = State
ANSWERED = {
    (old, new)
    for old in (S.SENDING, S.UNCONFIRMED)
    for new in (S.PUBLISHED, S.UNCONFIRMED, S.FAILED, S.SCHEDULED, S.HELD_LATE)
}
PROVEN = {(old, new) for old in S if old is not S.SENDING for new in (S.PUBLISHED, S.UNCONFIRMED)}
BACK = {(old, S.DRAFT) for old in (S.IN_REVIEW, S.APPROVED, S.SCHEDULED, S.HELD_LATE)}
MISSED = {(old, S.MISSED) for old in (S.DRAFT, S.IN_REVIEW, S.APPROVED, S.SCHEDULED, S.HELD_LATE)}
MOVES_OF = {
    "tick": {
        *MISSED,
        *ANSWERED,
        (S.SCHEDULED, S.SENDING),
        (S.SCHEDULED, S.HELD_LATE),
        (S.SCHEDULED, S.DRAFT),
        (S.SCHEDULED, S.UNCONFIRMED),
        (S.SCHEDULED, S.PUBLISHED),
        (S.UNCONFIRMED, S.DRAFT),
    }
    - {(S.UNCONFIRMED, S.FAILED), (S.UNCONFIRMED, S.HELD_LATE)},
    "send now": {
        *ANSWERED,
        *((old, new) for old in (S.APPROVED, S.SCHEDULED, S.HELD_LATE) for new in (S.SENDING, S.DRAFT)),
        *((old, new) for old in (S.APPROVED, S.SCHEDULED, S.HELD_LATE) for new in (S.UNCONFIRMED, S.PUBLISHED)),
    },
    "answer": ANSWERED | PROVEN,
    "edit": BACK | {(S.FAILED, S.DRAFT), (S.MISSED, S.DRAFT)},
    "submit": {(S.DRAFT, S.IN_REVIEW)},
    "approve": {(S.IN_REVIEW, S.APPROVED), (S.APPROVED, S.SCHEDULED)},
    "send back": BACK,
    "withdraw": {
        (old, S.WITHDRAWN) for old in (S.DRAFT, S.IN_REVIEW, S.APPROVED, S.SCHEDULED, S.HELD_LATE, S.MISSED, S.FAILED)
    },
    "it is there": {(S.UNCONFIRMED, S.PUBLISHED)},
    "it is not": {(S.UNCONFIRMED, S.DRAFT)},
    "take back": {(S.PUBLISHED, S.WITHDRAWN)},
    "reopen": {(old, S.DRAFT) for old in (S.WITHDRAWN, S.FAILED, S.MISSED)},
    "nothing": set(),
}
