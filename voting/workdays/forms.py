"""The form that corrects the official calendar."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from wtforms import Field, ValidationError

from voting.i18n import _, lazy
from voting.web.fields import paragraph
from voting.web.forms import VersionedForm
from voting.workdays.models import CalendarDay


class CalendarForm(VersionedForm):
    """Corrections of the holidays, a day a line."""

    off = paragraph(lazy("补充的放假日"), 2000, 4, description=lazy("每行一天，如 2027-02-08。"))
    work = paragraph(
        lazy("补充的上班日（调休）"), 2000, 4, description=lazy("每行一天，如 2027-02-14。")
    )

    @classmethod
    def of(cls, corrections: Iterable[CalendarDay], version: int = 0) -> Self:
        """Fill the form with the corrections there are, or with what was sent."""
        days = {True: "", False: ""}
        for each in corrections:
            days[each.works] += f"{each.day.isoformat()}\n"
        return cls.from_request(off=days[False], work=days[True], version=version)

    def validate_off(self, field: Field) -> None:
        """Read the days."""
        _days(field)

    def validate_work(self, field: Field) -> None:
        """Read the days."""
        _days(field)

    @property
    def days(self) -> tuple[list[date], list[date]]:
        """The days off and the days worked."""
        return _days(self.off), _days(self.work)


def _days(field: Field) -> list[date]:
    try:
        return [date.fromisoformat(line) for line in str(field.data or "").split()]
    except ValueError:
        raise ValidationError(_("有一行不是日期，请按 2027-02-08 的格式，每行一天。")) from None
