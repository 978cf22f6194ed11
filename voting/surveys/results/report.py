"""The written report (调查报告) in words and tables, as DOCX and PDF set it.

What a machine can say is said, each figure with its numbers; what only people can say is a prompt
to fill in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from voting.i18n import _
from voting.surveys.results import phrases
from voting.surveys.results.comparison import Compared
from voting.surveys.results.reading import Answered, Cell, Crossed, Results

_COLUMNS = 6
"""Groups beside each other on a sheet; more go on below."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; ``widths`` in parts of the whole. ``bars``: thousandths a row, or none at all."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    bars: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the report under a heading; ``prompts`` wait for somebody to write."""

    heading: str
    level: int
    lines: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()
    after: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report; ``dated`` and ``note`` stand under its title."""

    title: str
    about: str
    dated: str
    note: str = ""
    parts: tuple[Part, ...] = field(default=())


def report(
    results: Results, digest: str, *, note: str = "", changes: Sequence[Compared] = ()
) -> Report:
    """Make the report of a frozen document, whose digest it names."""
    return Report(
        title=_("%(title)s调查报告", title=results.title),
        about=results.organisation,
        dated=phrases.day(results.document["closed_on"]),
        note=note,
        parts=tuple(_parts(results, digest, changes)),
    )


def _parts(results: Results, digest: str, changes: Sequence[Compared]) -> Iterator[Part]:
    yield Part(
        _("一、调查背景"),
        1,
        (phrases.background(results),),
        prompts=(_("（请填写：为什么开展这次调查，想了解哪些问题。）"),),
    )
    yield _returns(results)
    yield from _sample(results)
    yield Part(_("四、分题结果"), 1, (phrases.rounding(), phrases.withheld(results)))
    for number, each in enumerate(results.others, start=1):
        yield _question(each, number, sampled=results.is_sample)
    if changes:
        yield Part(_("与上次调查比较"), 2, grids=tuple(map(_compared, changes)))
    yield _problems(results)
    yield Part(
        _("六、建议"),
        1,
        prompts=(_("（请填写：针对上述问题，提出改进建议、责任部门和完成时间。）"),),
    )
    yield from _appendix(results)
    yield _basis(results, digest)


def _returns(results: Results) -> Part:
    lines = [phrases.returns(results), phrases.invalid(results), phrases.precision(results)]
    rows: list[tuple[Cell, ...]] = [
        (each["title"], _issued(each["issued"]), each["returned"], each["valid"])
        for each in results.document["sources"]
    ]
    columns = (_("来源"), _("发出"), _("收回"), _("有效"))
    grid = Grid(columns, tuple(rows), (4, 2, 2, 2))
    return Part(_("二、发放情况"), 1, tuple(filter(None, lines)), (grid,))


def _issued(issued: int | None) -> Cell:
    return _("不详") if issued is None else issued


def _sample(results: Results) -> Iterator[Part]:
    sample = results.sample
    lines = () if sample else (_("本次调查没有设分组题，不列样本构成。"),)
    yield Part(_("三、样本构成"), 1, lines)
    for each in sample:
        base = _("%(base)s。", base=each.base_sentence)
        yield Part(each.label, 2, (base,), (_options(each, sampled=False),))


def _question(each: Answered, number: int, *, sampled: bool) -> Part:
    grids = (_options(each, sampled=sampled),) if each.lines else ()
    after = []
    if each.figures:
        said = "；".join(f"{figure.label} {figure.text}" for figure in each.figures)
        after.append(_("%(said)s。", said=said))
    if each.is_multiple:
        after.append(phrases.multiple())
    heading = f"{number}. {each.label}"
    return Part(heading, 2, (_("%(base)s。", base=each.base_sentence),), grids, tuple(after))


def _options(each: Answered, *, sampled: bool) -> Grid:
    rows: list[tuple[Cell, ...]] = []
    for line in each.lines:
        more = (line.interval,) if sampled else ()
        rows.append((line.label, line.count, line.percent, *more))
    last = (_("95% 置信区间"),) if sampled else ()
    columns = (_("选项"), _("人数"), _("比例"), *last)
    widths = (5, 2, 2, 3) if sampled else (5, 2, 2)
    return Grid(columns, tuple(rows), widths, tuple(_bar(each, line.count) for line in each.lines))


def _bar(each: Answered, count: Cell) -> int | None:
    if isinstance(count, str) or isinstance(each.base, str) or not each.base:
        return None
    return 1000 * count // each.base


def _compared(each: Compared) -> Grid:
    rows = tuple((one.label, one.before, one.now, one.change_text) for one in each.changes)
    columns = (
        each.label,
        _("上次（%(n)s 人）", n=each.base_before),
        _("本次（%(n)s 人）", n=each.base_now),
        _("变化"),
    )
    return Grid(columns, rows, (4, 3, 3, 3))


def _problems(results: Results) -> Part:
    lines = []
    for place, (each, box) in enumerate(results.weakest(), start=1):
        said = _(
            "%(place)s. %(label)s：选“%(box)s”的 %(figure)s，本题填写人数 %(base)s。",
            place=place,
            label=each.label,
            box=box.label,
            figure=box.text,
            base=each.base,
        )
        lines.append(said)
    if lines:
        lines.insert(0, _("按“前两档合计”的比例由低到高，以下各题评价较低："))
    prompts = (_("（请填写：结合分题结果和意见，归纳主要问题及其原因。）"),)
    return Part(_("五、主要问题"), 1, tuple(lines), prompts=prompts)


def _appendix(results: Results) -> Iterator[Part]:
    for one in results.breakdowns:
        crosses = results.crosses(one.name)
        if crosses:
            heading = _("附表：按“%(label)s”分组", label=one.label)
            yield Part(heading, 1, (_("各组以本组填写本题的人数为基数。"),))
        for cross in crosses:
            yield Part(cross.label, 3, grids=tuple(_crossed(cross)))
    for each in results.document["comments"]:
        lines = tuple(f"· {text}" for text in each["texts"])
        words = _words(results, each["question"])
        yield Part(_("附：%(label)s（意见选登）", label=each["label"]), 1, (*words, *lines))


def _words(results: Results, question: str) -> Iterator[str]:
    for each in results.document["words"]:
        if each["question"] == question:
            said = "、".join(_("%(word)s（%(n)s）", word=word, n=n) for word, n in each["words"])
            yield _("常用词（括号内为用到它的意见数）：%(said)s。", said=said)


def _crossed(cross: Crossed) -> Iterator[Grid]:
    rows = cross.rows()
    for start in range(0, len(cross.groups), _COLUMNS):
        beside = slice(start, start + _COLUMNS)
        groups = [each.group for each in cross.groups[beside]]
        yield Grid(
            (cross.by_label, *groups),
            tuple((label, *cells[beside]) for label, cells in rows),
            (5, *(3,) * len(groups)),
        )


def _basis(results: Results, digest: str) -> Part:
    lines = (
        phrases.withheld(results),
        phrases.rounding(),
        phrases.index(),
        _("本报告的数字全部取自统计时冻结的结果文件，它的 SHA-256 为："),
        digest,
    )
    return Part(_("附：说明"), 1, lines)
