"""The plan page: what is judged on which grades, within which limits, with which remarks."""

from collections.abc import Mapping
from typing import Any, Self

from wtforms import BooleanField, Field, RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired, NumberRange, Optional

from voting.errors import WrongInput
from voting.evaluations.comments import REMARKS, Slots
from voting.evaluations.forms.lines import (
    as_lines,
    exact,
    identified,
    ids_of,
    lines,
    listed,
    named_number,
    numbers_by_name,
)
from voting.evaluations.forms.scheme_shown import words_of
from voting.evaluations.models import Evaluation
from voting.evaluations.rounding import exact_text
from voting.evaluations.rules import Plan
from voting.evaluations.scales import id_of
from voting.evaluations.wording import BASE_LABELS, percent
from voting.i18n import _, lazy
from voting.web.fields import CHOOSE, WholeNumber, paragraph, text
from voting.web.forms import VersionedForm

GRADES, MARKS = "grades", "marks"


class PlanForm(VersionedForm):
    """What is judged on which grades, within which limits, with which remarks."""

    how = RadioField(
        lazy("怎样评"),
        [InputRequired(CHOOSE)],
        choices=[(GRADES, lazy("选等次")), (MARKS, lazy("打分"))],
    )
    grades = paragraph(
        lazy("等次"), 600, 5, description=lazy("每行一个，从好到差；可以改成任何说法。")
    )
    unknown = text(
        lazy("另设一个不计入平均分的选项"), 20, description=lazy("例如：不了解。不需要就不填。")
    )
    most = WholeNumber(
        lazy("满分"), [Optional(), NumberRange(1, 1000, lazy("须在 1 至 1000 之间。"))]
    )
    places = WholeNumber(
        lazy("小数位数"), [Optional(), NumberRange(0, 2, lazy("须在 0 至 2 之间。"))]
    )
    bands = paragraph(
        lazy("分数段"), 400, 4, description=lazy("每行一个：名称和最低分，如“优秀 90”。可不填。")
    )
    dimensions = paragraph(
        lazy("分项"),
        1200,
        6,
        description=lazy(
            "每行一项，可写权重，如“德 15%”；都不写则各项同等。只作一个总的评价就不填。"
        ),
    )
    limits = paragraph(
        lazy("每张票最多"), 400, 3, description=lazy("每行一个：等次和人数，如“优秀 3”。")
    )
    least = paragraph(
        lazy("每张票至少"), 400, 3, description=lazy("每行一个：等次和人数，如“基本称职 1”。")
    )
    reject_uniform = BooleanField(lazy("所有对象评得完全一样的票作废"))
    remarks = BooleanField(lazy("可以写优点和不足（与等次分开统计，不显示是谁写的）"))
    reason_for = text(
        lazy("选哪些等次须写理由"), 60, description=lazy("例如：不认同。有几个用顿号隔开。")
    )
    own_rows = BooleanField(lazy("测评对象本人也投票时，不评自己"))
    base = SelectField(
        lazy("得票率的基数"), choices=[(base.value, label) for base, label in BASE_LABELS.items()]
    )
    quorum = text(lazy("到会比例（含本数）"), 9, description=lazy("写成分数；不填按会议的规定。"))

    def validate_grades(self, field: Field) -> None:
        """Ask for grades where sheets are filled in with grades."""
        if self.how.data == GRADES and not lines(field.data):
            raise ValidationError(_("请写明有哪些等次，每行一个。"))

    @classmethod
    def of(cls, found: Evaluation, plan: Plan, slots: Slots, version: int) -> Self:
        """Fill the form with a plan, or with what was sent."""
        return cls.from_request(
            version=version,
            own_rows=found.own_rows,
            remarks=any(slot.id in REMARKS for slot in slots),
            reason_for="、".join(
                plan.label(mark) for mark in (slots[-1].needed_for if slots else ())
            ),
            **_shown(plan),
        )

    def data_on(self, plan: Plan) -> dict[str, Any]:
        """Return the members of a plan that this page changes; words that stay keep their ids."""
        words, members = self._marks(plan)
        grades = _("等次")
        return {
            **members,
            "dimensions": self._dimensions(plan) or None,
            "limits": _whole(numbers_by_name(self.limits.data, words, grades)),
            "least": _whole(numbers_by_name(self.least.data, words, grades)),
            "reject_uniform": bool(self.reject_uniform.data),
            "base": self.base.data,
            "quorum": self.quorum.data or None,
        }

    def reasons_on(self, labels: Mapping[str, str]) -> list[str]:
        """Return the grades that need a reason; ``labels``: grade → word."""
        known = {word: mark for mark, word in labels.items()}
        return ids_of(listed(self.reason_for.data), known, _("等次"))

    def _marks(self, plan: Plan) -> tuple[dict[str, str], dict[str, Any]]:
        """Return the grades (or bands) by their words, and the members of the plan they make."""
        before = {word: mark for mark, word in plan.labels.items()}
        if self.how.data == MARKS:
            return self._numbers(plan, before)
        names = identified(lines(self.grades.data), before, "g", id_of)
        labels = {mark: word for word, mark in names.items()}
        unknown = None
        if self.unknown.data:
            every = identified([*names, self.unknown.data], before, "g", id_of)
            unknown = every[self.unknown.data]
            labels[unknown] = self.unknown.data
        members = {"scale": list(names.values()), "labels": labels, "unknown": unknown}
        return names, {**members, "points": None}

    def _numbers(
        self, plan: Plan, before: Mapping[str, str]
    ) -> tuple[dict[str, str], dict[str, Any]]:
        rows = [named_number(line) for line in lines(self.bands.data)]
        if any(not least for _name, least in rows):
            raise WrongInput(_("分数段要写明最低分，如“优秀 90”，每行一个。"))
        names = identified([name for name, _least in rows], before, "b", id_of)
        points = {
            "most": self.most.data or 100,
            "places": 1 if self.places.data is None else self.places.data,
            "bands": [{"id": names[name], "least": least} for name, least in rows],
        }
        # Only an overall tick beside the marks (综合评价) needs grades of its own.
        scale = list(plan.scale) if plan.overall else None
        labels = {mark: plan.label(mark) for mark in scale or ()}
        labels |= {mark: word for word, mark in names.items()}
        return names, {"scale": scale, "labels": labels, "unknown": None, "points": points}

    def _dimensions(self, plan: Plan) -> list[dict[str, Any]]:
        rows = [named_number(line) for line in lines(self.dimensions.data)]
        before = {one.title: one.id for one in plan.dimensions}
        names = identified([name for name, _weight in rows], before, "d", _no_usual)
        return [
            {"id": names[name], "title": name} | ({"weight": exact(weight)} if weight else {})
            for name, weight in rows
        ]


