"""The frozen document as pages and reports read it: questions, rows, figures, in plain words.

Every format takes its cells from here, so what is withheld is “—” in all of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from voting.i18n import _, lazy
from voting.surveys.form import Kind
from voting.surveys.results.intervals import wilson
from voting.surveys.wording import WITHHELD

Cell = str | int
"""A number as counted, or a text; “—” where it is withheld."""

KIND_LABELS: dict[str, str] = {
    Kind.SELECT_ONE.value: lazy("单选"),
    Kind.SELECT_MULTIPLE.value: lazy("多选"),
    Kind.RANK.value: lazy("排序"),
    Kind.RANGE.value: lazy("打分"),
    Kind.INTEGER.value: lazy("数字"),
    Kind.DECIMAL.value: lazy("数字"),
    Kind.TEXT.value: lazy("填空"),
    Kind.DATE.value: lazy("日期"),
    Kind.TIME.value: lazy("时间"),
    Kind.ACKNOWLEDGE.value: lazy("知悉"),
}
_BOXES = ("top2", "top3", "bottom2")
_BOX_NAMES = {"top2": lazy("前两档合计"), "top3": lazy("前三档合计"), "bottom2": lazy("后两档合计")}
_PLAIN = {"mean": lazy("平均分"), "index": lazy("满意度指数"), "enps": lazy("eNPS（净推荐值）")}
_BANDS = {
    "promoters": lazy("推荐者（9–10 分）"),
    "passives": lazy("中立者（7–8 分）"),
    "detractors": lazy("贬损者（0–6 分）"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """An option: how many chose it and which share of the base that is."""

    name: str
    label: str
    count: Cell
    percent: str
    interval: str = ""

    @property
    def is_withheld(self) -> bool:
        """Whether nothing of it is shown."""
        return self.count == WITHHELD


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure computed of a whole table: what it is called, its value, its share if any."""

    name: str
    label: str
    value: Cell
    percent: str = ""

    @property
    def text(self) -> str:
        """The value with its share behind it."""
        return f"{self.value}（{self.percent}）" if self.percent else str(self.value)


@dataclass(frozen=True, slots=True)
class Answered:
    """A question over all responses, or over those of one group."""

    name: str
    label: str
    kind: str
    base: Cell
    lines: tuple[Line, ...]
    figures: tuple[Figure, ...]
    asked: Cell = 0
    skipped: Cell = 0
    group: str = ""

    @property
    def is_withheld(self) -> bool:
        """Whether nothing of it is shown."""
        return self.base == WITHHELD

    @property
    def kind_label(self) -> str:
        """What kind of question it is."""
        return str(KIND_LABELS.get(self.kind, ""))

    @property
    def is_multiple(self) -> bool:
        """Whether people could choose several options."""
        return self.kind == Kind.SELECT_MULTIPLE

    @property
    def base_sentence(self) -> str:
        """How many answered it, and how many did not see it or left it out."""
        said = [_("本题填写人数 %(n)s", n=self.base)]
        if isinstance(self.skipped, int) and self.skipped:
            said.append(_("按答题逻辑不需回答 %(n)s 人", n=self.skipped))
        if isinstance(self.asked, int) and isinstance(self.base, int) and self.asked > self.base:
            said.append(_("看到但未填 %(n)s 人", n=self.asked - self.base))
        return "；".join(said)

    def figure(self, name: str) -> Figure | None:
        """Return a figure by its name."""
        return next((each for each in self.figures if each.name == name), None)


@dataclass(frozen=True, slots=True)
class Crossed:
    """A question by a breakdown: a column a group, in the order of the groups."""

    name: str
    label: str
    kind: str
    by: str
    by_label: str
    groups: tuple[Answered, ...]

    def rows(self) -> list[tuple[str, list[str]]]:
        """Return the rows of the table: the base, each option, each figure; a text a group."""
        rows = [(_("填写人数"), [str(each.base) for each in self.groups])]
        for n, line in enumerate(self.groups[0].lines):
            rows.append((line.label, [_told(each.lines[n]) for each in self.groups]))
        figures = [each for group in self.groups for each in group.figures]
        # A box that is shown is called by its steps, one that is withheld by its place only.
        figures.sort(key=lambda each: each.value != WITHHELD)
        labels = {each.name: each.label for each in figures}
        order = dict.fromkeys(each.name for group in self.groups for each in group.figures)
        for name in order:
            found = [group.figure(name) for group in self.groups]
            rows.append((labels[name], [each.text if each else WITHHELD for each in found]))
        return rows


