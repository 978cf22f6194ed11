"""Checks of an election's result: who is elected is decided anew, by marks, names and rules."""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from verifier.canonical import Node
from verifier.documents import OTHERS, Bundle
from verifier.manifest import Contest
from verifier.recount import Decision, Person, Rules, decide, may_follow, rules_of
from verifier.report import Mismatch
from verifier.tally import over_returned, tally

APPROVE, OPPOSE, ABSTAIN = "approve", "oppose", "abstain"
_OTHERS = "others"
_FEWEST_SHOWN = 2


class Election:
    """The recount of an election's one contest."""

    def __init__(self, bundle: Bundle) -> None:
        if len(bundle.manifest.contests) != 1:
            raise Mismatch("一次选举只有一个选举事项，这份清单有几个，无法复算")
        self.bundle = bundle
        self.contest: Contest = bundle.manifest.contests[0]
        self.rules: Rules = rules_of(bundle.manifest.rules)

    @property
    def seats(self) -> int:
        """Return the seats: as many as one may approve."""
        seats = self.contest.limits.get(APPROVE, 0)
        if not seats:
            raise Mismatch("清单没有写明应选名额")
        return seats

    @property
    def of(self) -> int:
        """Return the number the threshold is a share of."""
        return self.rules.elect.of(self.bundle)

    @property
    def need(self) -> int:
        """Return the least number of approvals that elects."""
        return self.rules.elect.need(self.of)

    @property
    def quorum(self) -> bool:
        """Tell whether enough attended."""
        return self.rules.quorum.attended(self.bundle)

    @property
    def valid(self) -> bool:
        """Tell whether no more ballots came back than were issued, from any box."""
        return not over_returned(self.bundle)

    @property
    def held(self) -> bool:
        """Tell whether there is anything to announce."""
        return self.valid and self.quorum

    @cached_property
    def tally(self) -> dict[str, Counter[str]]:
        """Return the marks of every printed candidate."""
        marks = tally(self.bundle, self.contest.id)
        return {option: marks[option] for option in self.contest.names}

    @cached_property
    def written(self) -> Counter[tuple[str, str, str]]:
        """Return the votes of every published written-in person: (name, unit, ruling)."""
        rulings = {ruling.text: ruling for ruling in self.bundle.rulings[self.contest.id]}
        found: Counter[tuple[str, str, str]] = Counter()
        for text in self.bundle.records.write_ins[self.contest.id]:
            if text == OTHERS:
                found[OTHERS, "", _OTHERS] += 1
            else:
                found[rulings[text].name, rulings[text].unit, rulings[text].ruling] += 1
        return found

    @cached_property
    def decision(self) -> Decision:
        """Return who is elected."""
        if not self.held:
            return Decision(frozenset(), frozenset(), 0, self.seats)
        approvals = {(option, ""): marks[APPROVE] for option, marks in self.tally.items()}
        for (name, unit, ruling), votes in self.written.items():
            if ruling == "resolved":
                approvals[name, f"{unit}（另选）"] = votes
        return decide(self.need, self.seats, approvals)


def held_rightly(bundle: Bundle) -> str:
    """Judge quorum and validity anew."""
    election = Election(bundle)
    if bundle.result["quorum"].value is not election.quorum:
        raise Mismatch("到会人数是否达到规定，复算与结果不符")
    if bundle.result["valid_election"].value is not election.valid:
        raise Mismatch("选举是否有效，复算与结果不符")
    counts, rule = bundle.counts, election.rules.quorum
    word = "达到" if election.quorum else "没有达到"
    said = "收回不多于发出" if election.valid else "收回多于发出，选举无效"
    return f"到会 {counts.attended}/{counts.eligible}，{word}规定的 {rule.share}；{said}"


def threshold_follows(bundle: Bundle) -> str:
    """Compute anew how many approvals elect."""
    election = Election(bundle)
    rule = election.rules.elect
    expected = {
        "base": rule.base,
        "of": election.of,
        "need": election.need,
        "operator": rule.operator,
        "share": rule.share,
    }
    if bundle.result["threshold"].value != expected:
        raise Mismatch(f"当选票数线复算为 {election.need} 票（基数 {election.of}），与结果不符")
    return f"基数 {election.of}，须 {election.need} 票以上（{rule.operator} {rule.share}）"


