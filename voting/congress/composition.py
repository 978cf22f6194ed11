"""The composition of the delegates (代表成分比例): who they are, against what the rules ask."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from voting.congress.rules import Share
from voting.i18n import _, lazy

# Posts that make a person 中层以上; a post that only sounds like one is named apart.
_CADRE_POSTS = (
    "校长",
    "园长",
    "院长",
    "书记",
    "主任",
    "处长",
    "科长",
    "部长",
    "厂长",
    "经理",
    "总裁",
    "总监",
    "董事",
    "监事",
    "主席",
)
_NOT_CADRE_POSTS = ("班主任", "年级主任", "小组", "主任医师", "主任护师", "主任技师")
_MANAGEMENT = "management"


class Group(StrEnum):
    """The groups whose share among the delegates is looked at."""

    TEACHERS = "teachers"
    WOMEN = "women"
    YOUNG = "young"
    CADRES = "cadres"
    FRONTLINE = "frontline"


class Limit(StrEnum):
    """What a preset asks of a group's share."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    PROPORTIONAL = "proportional"
    ADVISED = "advised"
    NONE = "none"


class Verdict(StrEnum):
    """Kept, broken, below what is advised, or merely reported."""

    GREEN = "green"
    RED = "red"
    AMBER = "amber"
    PLAIN = "plain"


GROUP_LABELS: dict[Group, str] = {
    Group.TEACHERS: lazy("教师代表"),
    Group.WOMEN: lazy("女代表"),
    Group.YOUNG: lazy("青年代表"),
    Group.CADRES: lazy("中层以上管理人员"),
    Group.FRONTLINE: lazy("一线职工代表"),
}


@dataclass(frozen=True, slots=True)
class Profile:
    """What the report needs to know of one person; ``birth_month`` as 1975-04 or None."""

    name: str
    category: str | None
    sex: str | None
    birth_month: str | None
    post: str | None


@dataclass(frozen=True, slots=True)
class GroupRule:
    """One line of a preset: a group and what is asked of it."""

    group: Group
    limit: Limit
    share: Share | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the report: ``count`` of ``total`` delegates, in people, and the judgement."""

    group: Group
    label: str
    count: int
    total: int
    rule: str
    verdict: Verdict
    names: tuple[str, ...]
    unknown: int = 0


def is_cadre(post: str | None) -> bool:
    """Tell whether a post is one of 中层以上 management."""
    title = post or ""
    for harmless in _NOT_CADRE_POSTS:
        title = title.replace(harmless, "")
    return any(word in title for word in _CADRE_POSTS)


def age(birth_month: str, day: date) -> int:
    """Return a person's age in whole years on a day; in the month of birth it counts as reached."""
    year, month = (int(part) for part in birth_month.split("-")[:2])
    return day.year - year - (day.month < month)


def composition(
    delegates: Sequence[Profile],
    staff: Sequence[Profile],
    rules: Iterable[GroupRule],
    *,
    young_age: int,
    day: date,
) -> list[Line]:
    """Report each group's share among the delegates, judged by a preset's rules.

    ``staff`` is everybody the congress stands for; the proportional limits compare with them.
    """
    tests = _tests(young_age, day)
    return [_line(rule, delegates, staff, tests[rule.group], young_age) for rule in rules]


def _tests(young_age: int, day: date) -> dict[Group, Callable[[Profile], bool]]:
    return {
        Group.TEACHERS: lambda person: person.category == "teacher",
        Group.WOMEN: lambda person: person.sex == "female",
        Group.YOUNG: lambda person: (
            person.birth_month is not None and age(person.birth_month, day) <= young_age
        ),
        Group.CADRES: lambda person: is_cadre(person.post),
        Group.FRONTLINE: lambda person: (
            person.category not in {None, _MANAGEMENT} and not is_cadre(person.post)
        ),
    }


def _line(
    rule: GroupRule,
    delegates: Sequence[Profile],
    staff: Sequence[Profile],
    belongs: Callable[[Profile], bool],
    young_age: int,
) -> Line:
    names = tuple(person.name for person in delegates if belongs(person))
    among_staff = sum(belongs(person) for person in staff)
    share = rule.share or Share(among_staff, len(staff) or 1)
    return Line(
        group=rule.group,
        label=str(GROUP_LABELS[rule.group]),
        count=len(names),
        total=len(delegates),
        rule=_sentence(rule, share, len(delegates), young_age),
        verdict=_verdict(rule.limit, share, len(names), len(delegates)),
        names=names,
        unknown=_unknown(rule.group, delegates),
    )


def _verdict(limit: Limit, share: Share, count: int, total: int) -> Verdict:
    if limit is Limit.NONE or total == 0:
        return Verdict.PLAIN
    if limit is Limit.AT_MOST:
        return Verdict.GREEN if share.at_most(count, total) else Verdict.RED
    if share.met(count, total):
        return Verdict.GREEN
    return Verdict.AMBER if limit is Limit.ADVISED else Verdict.RED


def _sentence(rule: GroupRule, share: Share, total: int, young_age: int) -> str:
    least = -(-total * share.num // share.den)
    percent = share.num * 100 // share.den
    if rule.limit is Limit.AT_LEAST:
        return _("不低于 %(percent)s%%，至少 %(least)s 人", percent=percent, least=least)
    if rule.limit is Limit.AT_MOST:
        most = total * share.num // share.den
        return _("不超过 %(percent)s%%，至多 %(most)s 人", percent=percent, most=most)
    if rule.limit in {Limit.PROPORTIONAL, Limit.ADVISED}:
        values = {"women": share.num, "staff": share.den, "least": least}
        if rule.limit is Limit.PROPORTIONAL:
            return _("不低于在职工中的比例（%(women)s/%(staff)s），至少 %(least)s 人", **values)
        return _("宜与在职工中的比例（%(women)s/%(staff)s）相当，约 %(least)s 人", **values)
    if rule.group is Group.YOUNG:
        return _("%(age)s 周岁及以下；比例不作规定", age=young_age)
    return _("比例不作规定")


def _unknown(group: Group, delegates: Sequence[Profile]) -> int:
    fields: dict[Group, Callable[[Profile], object]] = {
        Group.TEACHERS: lambda person: person.category,
        Group.FRONTLINE: lambda person: person.category,
        Group.WOMEN: lambda person: person.sex,
        Group.YOUNG: lambda person: person.birth_month,
        Group.CADRES: lambda person: person.post or "—",
    }
    return sum(fields[group](person) is None for person in delegates)


@dataclass(frozen=True, slots=True)
class NumberBand:
    """How many delegates a congress needs from so many people on (``start``).

    ``least`` of them, plus ``add`` for each full ``each`` people beyond ``start``, and no less
    than ``share`` of all where that is given.
    """

    start: int
    least: int
    each: int = 0
    add: int = 0
    share: Share | None = None


def delegates_needed(people: int, bands: Iterable[NumberBand]) -> int | None:
    """Return the smallest lawful number of delegates for so many people; None where unruled."""
    fitting = [band for band in bands if band.start <= people]
    if not fitting:
        return None
    band = max(fitting, key=lambda each: each.start)
    extra = (people - band.start) // band.each * band.add if band.each else 0
    by_share = band.share.needed(people) if band.share else 0
    return max(band.least + extra, by_share)
