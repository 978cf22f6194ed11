"""What whoever reads the figures of a vote must be told beside them."""

from voting.i18n import _
from voting.resolutions.outcome import Outcome


def remarks(outcome: Outcome) -> list[str]:
    """Return the sentences that the figures themselves call for."""
    return [*_void(outcome), *_no_quorum(outcome), *_sums(outcome)]


def _void(outcome: Outcome) -> list[str]:
    sheets = outcome.sheets
    found = [
        _("“%(box)s”收回的票多于发出的票，本次表决无效，须重新表决。", box=box)
        for box in sheets.boxes_over
    ]
    if sheets.returned > sheets.issued:
        found.append(
            _(
                "收回 %(returned)s 张，多于发出的 %(issued)s 张，本次表决无效，须重新表决。",
                returned=sheets.returned,
                issued=sheets.issued,
            )
        )
    return found


def _no_quorum(outcome: Outcome) -> list[str]:
    if outcome.quorum is not False:
        return []
    sheets = outcome.sheets
    return [
        _(
            "应到 %(eligible)s 人，到会 %(attended)s 人，没有达到规定的到会人数，不能表决。",
            eligible=sheets.eligible,
            attended=sheets.attended,
        )
    ]


def _sums(outcome: Outcome) -> list[str]:
    sheets, found = outcome.sheets, []
    if sheets.attended is not None and sheets.issued > sheets.attended:
        found.append(
            _(
                "发出 %(issued)s 张，多于到会人数 %(attended)s 人，请核对。",
                issued=sheets.issued,
                attended=sheets.attended,
            )
        )
    if outcome.items and sheets.not_cast:
        found.append(
            _(
                "%(n)s 人到会而没有投票（未投），与没有同意一样计算。",
                n=sheets.not_cast,
            )
        )
    return found
