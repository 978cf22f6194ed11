"""When something is shown: chosen row by row, or written as an expression by whoever can."""

from typing import Any

from wtforms import (
    FieldList,
    Form as RowForm,
    FormField,
    RadioField,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.validators import Optional

from voting.i18n import _, lazy
from voting.surveys.conditions import (
    JOINER_LABELS,
    SIGN_LABELS,
    Joiner,
    Sign,
    Simple,
    Simples,
    conditioned,
    read,
    short,
    written,
)
from voting.surveys.expressions.numbers import number_of
from voting.surveys.expressions.parser import parse
from voting.surveys.expressions.tree import WrongExpression
from voting.surveys.form import WITH_CHOICES, Form, Question, said
from voting.surveys.outline import numbers
from voting.web.fields import at_most, paragraph
from voting.web.forms import VersionedForm, plain_text, trimmed

_FEWEST_ROWS = 2
_MOST_ROWS = 20
_LONGEST = 60
_SPLIT = "="


class ConditionRow(RowForm):
    """One condition: an answer, whether it is so, a number where the question is one."""

    target = SelectField(lazy("题目和回答"), [Optional()], validate_choice=False)
    sign = SelectField(
        lazy("关系"),
        [Optional()],
        choices=[(sign.value, SIGN_LABELS[sign]) for sign in Sign],
        validate_choice=False,
    )
    number = StringField(lazy("数"), [Optional()], filters=[trimmed])


class ConditionalForm(VersionedForm):
    """A form of something that may have a condition."""

    joiner = RadioField(
        lazy("几条之间"),
        [Optional()],
        choices=[(joiner.value, JOINER_LABELS[joiner]) for joiner in Joiner],
        default=Joiner.AND.value,
        validate_choice=False,
    )
    conditions = FieldList(FormField(ConditionRow), lazy("显示条件"), max_entries=_MOST_ROWS)
    expression = paragraph(
        lazy("用表达式写显示条件"),
        2000,
        3,
        description=lazy(
            "会写表达式的人用，如 ${q1} = 'o1' and ${q2} >= 3。上面选了条件，这里就留空。"
        ),
    )
    asked: Form | None = None
    """The questionnaire whose questions are offered."""

    def offer(self, form: Form, before: str) -> None:
        """Offer the questions that stand before an item (empty: all of them)."""
        self.asked = form
        while len(self.conditions.entries) < min(
            _MOST_ROWS, max(_FEWEST_ROWS, len(self._kept()) + 1)
        ):
            self.conditions.append_entry()
        choices = _targets(form, before)
        for row in self.conditions.entries:
            row.form.target.choices = choices

    def _kept(self) -> list[Any]:
        return [row.form for row in self.conditions.entries if row.form.target.data]

    def validate_conditions(self, _field: Any) -> None:
        """Refuse half a condition, an answer there is not, and two ways at once."""
        rows = self._kept()
        if rows and (self.expression.data or "").strip():
            raise ValidationError(_("显示条件写了两处：请只选条件，或者只写表达式。"))
        for row in rows:
            self._check(row)

    def _check(self, row: Any) -> None:
        name, _sign, option = str(row.target.data).partition(_SPLIT)
        found = self._question(name)
        if found is None or (found.kind in WITH_CHOICES and not self._offers(found, option)):
            raise ValidationError(_("显示条件里的题目或选项已经没有了，请重新选择。"))
        if row.sign.data not in set(Sign):
            raise ValidationError(_("请选择显示条件的关系。"))
        if found.kind in WITH_CHOICES:
            if row.sign.data in {Sign.LEAST, Sign.MOST}:
                raise ValidationError(_("选择题只能比较“是”或“不是”。"))
        elif number_of(row.number.data or "") is None:
            raise ValidationError(_("“%(label)s”要和一个数比较，请填写数。", label=short(found)))

    def validate_expression(self, field: Any) -> None:
        """Refuse an expression that cannot be read."""
        demand_expression(field)

    def relevant(self) -> str:
        """Return the condition as an expression."""
        rows = self._kept()
        if not rows or self.asked is None:
            return str(self.expression.data or "").strip()
        simples = Simples(Joiner(self.joiner.data or Joiner.AND), tuple(map(self._simple, rows)))
        return written(simples, self.asked)

    def _simple(self, row: Any) -> Simple:
        name, _split, option = str(row.target.data).partition(_SPLIT)
        return Simple(name, Sign(row.sign.data), option or str(row.number.data))

    def _question(self, name: str) -> Question | None:
        found = conditioned(list(self.asked.questions())) if self.asked else []
        return next((each for each in found if each.name == name), None)

    def _offers(self, question: Question, option: str) -> bool:
        return bool(self.asked) and option in {
            each.name
            for each in self.asked.offered(question)  # type: ignore[union-attr]
        }


def condition_values(source: str, form: Form, before: str) -> dict[str, Any]:
    """Return what the fields of a condition begin with."""
    simples = read(source)
    known = _values(_targets(form, before))
    rows = [_row(each, known) for each in simples.all] if simples else []
    if simples is None or not all(rows):
        return {"expression": source, "conditions": []}
    return {"joiner": simples.joiner.value, "conditions": rows, "expression": ""}


def _row(one: Simple, known: frozenset[str]) -> dict[str, str] | None:
    """Return the values of a row, or nothing where the page does not offer it."""
    chosen = f"{one.question}{_SPLIT}{one.value}"
    if chosen in known:
        return {"target": chosen, "sign": one.sign.value, "number": ""}
    if one.question in known:
        return {"target": one.question, "sign": one.sign.value, "number": one.value}
    return None


_Targets = dict[str, list[tuple[str, str]]]


def _targets(form: Form, before: str) -> _Targets:
    """Return what may be chosen, by question; those that stand before an item."""
    found: _Targets = {"": [("", str(_("（不设条件）")))]}
    shown = numbers(form)
    for question in conditioned(_standing_before(form, before)):
        number = shown[question.name]
        group = f"{number}. {short(question, _LONGEST)}"
        if question.kind in WITH_CHOICES:
            found[group] = [
                (
                    f"{question.name}{_SPLIT}{each.name}",
                    _("第 %(n)s 题：%(option)s", n=number, option=said(each.label)[:_LONGEST]),
                )
                for each in form.offered(question)
            ]
        else:
            found[group] = [(question.name, _("第 %(n)s 题（和一个数比）", n=number))]
    return found


def _standing_before(form: Form, before: str) -> list[Question]:
    found: list[Question] = []
    for section, matrix, question in form.places():
        if before in {section.name, matrix.name if matrix else "", question.name} - {""}:
            break
        found.append(question)
    return found


def _values(targets: _Targets) -> frozenset[str]:
    return frozenset(value for each in targets.values() for value, _label in each if value)


def demand_expression(field: Any) -> None:
    """Refuse a field's expression if it cannot be read (a WTForms check)."""
    source = str(field.data or "").strip()
    try:
        if source:
            parse(source)
    except WrongExpression as wrong:
        raise ValidationError(wrong.reasons[0]) from None


def line(label: str, most: int, **options: Any) -> StringField:
    """Return an optional line for an expression or a name; what may stand in it is asked later."""
    checks = [Optional(), at_most(most), plain_text]
    return StringField(label, checks, filters=[trimmed], **options)
