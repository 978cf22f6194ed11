"""Where a motion of a register stands: as the register says, never further than it says."""

from voting.i18n import _
from voting.motions.importing_columns import Column
from voting.motions.importing_reading import Entry
from voting.motions.importing_values import Done
from voting.motions.rules import PROMISED, State
from voting.motions.statistics import Fate

_WITHOUT_HANDLING = {Fate.NOT_FILED: State.NOT_FILED, Fate.WITHDRAWN: State.WITHDRAWN}


class Doubt(Exception):
    """Two columns of a row that cannot both be right; which one to look at, and what to do."""

    def __init__(self, column: Column, sentence: str) -> None:
        super().__init__(sentence)
        self.column, self.sentence = column, sentence


def state_of(entry: Entry, *, tells_of_replies: bool) -> State:
    """Return the state of a row; raise Doubt.

    A register that says nothing at all of replies is one of things past, and they are closed.
    """
    if entry.merged:
        return State.MERGED
    if entry.fate in _WITHOUT_HANDLING:
        return _WITHOUT_HANDLING[entry.fate]
    if entry.done is Done.ARCHIVED:
        return State.ARCHIVED
    if entry.done is Done.CLOSED:
        return State.CLOSED
    if entry.done is Done.UNSAID and (entry.replied or not tells_of_replies):
        return State.CLOSED
    return _open(entry)


def _open(entry: Entry) -> State:
    """Return the state of what is not done yet."""
    if not entry.replied:
        return State.HANDLING if entry.text(Column.UNIT) else State.FILED
    if entry.reply_class in PROMISED:
        return State.FOLLOW_UP
    if entry.replied_on is None:
        sentence = _("已答复而尚未办结的，请填写答复的日期，反馈期限从那天算起。")
        raise Doubt(Column.REPLIED, sentence)
    return State.REPLIED


def needs_unit(state: State) -> bool:
    """Tell whether a department of today goes on with it."""
    return state in {State.HANDLING, State.REPLIED, State.FOLLOW_UP}