def tally_follows(bundle: Bundle) -> str:
    """Count every candidate's marks anew and compare with the announced figures and order."""
    election = Election(bundle)
    rows = list(bundle.result["tally"])
    expected = {} if not election.held else {key: _row(election, key) for key in election.tally}
    found = {row["id"].text(): _announced(row) for row in rows}
    for key, row in expected.items():
        if found.get(key) != row:
            raise Mismatch(
                f"“{row[0]}”的票数复算为 赞成 {row[1]}、不赞成 {row[2]}、弃权 {row[3]}，与结果不符"
            )
    if len(rows) != len(expected) or set(found) != set(expected):
        raise Mismatch("得票表中的候选人与清单不符")
    votes = [row["approve"].whole() for row in rows]
    if votes != sorted(votes, reverse=True):
        raise Mismatch("得票表没有按赞成票由多到少排列")
    return f"{len(rows)} 名候选人的得票逐一复算相符"


def _row(election: Election, option: str) -> tuple[object, ...]:
    marks = election.tally[option]
    return (
        election.contest.names[option],
        marks[APPROVE],
        marks[OPPOSE],
        marks[ABSTAIN],
        marks[APPROVE] >= election.need,
    )


def _announced(row: Node) -> tuple[object, ...]:
    return tuple(row[key].value for key in ("name", APPROVE, OPPOSE, ABSTAIN, "passed"))


def write_ins_follow(bundle: Bundle) -> str:
    """Count the written-in names anew."""
    election = Election(bundle)
    expected = election.written if election.held else Counter()
    found: Counter[tuple[str, str]] = Counter()
    for row in bundle.result["write_ins"]:
        name, status, votes = row["name"].text(), row["status"].text(), row["approve"].whole()
        passed = status == "resolved" and votes >= election.need
        if row["passed"].value is not passed:
            raise Mismatch(f"另选人“{name}”是否达到当选票数，复算与结果不符")
        alone = status == _OTHERS or (votes < _FEWEST_SHOWN and not passed)
        unit = row.get("unit")
        if unit is not None and not alone and (name, unit.value, status) not in expected:
            raise Mismatch(f"另选人“{name}”的单位与认定不符")
        found[(OTHERS, _OTHERS) if alone else (name, status)] += votes
    if found != _by_name(expected):
        raise Mismatch("另选人的得票复算与结果不符")
    return f"另选人得票复算相符（公布 {len(found)} 项）"


def _by_name(written: Counter[tuple[str, str, str]]) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for (name, _unit, ruling), votes in written.items():
        found[name, ruling] += votes
    return found


def outcome_follows(bundle: Bundle) -> str:
    """Decide anew who is elected, who is tied, and how many seats stay empty."""
    election = Election(bundle)
    decision, result = election.decision, bundle.result
    if sorted(result["elected"].texts()) != _keys(decision.elected):
        raise Mismatch(f"当选人复算为 {_named(election, decision.elected)}，与结果不符")
    if _tied(result) != (decision.tied_seats, _keys(decision.tied)):
        raise Mismatch("得票相等须再次投票的人选或名额，复算与结果不符")
    if result["vacant"].value != decision.vacant:
        raise Mismatch(f"空缺名额复算为 {decision.vacant}，与结果不符")
    steps = result["next"].texts()
    follows = (
        may_follow(election.rules, decision, steps) if election.held else steps == ["reballot"]
    )
    if not follows:
        raise Mismatch("后续处理方式与规则不符")
    return f"当选 {len(decision.elected)} 人，空缺 {decision.vacant} 个名额，复算相符"


def _keys(persons: Iterable[Person]) -> list[str]:
    return sorted(key for key, _unit in persons)


def _tied(result: Node) -> tuple[int, list[str]]:
    runoff = result.get("runoff")
    if runoff is None:
        return 0, []
    return runoff["seats"].whole(), sorted(runoff["between"].texts())


def _named(election: Election, persons: Iterable[Person]) -> str:
    names = election.contest.names
    return "、".join(names.get(key, key) for key in _keys(persons)) or "无"
