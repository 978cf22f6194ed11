"""What is missing or remarkable before an election's ballot may be sealed: a to-do list."""

from collections.abc import Iterable

from voting import clock
from voting.access.rules import Office
from voting.congress import queries as congress
from voting.congress.rules import Body as Assembly
from voting.elections import queries
from voting.elections.eligibility import officer_findings
from voting.elections.models import Candidate, Election
from voting.elections.nominees import findings, surroundings
from voting.elections.presets import preset
from voting.elections.rules import Body, Finding
from voting.elections.seats import (
    assembly_findings,
    margin_findings,
    seat_findings,
    women_committee_findings,
)
from voting.elections.wording import deviations
from voting.i18n import _
from voting.polls import roll
from voting.polls.models import Poll
from voting.polls.rules import Issue, RollBody
from voting.web.pages import day

_COUNTING = (Office.HEAD_SCRUTINEER, Office.SCRUTINEER, Office.TELLER)


def page_of(poll: Poll, name: str) -> str:
    """Return the address of one of an election's pages."""
    return f"/meetings/{poll.meeting_id}/polls/{poll.id}/election/{name}"


def issues(poll: Poll) -> list[Issue]:
    """Return the whole to-do list of an election."""
    found = queries.found_election(poll.id)
    if found is None:
        text = _("还没有设置选举的职务、应选名额和规则。")
        return [Issue("no_setup", text, page_of(poll, "settings"))]
    standing = [one for one in queries.candidates(poll.id) if one.stands]
    return [
        *_from(_about_seats(poll, found, len(standing)), page_of(poll, "settings")),
        *_from(_about_candidates(poll, found, standing), page_of(poll, "candidates")),
        *_from(_about_officers(poll, standing), f"/meetings/{poll.meeting_id}/appointments"),
        *_from(_about_approvals(found, standing), page_of(poll, "approvals")),
        *_from(_about_notice(found, standing), page_of(poll, "notice")),
        *_from(_about_order(found), page_of(poll, "order")),
    ]


def _from(found: Iterable[Finding], url: str) -> list[Issue]:
    return [Issue(one.code, one.text, url, one.blocking) for one in found]


def _about_seats(poll: Poll, found: Election, standing: int) -> Iterable[Finding]:
    rules, body = queries.rules_of(found), Body(found.body)
    if found.is_first:
        yield from seat_findings(body, found.seats, found.members, rules)
    if body is Body.WOMEN:
        yield from _about_women(poll, found)
    if found.members is not None:
        assembly = Assembly(congress.meeting(poll.meeting_id).congress.body)
        yield from assembly_findings(assembly, found.members, rules)
    if standing:
        # Those left over after a first ballot are as many as they are.
        later = not found.is_first or found.preliminary
        yield from margin_findings(body, found.seats, standing, rules, preliminary=later)
    for text in deviations(queries.base_rules(found), preset(queries.base_rules(found).standard)):
        yield Finding("deviation", text, blocking=False)


def _about_women(poll: Poll, found: Election) -> Iterable[Finding]:
    if poll.roll_body == RollBody.WOMEN:
        yield from women_committee_findings(roll.eligible(poll), queries.rules_of(found))
    else:
        yield Finding(
            "women_roll",
            _("女职工委员会由女职工选举的，应以女职工为选举人；由大会选举的可以忽略这一提示。"),
            blocking=False,
        )


def _about_candidates(poll: Poll, found: Election, standing: list[Candidate]) -> Iterable[Finding]:
    if not standing:
        yield Finding("no_candidates", _("还没有候选人。请从花名册中查找并加入。"))
        return
    around = surroundings(poll, found)
    for one in standing:
        yield from findings(around, one)
    untold = [one.person.name for one in standing if not one.cv]
    if untold:
        yield Finding(
            "no_cv",
            _(
                "有 %(n)s 名候选人还没有简历（%(names)s）；投票前应向大会介绍候选人。",
                n=len(untold),
                names=_listed(untold),
            ),
            blocking=False,
        )
    yield from _about_namesakes(found)


def _about_namesakes(found: Election) -> Iterable[Finding]:
    rows = queries.ballot_rows(found)
    shown = [row.shown for row in rows]
    twice = sorted({name for name in shown if shown.count(name) > 1})
    if twice:
        yield Finding(
            "namesakes",
            _(
                "候选人“%(name)s”有同名且部门相同的，选票上无法区分，请先在花名册中改正部门。",
                name=twice[0],
            ),
        )


def _about_officers(poll: Poll, standing: list[Candidate]) -> Iterable[Finding]:
    appointed = {
        row.person_id: row.name
        for row in congress.appointments(poll.meeting_id)
        if row.ended_at is None and row.office in _COUNTING
    }
    candidates = {one.person_id: one.person.name for one in standing}
    spouses = [(one.person_id, one.spouse_id) for one in standing if one.spouse_id is not None]
    for finding in officer_findings(candidates, appointed, spouses):
        # The poll itself refuses candidates who count; here only what it does not know.
        if not finding.blocking:
            yield finding


def _about_approvals(found: Election, standing: list[Candidate]) -> Iterable[Finding]:
    missing = [
        one.person.name
        for one in standing
        if not one.carried and (one.party_on is None or one.upper_on is None)
    ]
    if not missing:
        return
    if found.approvals_waived:
        yield Finding(
            "approvals_waived",
            _("没有登记候选人的全部批复，理由：%(reason)s", reason=found.approvals_waived),
            blocking=False,
        )
        return
    yield Finding(
        "approvals",
        _(
            "有 %(n)s 名候选人缺少同级党组织或上一级工会的批复：%(names)s。",
            n=len(missing),
            names=_listed(missing),
        ),
    )


def _about_notice(found: Election, standing: list[Candidate]) -> Iterable[Finding]:
    if all(one.carried for one in standing):
        return
    if found.objections and not found.objections_settled:
        yield Finding("objections", _("公示期间收到的异议还没有处理结论。"))
    rules = queries.base_rules(found)
    if found.notice_to is None and rules.publicity_days:
        yield _not_noticed(found, _("候选人名单还没有登记公示。"))
    elif found.notice_to is not None and clock.today() <= found.notice_to:
        text = _("候选人公示到%(day)s为止，还没有期满。", day=day(found.notice_to))
        yield _not_noticed(found, text)


def _not_noticed(found: Election, text: str) -> Finding:
    if not found.notice_waived:
        return Finding("notice", text)
    reason = _("理由：%(reason)s", reason=found.notice_waived)
    return Finding("notice_waived", f"{text}{reason}", blocking=False)


def _about_order(found: Election) -> Iterable[Finding]:
    strange = queries.unknown_signs(found)
    if strange and not found.manual_order:
        yield Finding(
            "unknown_strokes",
            _(
                "“%(signs)s”不在笔画表中，排在了最后，请核对顺序，必要时手工调整。",
                signs="、".join(strange),
            ),
            blocking=False,
        )
    if found.manual_order:
        yield Finding(
            "manual_order",
            _("候选人顺序为手工调整，理由：%(reason)s", reason=found.order_reason),
            blocking=False,
        )


def _listed(names: list[str]) -> str:
    few = "、".join(names[:3])
    return few if len(names) <= 3 else _("%(names)s等", names=few)  # noqa: PLR2004 - a few names
