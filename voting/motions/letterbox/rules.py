"""The words of the letter boxes: sizes, codes, and what a sender is told of the state."""

from enum import StrEnum

from voting.access.rules import CODE_ALPHABET, code_as_typed
from voting.i18n import lazy
from voting.motions.rules import State

TITLE_LENGTH = 60
BODY_LENGTH = 3000
MESSAGE_LENGTH = 1000
MOST_MESSAGES = 20
"""Messages of one letter's sender in all."""
CODE_LENGTH = 16
"""Letters of a code, of five random bits each: 80 bits."""
_CODE_BYTES = 10
_PART = 4
QUICKEST = 2
"""Seconds a person needs at least to write a letter; a script needs none."""
FORM_HOURS = 12


class Keeper(StrEnum):
    """Who answers the letters of a box: a department, or the leader, who hands each on."""

    UNIT = "unit"
    LEADER = "leader"


KEEPER_LABELS: dict[Keeper, str] = {
    Keeper.UNIT: lazy("由一个部门答复"),
    Keeper.LEADER: lazy("由分管领导逐件交办"),
}
WAITING_WORDS = lazy("已投入信箱，次日开箱后办理")
_SENDER_WORDS: dict[State, str] = {
    State.FILED: lazy("已收到，正在确定由哪个部门办理"),
    State.HANDLING: lazy("正在办理，还没有答复"),
    State.REPLIED: lazy("已答复"),
    State.FOLLOW_UP: lazy("已答复，承诺的事情正在落实"),
    State.ESCALATED: lazy("已答复，工会正在组织当面沟通"),
    State.CLOSED: lazy("已答复并办结"),
    State.ARCHIVED: lazy("已办结并归档"),
    State.WITHDRAWN: lazy("不再办理"),
}


def in_words(state: State) -> str:
    """Return where a letter stands, in the words of its sender."""
    return str(_SENDER_WORDS.get(state, _SENDER_WORDS[State.FILED]))


def code_of(typed: str) -> str | None:
    """Return a code as it was handed out, however it was typed; None for what is none."""
    code = code_as_typed(typed)
    return code if len(code) == CODE_LENGTH and set(code) <= set(CODE_ALPHABET) else None


def code_from(random: bytes) -> str:
    """Return the code that so many random bytes make; ValueError for fewer than ten."""
    if len(random) < _CODE_BYTES:
        raise ValueError("a code needs eighty random bits")
    number = int.from_bytes(random[:_CODE_BYTES], "big")
    return "".join(CODE_ALPHABET[number >> (5 * place) & 31] for place in range(CODE_LENGTH))


def grouped(code: str) -> str:
    """Return a code as it is written down: XXXX-XXXX-XXXX-XXXX."""
    return "-".join(code[at : at + _PART] for at in range(0, len(code), _PART))
