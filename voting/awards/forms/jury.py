"""Forms about the jury: its names, and the sheet of its scores."""

from collections.abc import Mapping
from typing import Self

from wtforms import Field, HiddenField, ValidationError

from voting.awards.jury import Sheet, cell, cell_value
from voting.errors import WrongInput
from voting.i18n import _, lazy
from voting.web.fields import paragraph
from voting.web.forms import TellingForm

_LONGEST_NAME = 40


class JurorsForm(TellingForm):
    """Who sits on the jury, a name a line."""

    names = paragraph(lazy("评审名单"), 1500, 6, description=lazy("每行一位，例如：张五。"))

    @classmethod
    def of(cls, names: list[str]) -> Self:
        """Fill the form with the jury, whatever was sent to another form."""
        return cls(names="\n".join(names))

    def validate_names(self, field: Field) -> None:
        """Refuse a name that is too long."""
        if any(len(name) > _LONGEST_NAME for name in self.listed):
            raise ValidationError(_("有一行太长了，每行写一位评审的姓名。"))

    @property
    def listed(self) -> list[str]:
        """The names, in their order."""
        lines = (line.strip() for line in str(self.names.data or "").splitlines())
        return [line for line in lines if line]


class ScoresForm(TellingForm):
    """The scores of one section; the cells are read beside it (fields ``score-juror-nominee``)."""

    seen = HiddenField(default="")

    def cells_of(self, sheet: Sheet, sent: Mapping[str, str]) -> dict[tuple[int, int], str]:
        """Return the text shown in each cell: what was typed, or what is kept."""
        return {
            (juror.id, row.nominee.id): sent.get(
                f"score-{juror.id}-{row.nominee.id}",
                cell(sheet.scores, (juror.id, row.nominee.id)),
            )
            for juror in sheet.jurors
            for row in sheet.rows
        }

    def scores_in(self, sheet: Sheet, sent: Mapping[str, str]) -> dict[tuple[int, int], int | None]:
        """Return the scores that were typed; an empty cell is none."""
        jurors = {one.id: one.name for one in sheet.jurors}
        rows = {row.nominee.id: row.shown for row in sheet.rows}
        found: dict[tuple[int, int], int | None] = {}
        for (juror_id, nominee_id), typed in self.cells_of(sheet, sent).items():
            if not typed.strip():
                continue
            try:
                found[juror_id, nominee_id] = cell_value(typed.strip())
            except ValueError:
                raise WrongInput(
                    _(
                        "%(juror)s给“%(nominee)s”的分数“%(typed)s”无法识别："
                        "应为 0 至 100，最多两位小数；回避的请写“回避”。",
                        juror=jurors[juror_id],
                        nominee=rows[nominee_id],
                        typed=typed[:20],
                    )
                ) from None
        return found
