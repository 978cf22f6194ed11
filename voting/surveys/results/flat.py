"""All tables as one long one: a row an option or a figure of one question in one group.

It is what CSV and SAV carry: sorted as the form asks, ready for a pivot table.
"""

from collections.abc import Iterator
from dataclasses import astuple, dataclass

from voting.i18n import _
from voting.surveys.results.reading import Answered, Results
from voting.surveys.wording import WITHHELD


@dataclass(frozen=True, slots=True)
class Row:
    """One published number, or “—” where it is withheld."""

    question: str
    label: str
    kind: str
    by: str
    group: str
    item: str
    count: str
    percent: str
    value: str

    @property
    def is_withheld(self) -> bool:
        """Whether the row stands for something that is withheld."""
        return WITHHELD in {self.count, self.percent, self.value}

    def cells(self) -> tuple[str, ...]:
        """Return the cells in the order of :func:`columns`."""
        return astuple(self)


def columns() -> tuple[str, ...]:
    """Return what the columns are called."""
    return (
        _("题目名称"),
        _("题目"),
        _("题型"),
        _("分组题"),
        _("组"),
        _("项目"),
        _("人数"),
        _("比例"),
        _("数值"),
    )


def rows(results: Results) -> list[Row]:
    """Return all rows: the tables over all responses, then those of each breakdown."""
    found = [row for each in results.questions for row in _of(each, "", "")]
    for cross in results.all_crosses():
        for group in cross.groups:
            found += _of(group, cross.by_label, group.group)
    return found


def _of(each: Answered, by: str, group: str) -> Iterator[Row]:
    head = (each.name, each.label, each.kind_label, by, group or _("全部"))
    yield Row(*head, _("填写人数"), str(each.base), "", "")
    for line in each.lines:
        yield Row(*head, line.label, str(line.count), line.percent, "")
    for figure in each.figures:
        if figure.percent:
            yield Row(*head, figure.label, str(figure.value), figure.percent, "")
        else:
            yield Row(*head, figure.label, "", "", str(figure.value))
