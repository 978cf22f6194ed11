"""One question as it is typed."""

from dataclasses import replace
from typing import Any

from typing_extensions import override
from wtforms import BooleanField, Field, SelectField, ValidationError
from wtforms.validators import DataRequired, NumberRange, Optional

from voting.i18n import _, lazy
from voting.surveys import option_lines
from voting.surveys.expressions.numbers import number_of, text_of
from voting.surveys.form import OTHER, WITH_CHOICES, Choice, Form, Kind, Question, Scale
from voting.surveys.forms.building_conditions import condition_values, demand_expression, line
from voting.surveys.forms.building_items import (
    HINT_LENGTH,
    LABEL_LENGTH,
    ItemForm,
    translation_values,
)
from voting.surveys.makes import MAKE_LABELS, ONE_TO_TEN, Make, alike, make_of, remade
from voting.surveys.service.building import Written
from voting.web.fields import FILL, WholeNumber, paragraph, text

_MOST_STEPS = 101
_LIMIT = NumberRange(1, 100, message=lazy("请填写 1 到 100 之间的整数。"))
_NUMBER_KINDS = frozenset({Kind.INTEGER, Kind.DECIMAL})
_SCALE_FIELDS = ("start", "end", "step")
_CHOICE_FIELDS = ("options", "together", "other", "randomize", "fewest", "most", "choice_filter")


class QuestionForm(ItemForm):
    """A question; fields that mean nothing for its make are taken out."""

    make = SelectField(lazy("题型"), validate_choice=True)
    label = paragraph(lazy("题目"), LABEL_LENGTH, 2)
    hint = paragraph(lazy("填写提示"), HINT_LENGTH, 2)
    required = BooleanField(lazy("必答"))
    other = BooleanField(lazy("最后加一个“其他”，选了可以写文字"))
    randomize = BooleanField(lazy("选项随机排列"))
    fewest = WholeNumber(lazy("至少选几个"), [Optional(), _LIMIT])
    most = WholeNumber(lazy("最多选几个"), [Optional(), _LIMIT])
    start = line(lazy("从几分"), 12)
    end = line(lazy("到几分"), 12)
    step = line(lazy("每档相差"), 12)
    decimal = BooleanField(lazy("可以填小数"))
    is_breakdown = BooleanField(
        lazy("用于分组：结果按这道题的选项分开列出"),
        description=lazy(
            "最多 5 道题。选项越细，组越小：少于最小分组人数的组一律不列出，"
            "组太多还容易让人担心被认出来。"
        ),
    )
    calculation = paragraph(lazy("计算式"), 2000, 3, description=lazy("如 ${q1} + ${q2}。"))
    constraint = line(
        lazy("回答要满足"), 2000, description=lazy("用一个点代表回答，如 . >= 0 and . <= 60。")
    )
    constraint_message = text(lazy("不满足时的提示"), HINT_LENGTH)
    required_message = text(lazy("没有回答时的提示"), HINT_LENGTH)
    choice_filter = line(lazy("选项筛选"), 2000)
    name = line(lazy("名称"), 64, description=lazy("表达式和导出的数据里用它称呼这道题。"))
    question: Question

    @classmethod
    def of(
        cls,
        form: Form,
        question: Question,
        choices: tuple[Choice, ...],
        version: int,
        *,
        is_breakdown: bool,
    ) -> "QuestionForm":
        """Return the form as it was sent, or filled with a question."""
        values = _values(form, question, choices, is_breakdown=is_breakdown)
        made = cls.from_request(version=version, **values)
        made.question, made.old_choices = question, choices
        makes = alike(make_of(question))
        made.make.choices = [(make.value, MAKE_LABELS[make]) for make in makes]
        made.offer(form, question.name)
        for name in _needless(question.kind, single=len(makes) == 1, translated=made.further):
            if name in made:
                del made[name]
        return made

    def validate_label(self, field: Field) -> None:
        """Refuse a question without words."""
        if self.question.kind is not Kind.CALCULATE:
            DataRequired(FILL)(self, field)

    def validate_calculation(self, field: Field) -> None:
        """Refuse a calculation that cannot be read."""
        demand_expression(field)

    def validate_constraint(self, field: Field) -> None:
        """Refuse a constraint that cannot be read."""
        demand_expression(field)

    def validate_choice_filter(self, field: Field) -> None:
        """Refuse a filter that cannot be read."""
        demand_expression(field)

    @override
    def validate_options(self, field: Field) -> None:
        """Refuse options that cannot be read, and too few of them."""
        super().validate_options(field)
        n = len(option_lines.read(str(field.data or ""))) + bool(self.other.data)
        if n < 2:  # noqa: PLR2004 - fewer are no choice
            raise ValidationError(_("请至少写两个选项，每行一个。"))

    def validate_most(self, field: Field) -> None:
        """Refuse limits that nobody can keep."""
        if field.data and self.fewest.data and field.data < self.fewest.data:
            raise ValidationError(_("“最多”不能小于“至少”。"))

    def validate_end(self, _field: Field) -> None:
        """Refuse a scale that does not come out even."""
        if self._text("make") == Make.NPS:
            return
        numbers = [number_of(str(self[name].data or "")) for name in _SCALE_FIELDS]
        start, end, step = numbers
        if start is None or end is None or step is None:
            raise ValidationError(_("三个格子都要填数字，如从 1 到 10，每档相差 1。"))
        if step <= 0 or end <= start or (end - start) % step:
            raise ValidationError(_("“从”要小于“到”，相差的数要除得尽它们的差。"))
        if (end - start) / step >= _MOST_STEPS:
            raise ValidationError(_("最多 %(n)s 档。", n=_MOST_STEPS))

    @property
    def written(self) -> Written:
        """What was typed."""
        question = self._typed()
        choices = self.choices() if question.kind in WITH_CHOICES else None
        return Written(
            question,
            choices,
            bool(self._data("together")),
            bool(self._data("is_breakdown")) and question.kind is Kind.SELECT_ONE,
        )

    def _data(self, name: str) -> Any:
        return self[name].data if name in self else None

    def _text(self, name: str) -> str:
        return str(self._data(name) or "").strip()

    def _typed(self) -> Question:
        old = self.question
        made = remade(old, Make(self._text("make"))) if "make" in self else old
        if old.kind in _NUMBER_KINDS:
            made = replace(made, kind=Kind.DECIMAL if self._data("decimal") else Kind.INTEGER)
        several = made.kind is Kind.SELECT_MULTIPLE
        return replace(
            made,
            name=self._text("name") or old.name,
            label=self.words(old.label, self._text("label"), "label"),
            hint=self.words(old.hint, self._text("hint"), "hint"),
            required=bool(self._data("required")),
            relevant=self.relevant(),
            constraint=self._text("constraint"),
            constraint_message=self._first_of(old.constraint_message, "constraint_message"),
            required_message=self._first_of(old.required_message, "required_message"),
            choice_filter=self._text("choice_filter"),
            other=bool(self._data("other")),
            randomize=bool(self._data("randomize")),
            fewest=self._data("fewest") if several else None,
            most=self._data("most") if several else None,
            scale=self._scale(made),
            calculation=self._text("calculation"),
        )

    def _first_of(self, old: Any, name: str) -> Any:
        """Return a text with its first language typed; the further ones stay as they were."""
        return option_lines.worded(old, self.first, self._text(name))

    def _scale(self, made: Question) -> Scale | None:
        if made.kind is not Kind.RANGE:
            return None
        if make_of(made) is Make.NPS:
            return Scale()
        numbers = [number_of(self._text(name)) for name in _SCALE_FIELDS]
        return Scale(*(number for number in numbers if number is not None))


