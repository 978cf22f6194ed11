"""How many may be elected, and how many must stand (名额与差额)."""

from fractions import Fraction

from voting.congress.rules import Body as Assembly
from voting.elections.rules import Body, ElectionRules, Finding, SizeRow, margin_key
from voting.elections.wording import LABELS
from voting.i18n import _


def size_row(body: Body, members: int, rules: ElectionRules) -> SizeRow | None:
    """Return the row of the size table for so many members; ``None``: the body has no table."""
    for row in rules.sizes.get(body.value, ()):
        if row.members_to is None or members <= row.members_to:
            return row
    return None


def seat_findings(
    body: Body, seats: int, members: int | None, rules: ElectionRules
) -> list[Finding]:
    """Check the seats of a body against the number of members (工会委员会委员名额)."""
    if members is None:
        return []
    row = size_row(body, members, rules)
    if row is None or row.allows(seats):
        return []
    return [
        Finding(
            "seats_out_of_range",
            _(
                "%(body)s的应选名额为 %(seats)s 人；会员 %(members)s 人时应为%(range)s，"
                "请改正名额。",
                body=LABELS[body],
                seats=seats,
                members=members,
                range=range_words(row),
            ),
        )
    ]


def range_words(row: SizeRow) -> str:
    """Say a row of the size table: 7 至 15 人."""
    if row.least == row.most:
        return _("%(n)s 人", n=row.least)
    words = _("%(least)s 至 %(most)s 人", least=row.least, most=row.most)
    return words if row.also is None else _("%(n)s 人或 %(range)s", n=row.also, range=words)


def extra_candidates(seats: int, rate: Fraction) -> int:
    """Return how many more must stand than are elected: the rate of the seats, at least one.

    The share of a person counts as a person; a rate of 0 asks for nobody (等额).
    """
    if rate == 0:
        return 0
    return max(1, -(-seats * rate.numerator // rate.denominator))


def candidates_needed(
    body: Body, seats: int, rules: ElectionRules, *, preliminary: bool = False
) -> int:
    """Return the least number of candidates; after a 差额预选 as many as seats suffice."""
    rate = rules.margin[margin_key(body)]
    if preliminary or rate is None:
        return seats
    return seats + extra_candidates(seats, rate)


def margin_findings(
    body: Body, seats: int, candidates: int, rules: ElectionRules, *, preliminary: bool = False
) -> list[Finding]:
    """Check the number of candidates: 差额 not below the rate, and never fewer than seats."""
    needed = candidates_needed(body, seats, rules, preliminary=preliminary)
    if candidates < needed:
        return [_too_few(body, seats, candidates, needed, rules)]
    if rules.margin[margin_key(body)] is None and candidates == seats and not preliminary:
        return [
            Finding(
                "margin_advised",
                _("候选人 %(n)s 人与应选名额相等；候选人应多于应选人，请核对。", n=candidates),
                blocking=False,
            )
        ]
    return []


def _too_few(body: Body, seats: int, candidates: int, needed: int, rules: ElectionRules) -> Finding:
    if needed == seats:
        return Finding(
            "too_few_candidates",
            _(
                "候选人 %(n)s 人，少于应选名额 %(seats)s 人，至少还需 %(more)s 人。",
                n=candidates,
                seats=seats,
                more=needed - candidates,
            ),
        )
    return Finding(
        "margin_too_small",
        _(
            "应选 %(seats)s 人，差额比例不低于 %(rate)s，至少要有 %(needed)s 名候选人，"
            "现有 %(n)s 名；请增加候选人，或先进行差额预选。",
            seats=seats,
            rate=_percent(rules.margin[margin_key(body)] or Fraction(0)),
            needed=needed,
            n=candidates,
        ),
    )


def _percent(rate: Fraction) -> str:
    whole = rate * 100
    return f"{whole}%" if whole.denominator == 1 else str(rate)


def may_reduce(body: Body | None, left: int, members: int | None, rules: ElectionRules) -> bool:
    """Tell whether the seats may be reduced to the ``left`` who are elected (减少名额).

    At least one must be left; with the number of members known, the size table must allow it.
    """
    if left < 1:
        return False
    row = size_row(body, members, rules) if body is not None and members is not None else None
    return row is None or row.allows(left)


def consent_reached(agreed: int, eligible: int) -> bool:
    """Tell whether the meeting consents to fewer seats: more than half of all who should come."""
    return 2 * agreed > eligible


def assembly_findings(assembly: Assembly, members: int, rules: ElectionRules) -> list[Finding]:
    """Check that a small union meets in full: below the limit no delegates' congress elects."""
    if assembly is not Assembly.DELEGATES or members >= rules.delegates_from:
        return []
    return [
        Finding(
            "too_few_for_delegates",
            _(
                "会员 %(members)s 人，不足 %(limit)s 人，应召开会员大会，由全体会员选举。",
                members=members,
                limit=rules.delegates_from,
            ),
        )
    ]


def women_committee_findings(women: int, rules: ElectionRules) -> list[Finding]:
    """Say so where there are too few women members for a committee of their own."""
    if women >= rules.women_committee_from:
        return []
    return [
        Finding(
            "too_few_women",
            _(
                "女会员 %(women)s 人，不足 %(limit)s 人，一般不设女职工委员会，只设女职工委员。",
                women=women,
                limit=rules.women_committee_from,
            ),
            blocking=False,
        )
    ]
