"""A matrix as it is typed: its rows a line each, its options under one another."""

from collections.abc import Iterator
from dataclasses import replace

from typing_extensions import override
from wtforms import BooleanField, Field, TextAreaField, ValidationError

from voting.i18n import _, lazy
from voting.surveys import option_lines
from voting.surveys.form import Choice, Form, Kind, Matrix, Question
from voting.surveys.forms.building_conditions import condition_values, line
from voting.surveys.forms.building_items import (
    LABEL_LENGTH,
    ItemForm,
    lines_in,
    translation_values,
)
from voting.surveys.naming import free, names_of, taken
from voting.surveys.option_lines import Line
from voting.surveys.service.building import Written
from voting.web.fields import paragraph
from voting.web.forms import plain_text

_MOST_ROWS = 50


class MatrixForm(ItemForm):
    """A matrix of questions with the same options."""

    label = paragraph(lazy("题目"), LABEL_LENGTH, 2)
    rows = TextAreaField(
        lazy("各行"),
        [plain_text],
        description=lazy("每行一个方面，如“食堂”“培训机会”。可以从 Word 粘贴。"),
        render_kw={"rows": 6},
    )
    several = BooleanField(lazy("每行可以选几个"))
    required = BooleanField(lazy("每行都必答"))
    name = line(lazy("名称"), 64, description=lazy("表达式和导出的数据里用它称呼这组题。"))
    matrix: Matrix

    @classmethod
    def of(
        cls, form: Form, matrix: Matrix, choices: tuple[Choice, ...], version: int
    ) -> "MatrixForm":
        """Return the form as it was sent, or filled with a matrix."""
        first = form.languages[0]
        made = cls.from_request(
            version=version,
            name=matrix.name,
            label=dict(matrix.label).get(first, ""),
            rows=lines_in([each.label for each in matrix.questions], first),
            several=any(each.kind is Kind.SELECT_MULTIPLE for each in matrix.questions),
            required=all(each.required for each in matrix.questions),
            options=option_lines.written(choices, first),
            translations=translation_values(form, matrix, choices),
            **condition_values(matrix.relevant, form, matrix.name),
        )
        made.matrix, made.old_choices = matrix, choices
        made.offer(form, matrix.name)
        if not made.further:
            del made["translations"]
        return made

    def validate_rows(self, field: Field) -> None:
        """Refuse rows that cannot be read, none at all, and too many."""
        lines = self._read_options(str(field.data or ""))
        if not lines:
            raise ValidationError(_("请至少写一行。"))
        if len(lines) > _MOST_ROWS:
            raise ValidationError(_("一个矩阵最多 %(n)s 行。", n=_MOST_ROWS))

    @override
    def validate_options(self, field: Field) -> None:
        """Refuse options that cannot be read, and too few of them."""
        super().validate_options(field)
        if len(self._read_options(str(field.data or ""))) < 2:  # noqa: PLR2004 - no choice
            raise ValidationError(_("请至少写两个选项，每行一个。"))

    @property
    def written(self) -> Written:
        """What was typed."""
        old = self.matrix
        item = replace(
            old,
            name=str(self.name.data or "").strip() or old.name,
            label=self.words(old.label, str(self.label.data or ""), "label"),
            relevant=self.relevant(),
            questions=tuple(self._rows()),
        )
        return Written(item, self.choices(), bool(self.together.data))

    def _rows(self) -> Iterator[Question]:
        """Make the rows: one keeps its name by its text, or by its place if it was reworded."""
        old = self.matrix.questions
        lines = [Line(each.label) for each in option_lines.read(str(self.rows.data or ""))]
        as_choices = [Choice(each.name, each.label) for each in old]
        kept = {each.name: each for each in old}
        names = taken(self.asked or Form("")) | set(names_of(self.matrix))
        kind = Kind.SELECT_MULTIPLE if self.several.data else Kind.SELECT_ONE
        shared = old[0].choices if old else ""
        found = option_lines.matched(lines, as_choices, self.first)
        for language, entry in self.translated():
            found = option_lines.translated(found, str(entry.rows.data or ""), language)
        for each in found:
            row = kept.get(each.name)
            if row is None:
                row = Question(free(names), kind, choices=shared)
                names |= {row.name}
            yield replace(row, kind=kind, label=each.label, required=bool(self.required.data))