def _told(line: Line) -> str:
    return WITHHELD if line.is_withheld else f"{line.count}（{line.percent}）"


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A declared breakdown."""

    name: str
    label: str


class Results:
    """A frozen document. ``population``: of how many those asked are a sample; None: of nobody."""

    def __init__(self, document: Mapping[str, Any], population: int | None = None) -> None:
        self.document = document
        self.title: str = document["title"]
        self.organisation: str = document["organisation"]
        self.least: int = document["least"]
        issued = document["rates"]["issued"]
        self.is_sample = population is not None and issued is not None and issued < population
        self.population = population if self.is_sample else None
        self.questions = tuple(self._answered(each) for each in document["tables"])
        self.breakdowns = tuple(
            Breakdown(each["name"], each["label"]) for each in document["breakdowns"]
        )

    @property
    def rates(self) -> Mapping[str, Any]:
        """Issued, returned, valid, and the shares with both their numbers."""
        found: Mapping[str, Any] = self.document["rates"]
        return found

    @property
    def sample(self) -> list[Answered]:
        """The tables of the breakdowns themselves: who answered."""
        names = {each.name for each in self.breakdowns}
        return [each for each in self.questions if each.name in names]

    @property
    def others(self) -> list[Answered]:
        """All questions but the breakdowns."""
        names = {each.name for each in self.breakdowns}
        return [each for each in self.questions if each.name not in names]

    def crosses(self, by: str) -> list[Crossed]:
        """Return the cross tables of one breakdown."""
        return [_crossed(each) for each in self.document["cross_tables"] if each["by"] == by]

    def all_crosses(self) -> list[Crossed]:
        """Return the cross tables of all breakdowns, one breakdown after the other."""
        return [cross for each in self.breakdowns for cross in self.crosses(each.name)]

    def weakest(self, most: int = 5) -> list[tuple[Answered, Figure]]:
        """Return the scale questions whose two best steps were chosen least often, worst first."""
        found = []
        for each in self.others:
            box = each.figure("top2")
            if box and isinstance(box.value, int) and isinstance(each.base, int):
                found.append((box.value / each.base, each, box))
        found.sort(key=lambda one: one[0])
        return [(each, box) for _share, each, box in found[:most]]

    def _answered(self, table: Mapping[str, Any]) -> Answered:
        # Of how many those whom logic asked are a sample is unknown; an endless population is
        # the careful guess.
        whole = self.population if table["skipped"] in {0, WITHHELD} else None
        return _answered(table, whole, sampled=self.is_sample)


def _crossed(cross: Mapping[str, Any]) -> Crossed:
    shared = {key: cross[key] for key in ("name", "label", "type")}
    groups = tuple(_answered({**shared, **group, **shared}) for group in cross["groups"])
    named = tuple(
        _named(each, group["label"]) for each, group in zip(groups, cross["groups"], strict=True)
    )
    return Crossed(
        cross["name"], cross["label"], cross["type"], cross["by"], cross["by_label"], named
    )


def _named(each: Answered, label: str) -> Answered:
    return Answered(
        each.name, each.label, each.kind, each.base, each.lines, each.figures, group=label
    )


def _answered(
    table: Mapping[str, Any], population: int | None = None, *, sampled: bool = False
) -> Answered:
    base = table["base"]
    lines = []
    for option in table.get("options", ()):
        count, interval = option["count"], ""
        if sampled and isinstance(count, int) and isinstance(base, int):
            found = wilson(count, base, population)
            interval = found.percent() if found else ""
        percent = option["percent"] or ""
        lines.append(Line(option["name"], option["label"], count, percent, interval))
    return Answered(
        name=table["name"],
        label=table["label"],
        kind=table["type"],
        base=base,
        lines=tuple(lines),
        figures=tuple(_figures(table)),
        asked=table.get("asked", 0),
        skipped=table.get("skipped", 0),
    )


def _figures(table: Mapping[str, Any]) -> Sequence[Figure]:
    if table["type"] in {Kind.INTEGER, Kind.DECIMAL} and "mean" in table:
        return [Figure("mean", _("平均数"), table["mean"])]
    found = [_plain("mean", table["mean"])] if "mean" in table else []
    found += [_box(name, table[name]) for name in _BOXES if name in table]
    if "index" in table:
        found.append(_plain("index", table["index"]))
    if "enps" in table:
        found += _recommendation(table)
    if "percent_sum" in table:
        found.append(Figure("percent_sum", _("各项比例之和"), table["percent_sum"]))
    for rank in table.get("ranks", ()):
        label = _("“%(label)s”的平均名次", label=rank["label"])
        found.append(Figure(f"rank:{rank['name']}", label, rank["mean_rank"]))
    return found


def _plain(name: str, value: str) -> Figure:
    return Figure(name, str(_PLAIN[name]), value)


def _recommendation(table: Mapping[str, Any]) -> list[Figure]:
    found = []
    # In tables by group the three are the options already.
    if "promoters" not in {option["name"] for option in table.get("options", ())}:
        found = [Figure(name, str(label), table[name]) for name, label in _BANDS.items()]
    return [*found, _plain("enps", table["enps"])]


def _box(name: str, box: Any) -> Figure:
    if box == WITHHELD:
        return Figure(name, str(_BOX_NAMES[name]), WITHHELD)
    return Figure(name, str(box["label"]), box["count"], box["percent"])
