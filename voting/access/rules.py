"""Offices and their permissions, waiting times after failed tries, the shape of secrets."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from voting.i18n import lazy


class Permission(StrEnum):
    """What one may be allowed to do; ``scope:act``, in alphabetical order."""

    ACCOUNT_MANAGE = "account:manage"
    AUDIT_READ = "audit:read"
    CARD_PRINT = "card:print"
    CHECK_IN_RECORD = "check-in:record"
    CHECK_IN_SELF = "check-in:self"
    CONGRESS_EDIT = "congress:edit"
    CONGRESS_READ = "congress:read"
    HAND_VOTE_RECORD = "hand-vote:record"
    MEETING_EDIT = "meeting:edit"
    MEETING_FOLLOW = "meeting:follow"
    MEETING_READ = "meeting:read"
    PAPER_ENTER = "paper:enter"
    PAPER_HAND_OUT = "paper:hand-out"
    PAPER_TAKE = "paper:take"
    POLL_ANNUL = "poll:annul"
    POLL_CERTIFY = "poll:certify"
    POLL_CLOSE = "poll:close"
    POLL_COUNT = "poll:count"
    POLL_DECLARE = "poll:declare"
    POLL_EDIT = "poll:edit"
    POLL_OPEN = "poll:open"
    POLL_PUBLISH = "poll:publish"
    POLL_READ = "poll:read"
    POLL_SEAL = "poll:seal"
    ROSTER_EDIT = "roster:edit"
    ROSTER_READ = "roster:read"
    SURVEY_CLOSE = "survey:close"
    SURVEY_CONSENT = "survey:consent"
    SURVEY_EDIT = "survey:edit"
    SURVEY_READ = "survey:read"
    SURVEY_RELEASE = "survey:release"
    WRITE_IN_RESOLVE = "write-in:resolve"


class Office(StrEnum):
    """The offices of the house; all but the first three are held in one meeting only."""

    ADMINISTRATOR = "administrator"
    SECRETARY = "secretary"
    SURVEY_CHAIR = "survey_chair"
    CHAIR = "chair"
    HEAD_SCRUTINEER = "head_scrutineer"
    SCRUTINEER = "scrutineer"
    TELLER = "teller"
    DELEGATE = "delegate"

    @property
    def label(self) -> str:
        """What readers call it."""
        return str(OFFICE_LABELS[self])


# The offices an account can hold everywhere; the others come from appointments of a meeting.
GLOBAL_OFFICES = frozenset({Office.ADMINISTRATOR, Office.SECRETARY, Office.SURVEY_CHAIR})

OFFICE_LABELS: dict[Office, str] = {
    Office.ADMINISTRATOR: lazy("系统管理员"),
    Office.SECRETARY: lazy("秘书（工会办公室）"),
    Office.SURVEY_CHAIR: lazy("问卷负责人"),
    Office.CHAIR: lazy("主持人"),
    Office.HEAD_SCRUTINEER: lazy("总监票人"),
    Office.SCRUTINEER: lazy("监票人"),
    Office.TELLER: lazy("计票人"),
    Office.DELEGATE: lazy("代表"),
}

_P = Permission
_IN_THE_HALL = frozenset({_P.MEETING_READ, _P.POLL_READ})
_AT_THE_BOX = _IN_THE_HALL | {
    _P.PAPER_ENTER,
    _P.PAPER_HAND_OUT,
    _P.POLL_CERTIFY,
    _P.POLL_COUNT,
}
_WATCHING = _AT_THE_BOX | {_P.WRITE_IN_RESOLVE}

# Who writes a survey needs a second person to print what others wrote in it.
_ABOVE_SURVEYS = frozenset({_P.SURVEY_CLOSE, _P.SURVEY_CONSENT, _P.SURVEY_READ, _P.SURVEY_RELEASE})

# Nobody holds all: who prepares a vote does not open it, who opens it does not count it, and
# who hands out accounts touches no vote at all.
PERMISSIONS_OF: dict[Office, frozenset[Permission]] = {
    Office.ADMINISTRATOR: frozenset({_P.ACCOUNT_MANAGE, _P.AUDIT_READ}),
    Office.SECRETARY: _IN_THE_HALL
    | {
        _P.AUDIT_READ,
        _P.CARD_PRINT,
        _P.CHECK_IN_RECORD,
        _P.CONGRESS_EDIT,
        _P.CONGRESS_READ,
        _P.HAND_VOTE_RECORD,
        _P.MEETING_EDIT,
        _P.PAPER_HAND_OUT,
        _P.POLL_ANNUL,
        _P.POLL_EDIT,
        _P.POLL_PUBLISH,
        _P.POLL_SEAL,
        _P.ROSTER_EDIT,
        _P.ROSTER_READ,
        _P.SURVEY_EDIT,
    }
    | _ABOVE_SURVEYS,
    Office.SURVEY_CHAIR: _ABOVE_SURVEYS,
    Office.CHAIR: _IN_THE_HALL
    | {
        _P.HAND_VOTE_RECORD,
        _P.POLL_ANNUL,
        _P.POLL_CERTIFY,
        _P.POLL_CLOSE,
        _P.POLL_DECLARE,
        _P.POLL_OPEN,
    },
    Office.HEAD_SCRUTINEER: _WATCHING,
    Office.SCRUTINEER: _WATCHING,
    Office.TELLER: _AT_THE_BOX,
    Office.DELEGATE: frozenset({_P.CHECK_IN_SELF, _P.MEETING_FOLLOW, _P.PAPER_TAKE}),
}


def permissions_of(offices: Iterable[Office]) -> frozenset[Permission]:
    """Return all that the holder of these offices may do."""
    return frozenset().union(*(PERMISSIONS_OF[office] for office in offices))


def offices_with(permission: Permission) -> tuple[Office, ...]:
    """Return the offices that carry a permission, in the order of :class:`Office`."""
    return tuple(office for office in Office if permission in PERMISSIONS_OF[office])


# Five slips of the finger cost nothing; after that each further one doubles the rest.
FREE_TRIES = 5
FIRST_REST = timedelta(seconds=30)
LONGEST_REST = timedelta(minutes=15)


def rest_after(failures: int) -> timedelta:
    """Return how long an account rests after so many failed tries in a row."""
    if failures < FREE_TRIES:
        return timedelta(0)
    # The cap is reached after five doublings; more would only grow a number nobody reads.
    doublings = min(failures - FREE_TRIES, 10)
    return min(FIRST_REST * (1 << doublings), LONGEST_REST)


def seconds_left(locked_until: datetime | None, moment: datetime) -> int:
    """Return the whole seconds an account still rests, 0 if it does not."""
    if locked_until is None or locked_until <= moment:
        return 0
    left = locked_until - moment
    return -(-left // timedelta(seconds=1))


SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 128
_FEWEST_LETTERS = 4


class PasswordFlaw(StrEnum):
    """What can be wrong with a new password."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    TOO_PLAIN = "too_plain"
    NAMES_OWNER = "names_owner"