def _no_usual(_title: str) -> None:
    """Dimensions have no ids in common use."""


def _whole(numbers: Mapping[str, str]) -> dict[str, int]:
    if not all(number.isdecimal() for number in numbers.values()):
        raise WrongInput(_("每张票最多、至少几个，须是整数。"))
    return {mark: int(number) for mark, number in numbers.items()}


def _shown(plan: Plan) -> dict[str, Any]:
    points = plan.points
    bands = points.bands if points else ()
    weights = _weights(plan)
    return {
        "how": MARKS if points else GRADES,
        "grades": "\n".join(plan.label(mark) for mark in plan.scale),
        "unknown": plan.label(plan.unknown) if plan.unknown else "",
        "most": points.most if points else None,
        "places": points.places if points else None,
        "bands": as_lines((plan.label(band.id), exact_text(band.least)) for band in bands),
        "dimensions": as_lines((one.title, weights[one.id]) for one in plan.dimensions),
        "limits": _limit_lines(plan, plan.limits),
        "least": _limit_lines(plan, plan.least),
        "reject_uniform": plan.reject_uniform,
        "base": plan.base.value,
        "quorum": exact_text(plan.quorum) if plan.quorum is not None else "",
    }


def _limit_lines(plan: Plan, limits: Mapping[str, int]) -> str:
    marks = words_of(plan).values()
    return as_lines((plan.label(mark), limits[mark]) for mark in marks if mark in limits)


def _weights(plan: Plan) -> dict[str, str]:
    """Return the weights as they are typed; nothing where all count alike."""
    if len({one.weight for one in plan.dimensions}) <= 1:
        return {one.id: "" for one in plan.dimensions}
    return {one.id: percent(one.weight) for one in plan.dimensions}
