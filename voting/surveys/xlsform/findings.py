"""What was found while a form was read: problems with their rows, and what was passed over."""

from voting.i18n import _
from voting.polls.reading import Problem, WrongDocument
from voting.surveys.xlsform.sheets import Sheet

_MOST_TOLD = 200
_MOST_KEPT = 2000


class Findings:
    """Collects problems of all sheets; ``done`` refuses with all of them, in their order."""

    def __init__(self, sheets: dict[str, Sheet]) -> None:
        self._sheets = sheets
        self._found: list[tuple[int, int, Problem]] = []
        self._more = 0
        self.notes: list[str] = []

    @property
    def is_full(self) -> bool:
        """Whether more is wrong already than will be told."""
        return len(self._found) > _MOST_TOLD

    def place(self, sheet: str, row: int, column: str = "") -> str:
        """Name a place as the file does."""
        title = self._sheets[sheet].title if sheet in self._sheets else sheet
        if not row:
            return _("%(sheet)s 表", sheet=title)
        called = self._called(sheet, column)
        if not called:
            return _("%(sheet)s 表第 %(row)s 行", sheet=title, row=row)
        return _("%(sheet)s 表第 %(row)s 行“%(column)s”", sheet=title, row=row, column=called)

    def _called(self, sheet: str, column: str) -> str:
        """Return what the file calls a column; a heading with more letters after ``::`` too."""
        headings = self._sheets[sheet].headings if sheet in self._sheets else []
        return next((each.called for each in headings if each.column == column), column)

    def wrong(self, sheet: str, row: int, column: str, reason: str) -> None:
        """Keep a problem of one cell."""
        if len(self._found) >= _MOST_KEPT:
            self._more += 1
            return
        self.keep(sheet, row, Problem(self.place(sheet, row, column), reason))

    def keep(self, sheet: str, row: int, problem: Problem) -> None:
        """Keep a problem that has its place already."""
        order = list(self._sheets).index(sheet) if sheet in self._sheets else -1
        self._found.append((order, row, problem))

    def done(self) -> None:
        """Refuse the file if anything in it was wrong."""
        if not self._found:
            return
        found = [problem for _order, _row, problem in sorted(self._found, key=lambda f: f[:2])]
        unique = list(dict.fromkeys(found))
        told = unique[:_MOST_TOLD]
        left = len(unique) - len(told) + self._more
        if left:
            told.append(Problem("", _("还有 %(n)s 处问题没有列出。", n=left)))
        raise WrongDocument(told)
