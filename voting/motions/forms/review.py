"""The form of one act of the office on a motion: each act shows the fields it needs."""

from typing import Self

from wtforms import RadioField, SelectField
from wtforms.validators import NumberRange, Optional

from voting.errors import WrongInput
from voting.i18n import _, lazy
from voting.motions.service.handling import Order
from voting.motions.service.review import Vote
from voting.web.fields import Day, WholeNumber, checkboxes, paragraph, text
from voting.web.forms import VersionedForm

REASON_LENGTH = 400
MOST_VOTES = 999


def _votes(label: str) -> WholeNumber:
    return WholeNumber(
        label,
        [Optional(), NumberRange(0, MOST_VOTES, lazy("须在 0 至 999 之间。"))],
        render_kw={"inputmode": "numeric"},
    )


class ActForm(VersionedForm):
    """What an act needs to be told: a reason, a vote, another motion, departments, a person."""

    reason = paragraph(lazy("理由"), REASON_LENGTH, 4)
    for_it = _votes(lazy("赞成"))
    against = _votes(lazy("反对"))
    abstained = _votes(lazy("弃权"))
    into = RadioField(lazy("并入哪一件"), [Optional()], validate_choice=False)
    other = text(
        lazy("或填写编号、案名"),
        60,
        description=lazy("例如 5-3-012，或案名中的几个字；填写后以这里为准。"),
    )
    person = RadioField(lazy("移交哪位提案人"), [Optional()], validate_choice=False)
    lead_unit = SelectField(lazy("主办部门"), [Optional()], default="", validate_choice=False)
    co_units = checkboxes(lazy("协办部门"), validate_choice=False)
    due_on = Day(
        lazy("答复期限"), [Optional()], description=lazy("不填则按设置的工作日或统一答复日计算。")
    )
    instruction = paragraph(lazy("领导批示或交办说明"), REASON_LENGTH, 3)

    @classmethod
    def offering(cls, units: list[tuple[int, str]], **values: object) -> Self:
        """Return the form with these departments to choose from, filled with what was sent."""
        form = cls.from_request(**values)
        listed = [(str(id_), name) for id_, name in units]
        form.lead_unit.choices = [("", _("请选择")), *listed]
        form.co_units.choices = listed
        return form

    @property
    def why(self) -> str:
        """The reason that was given."""
        return self.reason.data or ""

    @property
    def vote(self) -> Vote | None:
        """The committee's vote, or None where it was not put to one."""
        given = (self.for_it.data, self.against.data, self.abstained.data)
        if all(each is None for each in given):
            return None
        if self.for_it.data is None:
            raise WrongInput(_("请填写赞成票数；没有表决的，三项都不要填。"))
        return Vote(self.for_it.data, self.against.data or 0, self.abstained.data or 0)

    @property
    def order(self) -> Order:
        """The departments that are to handle it."""
        lead = _number(self.lead_unit.data)
        if lead is None:
            raise WrongInput(_("请选择主办部门。"))
        co_units = tuple(
            number for each in self.co_units.data or () if (number := _number(each)) is not None
        )
        return Order(lead, co_units, self.due_on.data, self.instruction.data or "")

    @property
    def person_id(self) -> int:
        """The mover who was chosen."""
        found = _number(self.person.data)
        if found is None:
            raise WrongInput(_("请选择移交哪位提案人。"))
        return found

    @property
    def into_id(self) -> int | None:
        """The motion chosen to be merged into, if one was chosen from the list."""
        return _number(self.into.data)


def _number(value: object) -> int | None:
    words = str(value or "")
    return int(words) if words.isdecimal() else None
