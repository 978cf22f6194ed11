"""What is missing or remarkable before a vote on documents may be sealed: a to-do list."""

from collections import Counter
from collections.abc import Iterable, Sequence

from voting import clock
from voting.congress import queries as congress
from voting.i18n import _
from voting.polls.models import Poll
from voting.polls.rules import Issue
from voting.resolutions import queries
from voting.resolutions.checks import materials_findings
from voting.resolutions.models import Resolution, ResolutionItem
from voting.resolutions.presets import preset
from voting.resolutions.results import lost_texts
from voting.resolutions.rules import Finding, ItemClass
from voting.resolutions.wording import deviations


def page_of(poll: Poll, name: str) -> str:
    """Return the address of one of the set-up pages of a vote."""
    return f"/meetings/{poll.meeting_id}/polls/{poll.id}/resolution/{name}"


def issues(poll: Poll) -> list[Issue]:
    """Return the whole to-do list of a vote on documents."""
    found = queries.found_resolution(poll.id)
    if found is None:
        text = _("还没有选定表决规则。")
        return [Issue("no_setup", text, page_of(poll, "settings"))]
    standing = queries.standing_items(poll.id)
    return [
        *_from(_about_rules(found, standing), page_of(poll, "settings")),
        *_from(_about_items(standing), page_of(poll, "items")),
        *_about_texts(poll, found, standing),
        *_about_comments(poll, standing),
    ]


def _from(found: Iterable[Finding], url: str) -> list[Issue]:
    return [Issue(one.code, one.text, url, one.blocking) for one in found]


def _about_rules(found: Resolution, standing: Sequence[ResolutionItem]) -> Iterable[Finding]:
    whole = queries.rules_of(found)
    told = dict.fromkeys(deviations(whole, preset(whole.standard)))
    for item in standing:
        rules = queries.item_rules(item, whole)
        if item.changes:
            norm = preset(rules.standard).for_class(ItemClass(item.item_class))
            told |= dict.fromkeys(deviations(rules, norm, item.title))
    for text in told:
        yield Finding("deviation", text, blocking=False)


def _about_items(standing: Sequence[ResolutionItem]) -> Iterable[Finding]:
    if not standing:
        yield Finding("no_items", _("还没有要表决的议题。请逐项加入，每份文件一项。"))
    twice = [title for title, n in Counter(item.title for item in standing).items() if n > 1]
    if twice:
        text = _("有两项议题都叫“%(title)s”，选票上无法区分，请改名。", title=twice[0])
        yield Finding("same_title", text)


def _about_texts(
    poll: Poll, found: Resolution, standing: Sequence[ResolutionItem]
) -> Iterable[Issue]:
    meeting = congress.meeting(poll.meeting_id)
    held_on = clock.local(meeting.held_at).date()
    days = queries.rules_of(found).materials_days
    lost = lost_texts(meeting.congress_id)
    for item in standing:
        yield from _from(_about_text(item, lost), page_of(poll, f"items/{item.id}"))
        if item.versions:
            first, last = item.versions[0], item.versions[-1]
            findings = materials_findings(
                item.title,
                given_on=clock.local(first.uploaded_at).date(),
                text_on=clock.local(last.uploaded_at).date(),
                held_on=held_on,
                days=days,
            )
            yield from _from(findings, page_of(poll, f"items/{item.id}"))


def _about_text(item: ResolutionItem, lost: dict[str, str]) -> Iterable[Finding]:
    text = item.text_now
    if text is None:
        yield Finding("no_text", _("“%(title)s”还没有文本，请上传或填写。", title=item.title))
    elif text.sha256 in lost:
        yield Finding(
            "text_lost",
            _(
                "“%(title)s”现在的文本在“%(poll)s”中没有通过；请修改后上传新的一版，再提交表决。",
                title=item.title,
                poll=lost[text.sha256],
            ),
        )


def _about_comments(poll: Poll, standing: Sequence[ResolutionItem]) -> Iterable[Issue]:
    waiting = queries.unanswered(poll.id)
    for item in standing:
        if number := waiting.get(item.id):
            text = _("“%(title)s”还有 %(n)s 条预审意见没有答复。", title=item.title, n=number)
            yield Issue("comments", text, page_of(poll, f"items/{item.id}"), blocking=False)
