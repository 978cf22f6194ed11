"""The page of the scoring: which scheme, and the numbers it needs, typed as lines."""

from collections.abc import Mapping
from typing import Any, Self

from flask import request
from wtforms import HiddenField, SelectField
from wtforms.validators import NumberRange, Optional

from voting.evaluations.forms.lines import (
    ids_of,
    lines,
    listed,
    named_number,
    numbers_by_name,
)
from voting.evaluations.forms.scheme_shown import as_typed, usual, words_of
from voting.evaluations.rules import EmptyGroup, Plan, plan_data
from voting.evaluations.wording import SCHEME_LABELS
from voting.i18n import _, lazy
from voting.web.fields import WholeNumber, paragraph, text
from voting.web.forms import VersionedForm

UNSCORED = ("counts", "flags")
SCORED_BY_GRADES = ("points", "index", "bands", "coefficients")
SCORED_BY_MARKS = ("marks", "sums")
EXPLANATIONS: dict[str, str] = {
    "counts": lazy("只列出各等次的票数和得票率，不算分、不排名。学校常用，也是默认的办法。"),
    "flags": lazy("只列票数；优秀、称职偏少或不称职偏多时在结果上提示，如何处理由组织研究决定。"),
    "points": lazy("每个等次赋一个分值，取平均；有分项、分组的，再按权重加权。"),
    "index": lazy("每个等次赋一个分值（常用 100、80、60、30、0），按各等次的比例算出满意度指数。"),
    "bands": lazy("看优秀得票率落在哪一档，按档得分；最低一档以下另有规定。"),
    "marks": lazy("取所打分数的平均；人数多时可去掉一个最高分和一个最低分。"),
    "sums": lazy("每个分项有自己的满分，各项平均分相加。"),
    "coefficients": lazy("每个等次折合一个系数，各分项的满分乘以平均系数后相加。"),
}


class SchemeForm(VersionedForm):
    """How an evaluation is scored; only the fields of the chosen scheme are looked at."""

    scheme = HiddenField()
    points = paragraph(lazy("各等次的分值"), 400, 5, description=lazy("每行一个，如“优秀 100”。"))
    of = text(lazy("看哪些等次的得票率"), 60, description=lazy("如：优秀。有几个用顿号隔开。"))
    bands = paragraph(
        lazy("得票率和得分"), 400, 5, description=lazy("每行一档，如“90% 200”：90% 以上得 200 分。")
    )
    below_of = text(lazy("最低一档以下，看哪些等次的得票率"), 60)
    below_at_least = text(lazy("达到多少"), 12, description=lazy("写成分数或百分数，如 1/3。"))
    below_score = text(lazy("达到时得分"), 12)
    below_otherwise = text(lazy("达不到时得分"), 12)
    trim_above = WholeNumber(
        lazy("超过多少人打分时去掉最高、最低各一个"),
        [Optional(), NumberRange(2, 100_000, lazy("须在 2 以上。"))],
        description=lazy("不填就不去。"),
    )
    coefficients = paragraph(
        lazy("各等次的系数"), 400, 5, description=lazy("每行一个，如“好 1”“较好 0.8”。")
    )
    most = paragraph(lazy("各分项的满分"), 800, 5, description=lazy("每行一项，如“德 20”。"))
    empty_group = SelectField(
        lazy("某一组或某一项没有人评时"),
        choices=[
            (EmptyGroup.REFUSE.value, lazy("不算总分，如实说明")),
            (EmptyGroup.RENORMALISE.value, lazy("按其余各组（项）的权重折算")),
        ],
    )
    good = text(lazy("好评等次"), 60, description=lazy("如：优秀、称职。不需要提示就不填。"))
    good_at_least = text(lazy("好评率低于多少时提示"), 12, description=lazy("如 2/3。"))
    bad = text(lazy("差评等次"), 60, description=lazy("如：不称职。"))
    bad_more_than = text(lazy("差评率超过多少时提示"), 12, description=lazy("如 1/3。"))

    @classmethod
    def of_plan(cls, plan: Plan, kind: str, version: int) -> Self:
        """Fill the form with a plan's numbers, another scheme's usual ones, or what was sent."""
        current = plan_data(plan)["scheme"]
        shown = current if current["type"] == kind else usual(plan, kind, current)
        return cls.from_request(version=version, scheme=kind, **as_typed(plan, shown))

    def data_on(self, plan: Plan) -> dict[str, Any]:
        """Return the scheme as data, what lines say read by the words of the plan."""
        kind = str(self.scheme.data)
        grades = words_of(plan)
        made: dict[str, Any] = {"type": kind, **self._flags(grades)}
        if kind not in UNSCORED:
            made["empty_group"] = self.empty_group.data
        if kind in {"points", "index"}:
            made["points"] = numbers_by_name(self.points.data, grades, _("等次"))
        if kind == "bands":
            made |= self._bands(grades)
        if kind == "marks":
            made["trim_above"] = self.trim_above.data
        if kind == "coefficients":
            made["coefficients"] = numbers_by_name(self.coefficients.data, grades, _("等次"))
        if kind in {"coefficients", "sums"}:
            made["max"] = numbers_by_name(self.most.data, _titles(plan), _("分项"))
        return _kept(plan, made)

    def _bands(self, grades: Mapping[str, str]) -> dict[str, Any]:
        made: dict[str, Any] = {"of": ids_of(listed(self.of.data), grades, _("等次"))}
        rows = [named_number(line) for line in lines(self.bands.data)]
        made["bands"] = [{"least": least, "score": score} for least, score in rows]
        if self.below_of.data:
            made["below"] = {
                "of": ids_of(listed(self.below_of.data), grades, _("等次")),
                "at_least": self.below_at_least.data,
                "score": self.below_score.data,
                "otherwise": self.below_otherwise.data,
            }
        return made

    def _flags(self, grades: Mapping[str, str]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        if self.good.data or self.good_at_least.data:
            made["good"] = ids_of(listed(self.good.data), grades, _("等次"))
            made["good_at_least"] = self.good_at_least.data
        if self.bad.data or self.bad_more_than.data:
            made["bad"] = ids_of(listed(self.bad.data), grades, _("等次"))
            made["bad_more_than"] = self.bad_more_than.data
        return made


def offered(plan: Plan) -> list[tuple[str, str]]:
    """Return the schemes that fit a plan: by grades, or by marks; with dimensions or without."""
    scored = SCORED_BY_MARKS if plan.points else SCORED_BY_GRADES
    return [
        (kind, SCHEME_LABELS[kind])
        for kind in (*UNSCORED, *scored)
        if plan.dimensions or kind not in {"sums", "coefficients"}
    ]


def chosen(plan: Plan) -> str:
    """Return the scheme that was sent or asked for, if it fits the plan, else the plan's own."""
    asked = request.form.get("scheme") or request.args.get("scheme", "")
    return asked if asked in dict(offered(plan)) else plan.scheme.type


def _titles(plan: Plan) -> dict[str, str]:
    return {one.title: one.id for one in plan.dimensions}


def _kept(plan: Plan, made: Mapping[str, Any]) -> dict[str, Any]:
    """Keep what this page does not show: circles of raters in any score, bands of marks."""
    current, kind = plan_data(plan)["scheme"], made["type"]
    hidden = ["circles"] if kind not in UNSCORED else []
    if current["type"] == kind:
        hidden += ["total_bands", "overall", *(["bands"] if kind != "bands" else [])]
    return {**{key: current[key] for key in hidden if current.get(key)}, **made}
