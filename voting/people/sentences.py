"""What a reading found, said to whoever sent the file: what is wrong, where, and what to do."""

import re
from collections.abc import Callable

from voting.i18n import _
from voting.people.findings import Mend, Problem, Repair, Trouble
from voting.people.formats.grid import MOST_ROWS
from voting.people.reading import Reading
from voting.people.rules import LONGEST, WORDS, Field

_LONGEST_QUOTE = 30
_EITHER_MONTH = re.compile(r"\d{4}\.1")


def quoted(value: str) -> str:
    """Return a value as it can be shown: one line, nothing invisible, not without end."""
    visible = "".join(
        letter if letter.isprintable() or letter == "\u3000" else f"〔U+{ord(letter):04X}〕"
        for letter in value
    )
    return visible if len(visible) <= _LONGEST_QUOTE else visible[:_LONGEST_QUOTE] + "…"


def problem_line(problem: Problem, reading: Reading) -> str:
    """Return a problem in one line, with its place."""
    place = place_of(problem, reading)
    sentence = problem_sentence(problem)
    return f"{place}：{sentence}" if place else sentence


def place_of(problem: Problem | Repair, reading: Reading) -> str:
    """Return where something stands: 第5行“职工号”, by the file's own heading."""
    if not problem.row:
        return ""
    if problem.column is None:
        return _("第 %(row)s 行", row=problem.row)
    return _("第 %(row)s 行“%(column)s”", row=problem.row, column=heading(problem, reading))


def heading(problem: Problem | Repair, reading: Reading) -> str:
    """Return what the file calls the column of a problem, or what we call it."""
    if problem.column is None:
        return ""
    return reading.columns.get(problem.column) or problem.column.label


def problem_sentence(problem: Problem) -> str:
    """Return what is wrong and what to do, without the place."""
    return _PROBLEMS[problem.trouble](problem)


def _missing_column(problem: Problem) -> str:
    if not problem.row:
        return _(
            "没有找到“%(column)s”一列。表头应有“工号”和“姓名”，并排在前 30 行之内。",
            column=problem.detail,
        )
    return _(
        "表头缺少“%(column)s”一列，请补上这一列，或把相应的列名改成“%(column)s”。",
        column=problem.detail,
    )


def _missing(problem: Problem) -> str:
    if problem.column is Field.NUMBER:
        return _("没有工号。请补上；若不是人员（如合计、备注），请删去这一行。")
    return _("没有姓名。请补上；若不是人员（如合计、备注），请删去这一行。")


def _unknown_value(problem: Problem) -> str:
    words = WORDS.get(problem.column or Field.NAME, {}).values()
    return _(
        "“%(value)s”无法识别，请填：%(words)s。",
        value=quoted(problem.value),
        words="、".join(known[0] for known in words if known[0]) or _("文字"),
    )


def _bad_date(problem: Problem) -> str:
    if _EITHER_MONTH.fullmatch(problem.value):
        return _(
            "“%(value)s”按数字存储，看不出是 1 月还是 10 月，"
            "请写成 1975-01 或 1975-10 这样的形式。",
            value=problem.value,
        )
    return _(
        "“%(value)s”不是有效的出生年月，请写成 1975-04 这样的形式。", value=quoted(problem.value)
    )


def _too_long(problem: Problem) -> str:
    longest = LONGEST.get(problem.column or Field.NAME, 0)
    return _(
        "内容有 %(length)s 个字，最多 %(most)s 个，请缩短。",
        length=len(problem.value),
        most=longest,
    )


def _too_large(problem: Problem) -> str:
    if problem.detail:
        return problem.detail
    return _(
        "共有 %(rows)s 人，一次最多导入 %(most)s 人，请分成几个文件。",
        rows=problem.value,
        most=MOST_ROWS,
    )


