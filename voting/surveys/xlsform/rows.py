"""One row of the survey sheet as a question."""

import re
from fractions import Fraction
from typing import Any

from voting.i18n import _
from voting.surveys.expressions.numbers import number_of
from voting.surveys.form import WITH_CHOICES, Kind, Question, Scale
from voting.surveys.xlsform import limits
from voting.surveys.xlsform.findings import Findings
from voting.surveys.xlsform.sheets import Row
from voting.surveys.xlsform.texts import Texts
from voting.surveys.xlsform.types import Typed
from voting.surveys.xlsform.words import APPEARANCES, SURVEY, TRANSLATED, truth

_NAME = re.compile(r"[^\W\d][\w.-]{0,63}")
_PARAMETER = re.compile(r"([^\s=,;，；]+)\s*=\s*([^\s=,;，；]+)")
_MOST_STEPS = 101
_LONGEST_NAME = 64
_ONE_TO_TEN = Scale(Fraction(1), Fraction(10), Fraction(1))
_ALIASES: dict[str, tuple[Kind, str, Scale | None]] = {
    "likert": (Kind.SELECT_ONE, "likert", None),
    "long": (Kind.TEXT, "multiline", None),
    "nps": (Kind.RANGE, "nps", Scale()),
    "range": (Kind.RANGE, "", _ONE_TO_TEN),
}
"""Types that are another one with an appearance or a scale."""


class RowReader:
    """Reads rows into questions; what is wrong goes to the findings."""

    def __init__(self, texts: Texts, findings: Findings) -> None:
        self.texts = texts
        self._findings = findings

    def wrong(self, row: Row, column: str, reason: str) -> None:
        """Keep a problem of one cell of the survey sheet."""
        self._findings.wrong(SURVEY, row.number, column, reason)

    def name(self, row: Row) -> str:
        """Read the name of a question or a group; empty where it cannot be one."""
        name = row.get("name")
        if not name:
            self.wrong(row, "name", _("缺少名称。"))
        elif not _NAME.fullmatch(name):
            self.wrong(
                row,
                "name",
                _(
                    "“%(name)s”不能作名称：以字母、汉字或 _ 开头，只含字母、汉字、数字和 _ - .，"
                    "最多 %(most)s 个字。",
                    name=name[:_LONGEST_NAME],
                    most=_LONGEST_NAME,
                ),
            )
        else:
            return name
        return ""

    def question(self, row: Row, typed: Typed, name: str) -> Question:
        """Read everything a question says of itself."""
        kind, appearance, scale = _ALIASES.get(typed.word) or (Kind(typed.word), "", None)
        fewest, most, constraint = None, None, row.get("constraint")
        if kind is Kind.SELECT_MULTIPLE and constraint:
            fewest, most, constraint = limits.split(constraint)
        known: dict[str, Any] = {key: self.texts.read(SURVEY, row, key) for key in TRANSLATED}
        if not known["label"] and not known["hint"] and kind is not Kind.CALCULATE:
            self.wrong(row, "label", _("缺少题目文字。"))
        self._check_calculation(row, kind)
        parameters = self._parameters(row, kind)
        return Question(
            name=name,
            kind=kind,
            **known,
            required=self._required(row),
            relevant=row.get("relevant"),
            constraint=constraint,
            choices=typed.list,
            choice_filter=row.get("choice_filter"),
            other=typed.other,
            randomize=bool(truth(parameters.get("randomize", ""))),
            fewest=fewest,
            most=most,
            default=row.get("default"),
            appearance=_appearance(f"{appearance} {row.get('appearance')}"),
            scale=self._scale(row, parameters, scale) if scale else None,
            calculation=row.get("calculation"),
        )

    def _required(self, row: Row) -> bool:
        found = truth(row.get("required"))
        if found is None:
            self.wrong(row, "required", _("只能写“是”或“否”，不能写条件。"))
        return bool(found)

    def _check_calculation(self, row: Row, kind: Kind) -> None:
        if kind is not Kind.CALCULATE and row.get("calculation"):
            self.wrong(row, "calculation", _("只有计算题（calculate）能写计算式。"))
        if row.get("choice_filter") and kind not in WITH_CHOICES:
            self.wrong(row, "choice_filter", _("只有选择题和排序题能筛选选项。"))

    def _parameters(self, row: Row, kind: Kind) -> dict[str, str]:
        source = row.get("parameters")
        found = dict(_PARAMETER.findall(source))
        if _PARAMETER.sub("", source).strip(" ,;，；"):
            self.wrong(row, "parameters", _("参数要写成 start=0 end=10 的样子。"))
        known = {"start", "end", "step"} if kind is Kind.RANGE else set()
        if kind in WITH_CHOICES:
            known = {"randomize"}
        for key in found.keys() - known:
            self.wrong(row, "parameters", _("这种题没有参数“%(key)s”。", key=key))
        if truth(found.get("randomize", "")) is None:
            self.wrong(row, "parameters", _("randomize 只能是 true 或 false。"))
        return found

    def _scale(self, row: Row, parameters: dict[str, str], usual: Scale) -> Scale | None:
        numbers = {
            key: number_of(parameters.get(key, str(getattr(usual, key))))
            for key in ("start", "end", "step")
        }
        start, end, step = (numbers[key] for key in ("start", "end", "step"))
        if start is None or end is None or step is None:
            self.wrong(row, "parameters", _("start、end、step 要是数字。"))
            return usual
        if step <= 0 or end <= start or (end - start) % step:
            self.wrong(row, "parameters", _("start 要小于 end，step 要大于 0 并能除尽它们的差。"))
            return usual
        if (end - start) / step >= _MOST_STEPS:
            self.wrong(row, "parameters", _("最多 %(most)s 个刻度。", most=_MOST_STEPS))
            return usual
        return Scale(start, end, step)


def _appearance(source: str) -> str:
    """Keep the appearances that are known, each once, in alphabetical order."""
    return " ".join(sorted(set(source.split()) & APPEARANCES))
