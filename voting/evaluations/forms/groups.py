"""Forms about the voter groups: which there are, and who votes in which."""

from fractions import Fraction
from typing import Any, Self

from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange

from voting.evaluations.forms.lines import as_lines
from voting.evaluations.rules import Plan, SmallGroups
from voting.evaluations.wording import percent
from voting.i18n import lazy
from voting.web.fields import CHOOSE, FILL, WholeNumber, paragraph
from voting.web.forms import VersionedForm


class GroupsForm(VersionedForm):
    """Which voter groups there are, with their weights, and what becomes of a small one."""

    groups = paragraph(
        lazy("组别和权重"),
        1200,
        4,
        description=lazy(
            "每行一组，如“A票（领导班子） 30%”；都不写权重则每票同等。不分组就全部删去。"
        ),
    )
    min_group = WholeNumber(
        lazy("一组至少多少人才单独列出"),
        [InputRequired(FILL), NumberRange(1, 1000, lazy("须在 1 至 1000 之间。"))],
    )
    small_groups = RadioField(
        lazy("人数不够的组"),
        [InputRequired(CHOOSE)],
        choices=[
            (SmallGroups.WITHHOLD.value, lazy("结果中不单独列出，仍按权重计入总分")),
            (SmallGroups.MERGE.value, lazy("计票前与相邻的组合并")),
        ],
    )

    @classmethod
    def of(cls, plan: Plan, version: int) -> Self:
        """Fill the form with the groups of a plan, or with what was sent."""
        return cls.from_request(**cls.stored(plan, version))

    @staticmethod
    def stored(plan: Plan, version: int) -> dict[str, Any]:
        """Return the groups of a plan as the fields show them."""
        return {
            "version": version,
            "groups": as_lines((one.title, _percent(one.weight)) for one in plan.groups),
            "min_group": plan.min_group,
            "small_groups": plan.small_groups.value,
        }

    @property
    def what_of_small(self) -> SmallGroups:
        """What becomes of a group too small to hide in."""
        return SmallGroups(self.small_groups.data)


def _percent(weight: Fraction | None) -> str:
    return "" if weight is None else percent(weight)


class AssignForm(VersionedForm):
    """Who votes in one group, by staff numbers."""

    group = SelectField(lazy("分到哪一组"))
    numbers = paragraph(lazy("工号"), 40_000, 6, description=lazy("每行一个，可从表格的一列粘贴。"))

    def among(self, plan: Plan) -> Self:
        """Offer the groups of a plan."""
        self.group.choices = [(one.id, one.title) for one in plan.groups]
        return self
