"""The type column of an XLSForm: ``select_one 满意度``, 单选 满意度 其他, ``begin group``."""

from dataclasses import dataclass

from voting.i18n import _
from voting.surveys.expressions.fitting import near
from voting.surveys.xlsform.words import LISTED, OR_OTHER, REFUSED, TYPES, plain


@dataclass(frozen=True, slots=True)
class Typed:
    """A type, understood: its word, its list of options, whether 其他 follows them."""

    word: str
    list: str = ""
    other: bool = False


def understand(cell: str, list_column: str) -> Typed | str:
    """Understand a type; a text says why it cannot be taken."""
    whole = plain(cell)
    first = whole.split()[0]
    if whole in TYPES:
        return _listed(TYPES[whole], list_column.split(), cell)
    reason = REFUSED.get(whole) or REFUSED.get(first)
    if reason:
        return _refusal(reason, cell)
    parts = cell.replace("\u3000", " ").split()
    for n in range(min(5, len(parts) - 1), 0, -1):
        word = TYPES.get(plain(" ".join(parts[:n])))
        if word in LISTED:
            return _listed(word, [*parts[n:], *list_column.split()], cell)
    known = near(whole, TYPES) or near(first, TYPES)
    return _("不认识的题型“%(type)s”%(near)s。", type=cell, near=known)


def _listed(word: str, rest: list[str], cell: str) -> Typed | str:
    """Read the list of options, and whether 其他 comes after it."""
    joined = " ".join(rest)
    other = next((end for end in OR_OTHER if plain(joined).endswith(" " + end)), "")
    names = rest[: -len(other.split())] if other else rest
    if word not in LISTED:
        return Typed(word)
    if not names and word == "likert":
        return Typed("range")
    if not names:
        return _("题型后面要写选项表的名称，如“%(type)s 满意度”。", type=cell)
    if len(set(names)) > 1:
        return _("选项表的名称“%(names)s”里不能有空格。", names=joined)
    return Typed(word, names[0], bool(other))


def _refusal(reason: str, cell: str) -> str:
    told = {
        "media": _("不收图片、声音、视频和文件（%(type)s），请删去这一行。", type=cell),
        "place": _("不收位置信息（%(type)s），请删去这一行。", type=cell),
        "device": _("匿名问卷不记录设备、时间和个人身份（%(type)s），请删去这一行。", type=cell),
        "file": _("选项不能来自外部文件（%(type)s），请写在 choices 表里。", type=cell),
        "repeat": _("不支持重复的分组（%(type)s），请改为分开的题目。", type=cell),
    }
    return told[reason]
