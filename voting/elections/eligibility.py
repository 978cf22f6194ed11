"""Who may stand, who may be written in, and who may watch and count (候选人资格、监票计票回避)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from voting.elections.rules import Bar, Body, ElectionRules, Finding, Mode
from voting.elections.wording import LABELS
from voting.i18n import _

# Whoever leads the union, or keeps its money, does not audit it.
_AUDITED = frozenset({Body.COMMITTEE, Body.STANDING, Body.CHAIR, Body.VICE_CHAIR})
_AUDITING = frozenset({Body.AUDIT, Body.AUDIT_HEAD})
_WOMEN_ONLY = frozenset({Body.WOMEN, Body.WOMEN_HEAD})
_FROM_COMMITTEE = frozenset({Body.CHAIR, Body.VICE_CHAIR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Nominee:
    """What the rules ask about a person who is to stand or was written in.

    ``bodies``: the other bodies the person stands for or was elected into for this term.
    ``in_pool``: whether the person is in the body the candidates must come from (``None``: the
    pool does not exist yet).
    """

    person_id: int | None
    name: str
    member: bool = True
    retained: bool = False
    left: bool = False
    woman: bool | None = None
    bars: frozenset[Bar] = frozenset()
    finance_staff: bool = False
    bodies: frozenset[Body] = frozenset()
    in_pool: bool | None = None


def nominee_findings(
    nominee: Nominee, body: Body, mode: Mode, rules: ElectionRules
) -> list[Finding]:
    """Return what stands in the way of a person's candidacy; all that is, not just the first.

    Anybody in office can be put to a recall.
    """
    if body is Body.RECALL:
        return []
    return [
        *_standing_of_member(nominee),
        *_bars(nominee, rules),
        *_incompatible(nominee, body),
        *_pool(nominee, body, mode),
        *_women_only(nominee, body),
    ]


def write_in_barred(nominee: Nominee, body: Body, mode: Mode, rules: ElectionRules) -> str | None:
    """Return why a written-in person cannot be elected, or ``None`` if nothing is known."""
    for finding in nominee_findings(nominee, body, mode, rules):
        if finding.blocking:
            return finding.text
    return None


def _block(nominee: Nominee, code: str, sentence: str) -> Finding:
    return Finding(code, f"{nominee.name}：{sentence}", person_id=nominee.person_id)


def _standing_of_member(nominee: Nominee) -> Iterable[Finding]:
    if nominee.left:
        yield _block(nominee, "left", _("已离开本单位，不能作为候选人。"))
    elif nominee.retained:
        yield _block(nominee, "retained", _("属保留会籍人员，没有被选举权，不能作为候选人。"))
    elif not nominee.member:
        yield _block(nominee, "not_member", _("不是本单位工会会员，不能作为候选人。"))


def _bars(nominee: Nominee, rules: ElectionRules) -> Iterable[Finding]:
    for bar in sorted(nominee.bars):
        if bar in rules.ban:
            yield _block(
                nominee,
                f"barred_{bar.value}",
                _("属“%(bar)s”，按选举规则不得作为候选人。", bar=LABELS[bar]),
            )
        else:
            yield Finding(
                f"flagged_{bar.value}",
                _(
                    "%(name)s：已标记为“%(bar)s”，本规则不禁止，请筹备机构核对。",
                    name=nominee.name,
                    bar=LABELS[bar],
                ),
                blocking=False,
                person_id=nominee.person_id,
            )


def _incompatible(nominee: Nominee, body: Body) -> Iterable[Finding]:
    others = nominee.bodies - {body}
    clash = others & (_AUDITED if body in _AUDITING else _AUDITING)
    if (body in _AUDITING or body in _AUDITED) and clash:
        yield _block(
            nominee,
            "incompatible_bodies",
            _(
                "已是%(other)s的人选，不得同时作为%(body)s的候选人。",
                other="、".join(str(LABELS[other]) for other in sorted(clash)),
                body=LABELS[body],
            ),
        )
    if body in _AUDITING and nominee.finance_staff:
        yield _block(nominee, "finance_staff", _("是工会财务人员，不得进入经费审查委员会。"))


def _pool(nominee: Nominee, body: Body, mode: Mode) -> Iterable[Finding]:
    bound = body is Body.STANDING or (body in _FROM_COMMITTEE and mode is Mode.BY_COMMITTEE)
    if bound and not nominee.in_pool:
        yield _block(
            nominee,
            "not_in_committee",
            _("不是新一届工会委员会委员，不能作为%(body)s候选人。", body=LABELS[body]),
        )
    elif body is Body.AUDIT_HEAD and nominee.in_pool is False:
        yield _block(
            nominee, "not_in_audit", _("不是新一届经费审查委员会委员，不能作为主任候选人。")
        )


def _women_only(nominee: Nominee, body: Body) -> Iterable[Finding]:
    if body in _WOMEN_ONLY and nominee.woman is False:
        yield _block(nominee, "women_only", _("女职工委员会由女会员组成，候选人应为女性。"))


def officer_findings(
    candidates: Mapping[int, str],
    appointed: Mapping[int, str],
    spouses: Iterable[tuple[int, int]] = (),
) -> list[Finding]:
    """Check the scrutineers and tellers against the candidates of the same ballot.

    ``candidates`` and ``appointed``: person id → name; ``spouses``: (candidate, spouse) pairs.
    A candidate may not watch or count; a candidate's spouse had better not.
    """
    found = [
        Finding(
            "candidate_counts",
            _(
                "%(name)s是本次选举的候选人，不能担任监票人或计票人，请另行指定。",
                name=appointed[person],
            ),
            person_id=person,
        )
        for person in sorted(candidates.keys() & appointed.keys())
    ]
    found += [
        Finding(
            "spouse_counts",
            _(
                "%(officer)s是候选人%(candidate)s的配偶，建议不担任监票人或计票人。",
                officer=appointed[spouse],
                candidate=candidates[candidate],
            ),
            blocking=False,
            person_id=spouse,
        )
        for candidate, spouse in spouses
        if candidate in candidates and spouse in appointed
    ]
    return found
