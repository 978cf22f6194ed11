"""What the rules say of a plan: hands or ballot, documents in time, texts that were changed.

Pure: days and digests are arguments. Whoever asks decides what to do with a finding.
"""

from datetime import date, timedelta

from voting.i18n import _
from voting.resolutions.rules import Finding, Hands, ItemClass, ResolutionRules, hands
from voting.resolutions.wording import CLASS_LABELS, SECRECY_LABELS


def hands_findings(rules: ResolutionRules, item_class: ItemClass) -> list[Finding]:
    """Say whether an item may be decided by a show of hands (举手表决)."""
    answer = hands(rules.secret, item_class)
    if answer is Hands.USUAL:
        return []
    words = {"item": CLASS_LABELS[item_class], "rule": SECRECY_LABELS[rules.secret]}
    if answer is Hands.FORBIDDEN:
        text = _("所用规则要求%(rule)s，“%(item)s”不能举手表决，请改用无记名投票。", **words)
        return [Finding("hands_forbidden", text)]
    text = _("所用规则要求%(rule)s，“%(item)s”一般应无记名投票；确需举手的，请写明依据。", **words)
    return [Finding("hands_advised_against", text, blocking=False)]


def latest_day(held_on: date, days: int) -> date:
    """Return the last day on which documents are in time for a meeting."""
    return held_on - timedelta(days=days)


def days_ahead(given_on: date, held_on: date) -> int:
    """Return how many days before a meeting something was given; below 0: after it."""
    return (held_on - given_on).days


def in_time(given_on: date, held_on: date, days: int) -> bool:
    """Tell whether documents were with the delegates so many days before the meeting."""
    return given_on <= latest_day(held_on, days)


def materials_findings(
    title: str, *, given_on: date, text_on: date, held_on: date, days: int
) -> list[Finding]:
    """Say whether a document was given in time: its first version, and the one voted on.

    A text revised after it was discussed (预审) is usual; that delegates got the last version
    later than the rule says is told beside it. Nothing here blocks.
    """
    if not days:
        return []
    if not in_time(given_on, held_on, days):
        text = _(
            "“%(title)s”在会前 %(n)s 天才发给代表，规定为会前 %(days)s 天。",
            title=title,
            n=max(days_ahead(given_on, held_on), 0),
            days=days,
        )
        return [Finding("materials_late", text, blocking=False)]
    if not in_time(text_on, held_on, days):
        text = _(
            "“%(title)s”的修改稿在会前 %(n)s 天发给代表（初稿按时），请在会上说明改了什么。",
            title=title,
            n=max(days_ahead(text_on, held_on), 0),
        )
        return [Finding("materials_revised", text, blocking=False)]
    return []


def text_findings(title: str, *, voted: str, now: str) -> list[Finding]:
    """Say that a text is no longer the one that was carried: it needs a new vote.

    ``voted`` and ``now`` are the digests of the text voted on and of the text as it stands.
    """
    if voted == now:
        return []
    text = _("“%(title)s”的文本在表决后有改动，须重新表决。", title=title)
    return [Finding("text_changed", text)]