_PROBLEMS: dict[Trouble, Callable[[Problem], str]] = {
    Trouble.MISSING_COLUMN: _missing_column,
    Trouble.DUPLICATE_COLUMN: lambda problem: _(
        "“%(value)s”与前面的列重复，请只保留一列。", value=quoted(problem.value)
    ),
    Trouble.NO_ROWS: lambda _problem: _("表头下面没有人员，请检查是否选错了文件或工作表。"),
    Trouble.MISSING: _missing,
    Trouble.DUPLICATE: lambda problem: _(
        "工号“%(value)s”与第 %(first)s 行重复，请改正其中一个，或删去多余的一行。",
        value=quoted(problem.value),
        first=problem.detail,
    ),
    Trouble.UNKNOWN_VALUE: _unknown_value,
    Trouble.BAD_NUMBER: lambda problem: _(
        "工号“%(value)s”只能由字母、数字和连字符组成，请把该列设为“文本”格式后改正。",
        value=quoted(problem.value),
    ),
    Trouble.BAD_DATE: _bad_date,
    Trouble.BAD_MOBILE: lambda problem: _(
        "“%(value)s”不是电话号码，请改正或留空。", value=quoted(problem.value)
    ),
    Trouble.FORMULA: lambda _problem: _("是公式，不能导入。请复制后“选择性粘贴—数值”，再保存。"),
    Trouble.ERROR_VALUE: lambda _problem: _("公式出错（如 #N/A），请填入实际内容。"),
    Trouble.CONTROL_CHARACTER: lambda problem: _(
        "“%(value)s”中有不可见的字符，请删去后重新输入。", value=quoted(problem.value)
    ),
    Trouble.PRIVATE_CHARACTER: lambda problem: _(
        "“%(value)s”中有旧系统的自造字，请改用输入法中的标准字。", value=quoted(problem.value)
    ),
    Trouble.EMOJI: lambda problem: _(
        "“%(value)s”中有表情或图形符号，请删去。", value=quoted(problem.value)
    ),
    Trouble.TOO_LONG: _too_long,
    Trouble.UNREADABLE: lambda problem: problem.detail,
    Trouble.TOO_LARGE: _too_large,
}


def repair_line(repair: Repair, reading: Reading) -> str:
    """Return what was put right in one line, with its place."""
    place = place_of(repair, reading)
    if Mend.REPEATED_HEADING in repair.mends:
        return _("%(place)s：是重复的表头，已略过", place=place)
    return _(
        "%(place)s：“%(value)s”读作“%(repaired)s”（%(why)s）",
        place=place,
        value=quoted(repair.value),
        repaired=quoted(repair.repaired),
        why=repair_reason(repair),
    )


def repair_reason(repair: Repair) -> str:
    """Return why a value was read differently from what stands there."""
    return "、".join(_mend(mend) for mend in repair.mends)


def _mend(mend: Mend) -> str:
    words = {
        Mend.FULL_WIDTH: _("全角改为半角"),
        Mend.SPACES: _("去掉多余空格"),
        Mend.NUMBER: _("数字格式改为文本"),
        Mend.SERIAL_DATE: _("日期序号换算"),
        Mend.DATE_FORM: _("统一日期写法"),
        Mend.MIDDLE_DOT: _("统一间隔号"),
        Mend.REPEATED_HEADING: _("重复的表头"),
    }
    return words[mend]


def notes(reading: Reading) -> list[str]:
    """Return what the reader should know of a roster as a whole."""
    return [*_sheet_notes(reading), *_column_notes(reading), *_word_notes(reading)]


def _sheet_notes(reading: Reading) -> list[str]:
    if reading.sheets > 1 and reading.sheet:
        return [
            _(
                "文件中有 %(sheets)s 张工作表，读取了有表头的“%(sheet)s”。",
                sheets=reading.sheets,
                sheet=quoted(reading.sheet),
            )
        ]
    return []


def _column_notes(reading: Reading) -> list[str]:
    if reading.heading is None:
        return []
    told = []
    if ignored := reading.heading.ignored:
        names = "、".join(quoted(name) for name in ignored)
        told.append(_("这些列不导入：%(names)s。", names=names))
    absent = [field.label for field in Field if field not in reading.columns]
    if absent and not reading.heading.missing:
        told.append(
            _(
                "没有这些列：%(names)s。已在册人员的这些信息保持不变，新增人员留空（工会会员为“否”）。",
                names="、".join(absent),
            )
        )
    return told


def _word_notes(reading: Reading) -> list[str]:
    told = [
        _(
            "%(column)s中的“%(stood)s”读作“%(said)s”，共 %(count)s 处。",
            column=reading.columns[column],
            stood=quoted(stood),
            said=said or _("空"),
            count=count,
        )
        for (column, stood, said), count in reading.words.most_common()
    ]
    if reading.open_memberships:
        told.append(
            _("工会会员一列有 %(count)s 处空白，读作“否”。", count=reading.open_memberships)
        )
    if count := reading.numbers_were_numbers:
        told.append(
            _(
                "有 %(count)s 个工号按数字存储，前面的 0（如 02001）可能已经丢失，请核对；"
                "若有丢失，请把该列设为“文本”格式后补上。",
                count=count,
            )
        )
    if reading.unknown_characters:
        told.append(
            _(
                "姓名中的“%(characters)s”不在笔画顺序表中，按姓氏笔画排列时排在最后，请留意名单顺序。",
                characters="".join(reading.unknown_characters),
            )
        )
    return told
