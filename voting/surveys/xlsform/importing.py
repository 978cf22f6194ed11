"""Reading an XLSForm: the whole form, or everything that is wrong with it, row by row."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from voting.i18n import _
from voting.people import spreadsheet
from voting.people.formats.grid import Flaw
from voting.polls.reading import Problem, WrongDocument
from voting.surveys.expressions.fitting import near
from voting.surveys.form import WITH_CHOICES, Form
from voting.surveys.program import Program, compile_form
from voting.surveys.values import Unreadable, read
from voting.surveys.xlsform.choices import read_lists
from voting.surveys.xlsform.findings import Findings
from voting.surveys.xlsform.grouping import Grouping
from voting.surveys.xlsform.rows import RowReader
from voting.surveys.xlsform.sheets import Heading, Row, Sheet, read_sheets
from voting.surveys.xlsform.texts import Texts
from voting.surveys.xlsform.words import BINDING, CHOICES, HEADERS, MEDIA, SETTINGS, SURVEY, plain

_REQUIRED = {SURVEY: ("type", "name", "label"), CHOICES: ("list_name", "name", "label")}
_ENCRYPTION = ("public_key", "submission_url")


@dataclass(frozen=True, slots=True)
class Imported:
    """A form that was read, ready to run; ``notes``: what was passed over, one sentence each."""

    form: Form
    program: Program
    notes: tuple[str, ...] = ()


def import_form(content: bytes, name: str) -> Imported:
    """Read a form from a file's bytes; ``name`` tells .md and .csv by its ending.

    Raises :class:`WrongDocument` with every problem and its row, or another refusal where the
    file cannot be read at all.
    """
    sheets = read_sheets(content, name)
    findings = Findings(sheets)
    if SURVEY not in sheets or not sheets[SURVEY].rows:
        raise WrongDocument(
            [
                Problem(
                    "",
                    _("没有找到题目：要有名为 survey（或“问卷”）的工作表，列出题型、名称和题目。"),
                )
            ]
        )
    missing = [_check_headings(known, sheet, findings) for known, sheet in sheets.items()]
    if any(missing):
        findings.done()
    return _Importer(sheets, findings, Path(name).stem).imported()


def import_file(path: Path) -> Imported:
    """Read a form from a file on disk."""
    return import_form(spreadsheet.content_of(path), path.name)


class _Importer:
    def __init__(self, sheets: dict[str, Sheet], findings: Findings, stem: str) -> None:
        self._sheets = sheets
        self._findings = findings
        self._stem = stem
        self._texts = Texts(sheets, findings)
        self._grouping = Grouping(RowReader(self._texts, findings))

    def imported(self) -> Imported:
        """Return the form, or refuse it with everything that is wrong."""
        form = self._form()
        self._check_lists(form)
        program = self._program(form)
        self._findings.done()
        self._check_defaults(program)
        self._findings.done()
        return Imported(form, program, tuple(self._findings.notes))

    def _form(self) -> Form:
        choices = self._sheets.get(CHOICES) or Sheet(CHOICES)
        lists = read_lists(choices, self._texts, self._findings)
        for row in self._sheets[SURVEY].rows:
            self._grouping.take(row)
        sections = self._grouping.done()
        settings = self._sheets.get(SETTINGS)
        row = settings.rows[0] if settings and settings.rows else Row(0, {})
        return Form(
            title=row.get("form_title") or self._stem,
            id=row.get("form_id"),
            version=row.get("version"),
            languages=self._texts.languages,
            sections=tuple(sections),
            lists=lists,
        )

    def _row(self, name: str) -> int:
        row = self._grouping.rows.get(name)
        return row.number if row else 0

    def _check_lists(self, form: Form) -> None:
        names = {one.name: one for one in form.lists}
        for question in form.questions():
            if self._findings.is_full:
                return
            if question.kind in WITH_CHOICES and question.choices not in names:
                self._findings.wrong(
                    SURVEY,
                    self._row(question.name),
                    "type",
                    _(
                        "没有名为“%(list)s”的选项表%(near)s。",
                        list=question.choices,
                        near=near(question.choices, names),
                    ),
                )

    def _program(self, form: Form) -> Program:
        places: dict[str, int] = {}

        def place(name: str, column: str) -> str:
            named = self._findings.place(SURVEY, self._row(name), column)
            places[named] = self._row(name)
            return named

        try:
            return compile_form(form, place)
        except WrongDocument as wrong:
            for problem in wrong.problems:
                self._findings.keep(SURVEY, places.get(problem.place, 0), problem)
            self._findings.done()
            raise

    def _check_defaults(self, program: Program) -> None:
        for name, step in program.steps.items():
            if self._findings.is_full:
                return
            default = step.question.default
            if "${" in default:
                reason = _("默认值不能引用其他题目。")
                self._findings.wrong(SURVEY, self._row(name), "default", reason)
                continue
            try:
                if default and step.question.is_answered:
                    read(step, default)
            except Unreadable as wrong:
                reason = _("默认值不能用：%(reason)s", reason=wrong.reason)
                self._findings.wrong(SURVEY, self._row(name), "default", reason)


def _check_headings(known: str, sheet: Sheet, findings: Findings) -> bool:
    """Tell strange columns and computed cells; return whether columns are missing altogether."""
    columns = {heading.column for heading in sheet.headings}
    missing = [column for column in _REQUIRED.get(known, ()) if column not in columns]
    for column in missing if sheet.headings else ():
        findings.wrong(known, sheet.heading_row, "", _("缺少“%(column)s”这一列。", column=column))
    for called, n in Counter(heading.called for heading in sheet.headings).items():
        if called and n > 1:
            findings.wrong(
                known, sheet.heading_row, "", _("“%(called)s”列写了两次。", called=called)
            )
    for heading in sheet.headings:
        if heading.column and not heading.is_known:
            _check_unknown(known, sheet, heading, findings)
    for row, called, flaw in sheet.flaws:
        told = _("是公式，请改为写出的内容。") if flaw is Flaw.FORMULA else _("是错误值。")
        findings.wrong(known, row, called, told)
    return bool(missing)


def _check_unknown(known: str, sheet: Sheet, heading: Heading, findings: Findings) -> None:
    filled = [row.number for row in sheet.rows if heading in row.cells]
    if not filled:
        return
    first = heading.column.split(":")[0]
    if known == SETTINGS and heading.column in _ENCRYPTION:
        findings.wrong(known, filled[0], heading.called, _("不支持加密和外送设置，请删去。"))
    elif known == CHOICES:
        return
    elif first in MEDIA:
        findings.wrong(known, filled[0], heading.called, _("题目不能带图片、声音或视频，请删去。"))
    elif first in BINDING:
        findings.wrong(known, filled[0], heading.called, _("不支持这一列的设置，请删去。"))
    elif suggestion := near(plain(heading.called), HEADERS[known]):
        findings.wrong(
            known,
            sheet.heading_row,
            "",
            _("不认识的列“%(called)s”%(near)s。", called=heading.called, near=suggestion),
        )
    else:
        findings.notes.append(_("没有读取“%(called)s”列。", called=heading.called))
