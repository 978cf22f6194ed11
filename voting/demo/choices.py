"""How simulated delegates fill in a sheet: favourites differ, some abstain, few write a name."""

import secrets
from collections import Counter
from collections.abc import Sequence

from voting.ballots.rules import Contest, Numbers, Selections

_chance = secrets.SystemRandom()
_NAMES = ("赵敏", "赵  敏", "趙敏", "何天建")
_COMMENTS = ("作风扎实，待人公道。", "希望多到教研组听课。", "沟通再主动一些。", "敢于承担责任。")
_ONE_IN_TWELVE = 0.08
_GRADES = (0.55, 0.28, 0.12, 0.05)
"""How readily each grade of a scale is given, from the best on."""


def choose(contests: Sequence[Contest], own: str | None = None) -> Selections:
    """Fill in a whole sheet; ``own`` is the option that is the voter's own line, if any."""
    marks: dict[str, dict[str, str]] = {}
    names: dict[str, list[str]] = {}
    texts: dict[str, dict[str, dict[str, str]]] = {}
    for contest in contests:
        marks[contest.id] = _marks(contest)
        names[contest.id] = []
        if own is not None and contest.own is not None:
            marks[contest.id][own] = contest.own
        if contest.write_ins and _chance.random() < _ONE_IN_TWELVE:
            _write_in(contest, marks[contest.id], names[contest.id])
        if contest.texts:
            texts[contest.id] = _texts(contest, marks[contest.id])
    return Selections(marks, names, texts)


def _marks(contest: Contest) -> dict[str, str]:
    if contest.numbers is not None:
        return _numbers(contest, contest.numbers)
    if "approve" in contest.scale:
        return _approvals(contest)
    if "agree" in contest.scale:
        return {option.id: _drawn(contest.scale, (0.86, 0.08, 0.06)) for option in contest.options}
    return _grades(contest)


def _approvals(contest: Contest) -> dict[str, str]:
    """Approve of those further up the list more often, within the limit."""
    allowed = contest.limits.get("approve", len(contest.options))
    filled: dict[str, str] = {}
    for place, option in enumerate(contest.options):
        liked = 0.97 - 0.5 * place / max(1, len(contest.options) - 1)
        drawn = _chance.random()
        if drawn < liked and list(filled.values()).count("approve") < allowed:
            filled[option.id] = "approve"
        elif "oppose" in contest.scale and drawn < liked + (1 - liked) * 0.7:
            filled[option.id] = "oppose"
    return filled


def _grades(contest: Contest) -> dict[str, str]:
    """Give the better grades more often, within the quotas; the last one hardly ever."""
    filled: dict[str, str] = {}
    given: Counter[str] = Counter()
    for option in contest.options:
        mark = _drawn(contest.scale, _GRADES)
        while given[mark] >= contest.limits.get(mark, len(contest.options)):
            mark = contest.scale[contest.scale.index(mark) + 1]
        given[mark] += 1
        filled[option.id] = mark
    return filled


def _numbers(contest: Contest, numbers: Numbers) -> dict[str, str]:
    best = numbers.most * 9 // 10
    return {option.id: str(best - _chance.randrange(best // 3)) for option in contest.options}


def _texts(contest: Contest, marks: dict[str, str]) -> dict[str, dict[str, str]]:
    """Write where a mark asks for it, and now and then a comment."""
    written: dict[str, dict[str, str]] = {}
    for option in contest.options:
        needed = [slot for slot in contest.texts if marks.get(option.id) in slot.needed_for]
        if not needed and _chance.random() < _ONE_IN_TWELVE:
            needed = [_chance.choice(contest.texts)]
        for slot in needed:
            text = _chance.choice(_COMMENTS)
            written.setdefault(option.id, {})[slot.id] = text[: slot.length]
    return written


def _write_in(contest: Contest, filled: dict[str, str], names: list[str]) -> None:
    """Oppose the last candidate and write another name instead."""
    filled[contest.options[-1].id] = "oppose"
    allowed = contest.limits.get("approve", len(contest.options))
    if list(filled.values()).count("approve") < allowed:
        names.append(_chance.choice(_NAMES))


def _drawn(scale: Sequence[str], shares: Sequence[float]) -> str:
    """Draw a mark; those beyond the given shares are left to chance alone."""
    return _chance.choices(scale[: len(shares)], shares[: len(scale)])[0]
