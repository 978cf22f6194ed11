"""Which column of a register says what: one heading row, and the many names of a heading."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from voting.i18n import lazy
from voting.people.columns import heading_text
from voting.people.formats.grid import Cell

_ROWS_LOOKED_AT = 30


class Column(StrEnum):
    """What a register can say of a motion, in the order of our own registers."""

    SESSION = "session"
    NUMBER = "number"
    TITLE = "title"
    CATEGORY = "category"
    MOVERS = "movers"
    SECONDERS = "seconders"
    DELEGATION = "delegation"
    CAUSE = "cause"
    ADVICE = "advice"
    SUBMITTED = "submitted"
    FATE = "fate"
    MERGED = "merged"
    REASON = "reason"
    UNIT = "unit"
    CO_UNITS = "co_units"
    DUE = "due"
    REPLIED = "replied"
    CLASS = "class"
    REPLY = "reply"
    GRADE = "grade"
    DONE = "done"

    @property
    def label(self) -> str:
        """What our own registers call it."""
        return str(LABELS[self])


LABELS: dict[Column, str] = {
    Column.SESSION: lazy("届次"),
    Column.NUMBER: lazy("编号"),
    Column.TITLE: lazy("案名"),
    Column.CATEGORY: lazy("类别"),
    Column.MOVERS: lazy("提案人"),
    Column.SECONDERS: lazy("附议人"),
    Column.DELEGATION: lazy("代表团"),
    Column.CAUSE: lazy("案由"),
    Column.ADVICE: lazy("建议"),
    Column.SUBMITTED: lazy("提交日期"),
    Column.FATE: lazy("立案情况"),
    Column.MERGED: lazy("并入"),
    Column.REASON: lazy("审查意见"),
    Column.UNIT: lazy("承办部门"),
    Column.CO_UNITS: lazy("协办部门"),
    Column.DUE: lazy("答复期限"),
    Column.REPLIED: lazy("答复日期"),
    Column.CLASS: lazy("办理类型"),
    Column.REPLY: lazy("答复内容"),
    Column.GRADE: lazy("反馈"),
    Column.DONE: lazy("办结"),
}
REQUIRED = (Column.TITLE,)
LONGEST: dict[Column, int] = {
    Column.NUMBER: 40,
    Column.TITLE: 60,
    Column.CATEGORY: 20,
    Column.MOVERS: 400,
    Column.SECONDERS: 400,
    Column.DELEGATION: 60,
    Column.CAUSE: 3000,
    Column.ADVICE: 3000,
    Column.MERGED: 60,
    Column.REASON: 400,
    Column.UNIT: 120,
    Column.CO_UNITS: 200,
    Column.REPLY: 8000,
}
"""Characters of a cell, at most."""
ONE_LINE = frozenset(
    {
        Column.NUMBER,
        Column.TITLE,
        Column.CATEGORY,
        Column.DELEGATION,
        Column.MERGED,
        Column.UNIT,
    }
)
"""What is one line everywhere else: a line break in such a cell is only how the sheet looks."""

_NAMES: dict[Column, str] = {
    Column.SESSION: "届次 届别 会议 大会届次 届次会议",
    Column.NUMBER: "编号 提案编号 提案号 案号 序号 立案号 立案编号 建议编号",
    Column.TITLE: "案名 提案名称 提案题目 题目 标题 提案标题 名称 提案名 提案内容 事项",
    Column.CATEGORY: "类别 提案类别 分类 类型 提案分类 提案类型",
    Column.MOVERS: "提案人 提案者 领衔人 领衔代表 提出人 第一提案人 提案代表 提议人",
    Column.SECONDERS: "附议人 附议代表 附议 联名人 联名代表 附议者",
    Column.DELEGATION: "代表团 所在代表团 所属代表团 代表组 代表小组 提案单位 所在单位 分工会 单位",
    Column.CAUSE: "案由 理由 提案理由 提案案由 原因 问题 情况分析",
    Column.ADVICE: "建议 建议措施 整改建议 措施 具体建议 提案建议 解决办法",
    Column.SUBMITTED: "提交日期 提交时间 收到日期 提案日期 提出日期 日期",
    Column.FATE: "立案情况 是否立案 立案 审查结果 处理结果 审理结果 立案与否",
    Column.MERGED: "并入 并案 并入编号 并案编号 合并至 并案情况",
    Column.REASON: "审查意见 审理意见 不立案理由 不予立案理由 立案审查意见 备注",
    Column.UNIT: "承办部门 承办单位 主办部门 主办单位 主办 办理部门 责任部门 承办",
    Column.CO_UNITS: "协办 协办部门 协办单位 会办部门 会办单位",
    Column.DUE: "答复期限 办理期限 期限 要求答复日期 答复截止日期",
    Column.REPLIED: "答复日期 答复时间 办复日期 回复日期 是否答复 答复情况 答复",
    Column.CLASS: "办理类型 办理类别 答复类型 答复类别 办理情况类别 落实类别 办理结果",
    Column.REPLY: "答复内容 答复意见 办理意见 办理答复 回复内容 办理情况",
    Column.GRADE: "反馈 反馈意见 满意度 满意情况 提案人反馈 代表反馈 满意程度 评价",
    Column.DONE: "办结 是否办结 办结情况 状态 办理状态 结案 进展",
}
# Names that mean a column only where no other heading of the sheet does.
_VAGUE = frozenset(["序号", "备注", "日期", "单位", "类型", "名称", "答复", "理由"])
_COLUMN_OF = {name: column for column, names in _NAMES.items() for name in names.split()}


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading row: its number, where each column stands (from 0) and what it is called."""

    row: int
    places: dict[Column, int]
    names: dict[Column, str]
    ignored: tuple[str, ...]
    repeated: tuple[tuple[Column, str], ...]


def find_heading(rows: Sequence[Sequence[Cell]]) -> Heading | None:
    """Return the first row that names the titles and one thing more; else the best there is."""
    found = [_heading(number, row) for number, row in enumerate(rows[:_ROWS_LOOKED_AT], start=1)]
    whole = next(
        (each for each in found if Column.TITLE in each.places and len(each.places) > 1), None
    )
    best = whole or max(found, key=lambda each: len(each.places), default=None)
    return best if best is not None and best.places else None


def _heading(number: int, row: Sequence[Cell]) -> Heading:
    places: dict[Column, int] = {}
    ignored: list[str] = []
    repeated: list[tuple[Column, str]] = []
    names = [heading_text(cell) for cell in row]
    for place in sorted(range(len(row)), key=lambda each: names[each] in _VAGUE):
        column = _COLUMN_OF.get(names[place])
        if column is None or (column in places and names[place] in _VAGUE):
            ignored.append(_shown(row[place]))
        elif column in places:
            repeated.append((column, _shown(row[place])))
        else:
            places[column] = place
    called = {column: _shown(row[place]) for column, place in places.items()}
    return Heading(number, places, called, tuple(filter(None, ignored)), tuple(repeated))


def _shown(cell: Cell) -> str:
    return " ".join(str(cell).split())