def _needless(kind: Kind, *, single: bool, translated: tuple[str, ...]) -> set[str]:
    """Return the fields that mean nothing for a kind of question."""
    found = {"make"} if single else set()
    if kind not in WITH_CHOICES:
        found |= set(_CHOICE_FIELDS)
    if kind not in WITH_CHOICES or kind is Kind.RANK:
        found |= {"is_breakdown"}
    if kind is not Kind.RANGE:
        found |= set(_SCALE_FIELDS)
    if kind not in _NUMBER_KINDS:
        found |= {"decimal"}
    if kind is Kind.CALCULATE:
        found |= {"label", "hint"}
    else:
        found |= {"calculation"}
    if kind in {Kind.NOTE, Kind.CALCULATE}:
        found |= {"required", "required_message", "constraint", "constraint_message"}
    if not translated or kind is Kind.CALCULATE:
        found |= {"translations"}
    return found


def _values(
    form: Form, question: Question, choices: tuple[Choice, ...], *, is_breakdown: bool
) -> dict[str, Any]:
    first = form.languages[0]
    scale = question.scale or ONE_TO_TEN
    typed = tuple(each for each in choices if each.name != OTHER or not question.other)
    return {
        "make": make_of(question).value,
        "name": question.name,
        "required": question.required,
        "other": question.other,
        "randomize": question.randomize,
        "fewest": question.fewest,
        "most": question.most,
        "decimal": question.kind is Kind.DECIMAL,
        "is_breakdown": is_breakdown,
        "calculation": question.calculation,
        "constraint": question.constraint,
        "choice_filter": question.choice_filter,
        "options": option_lines.written(typed, first),
        "translations": translation_values(form, question, typed),
        "start": text_of(scale.start),
        "end": text_of(scale.end),
        "step": text_of(scale.step),
        **{
            key: dict(getattr(question, key)).get(first, "")
            for key in ("label", "hint", "constraint_message", "required_message")
        },
        **condition_values(question.relevant, form, question.name),
    }