def folded(text: str) -> str:
    """Return a text as it is compared: one width, one case, no white space around it."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def password_flaw(password: str, login: str, name: str) -> PasswordFlaw | None:
    """Return what is wrong with a new password, or None; lengths in characters."""
    plain = folded(password)
    if len(password) < SHORTEST_PASSWORD:
        return PasswordFlaw.TOO_SHORT
    if len(password) > LONGEST_PASSWORD:
        return PasswordFlaw.TOO_LONG
    if len(set(plain)) < _FEWEST_LETTERS:
        return PasswordFlaw.TOO_PLAIN
    if any(_hides_in(own, plain) for own in (folded(login), folded(name)) if own):
        return PasswordFlaw.NAMES_OWNER
    return None


def _hides_in(own: str, plain: str) -> bool:
    """Tell whether a password is little more than its owner's name, whatever is appended."""
    rest = plain.replace(own, "")
    return rest != plain and len(rest) < SHORTEST_PASSWORD // 2


def login_is_well_formed(login: str) -> bool:
    """Tell whether a login is 2–32 letters (of any script), digits, dots, dashes, underscores."""
    if not 2 <= len(login) <= 32:  # noqa: PLR2004 - said in the docstring and to the user
        return False
    return all(letter.isalnum() or letter in "._-" for letter in login)


# Capital letters and digits that nobody misreads on paper: no 0 and O, no 1 and I.
CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 8


def code_as_typed(text: str) -> str:
    """Return a code without the spaces, dashes and small letters people type."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(letter for letter in plain if letter.isalnum())


def token_in(scanned: str, before: str) -> str:
    """Return the token in a scanned address: what follows ``before``, or all of a bare token."""
    return scanned.strip().rpartition(before)[2].partition("?")[0].partition("#")[0]


def safe_next(target: str | None) -> str | None:
    """Return a path of this very site to go on to, or None for anything that leads elsewhere.

    Browsers drop control characters and read a backslash as a slash, so either is refused.
    """
    if not target or not target.startswith("/") or target.startswith("//"):
        return None
    if "\\" in target or any(unicodedata.category(letter)[0] == "C" for letter in target):
        return None
    parts = urlsplit(target)
    return None if parts.scheme or parts.netloc else target
