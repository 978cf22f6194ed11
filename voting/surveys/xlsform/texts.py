"""The texts of a form in its languages."""

from voting.i18n import _
from voting.surveys.form import Words
from voting.surveys.xlsform.findings import Findings
from voting.surveys.xlsform.sheets import Row, Sheet
from voting.surveys.xlsform.words import SETTINGS

_LONGEST = 5000


class Texts:
    """Knows the languages of a form: its default first, then those of the columns in order."""

    def __init__(self, sheets: dict[str, Sheet], findings: Findings) -> None:
        self._findings = findings
        used: dict[str, None] = {}
        for sheet in sheets.values():
            for heading in sheet.headings:
                if heading.is_known and heading.column in {"label", "hint"}:
                    used.setdefault(heading.language)
        default = _default(sheets)
        self._unnamed = default if default not in used else ""
        languages = list(dict.fromkeys(self._named(each) for each in used))
        if default in languages:
            languages.remove(default)
            languages.insert(0, default)
        self.languages = tuple(languages) or ("",)

    def _named(self, language: str) -> str:
        """Name the language of a column that says none."""
        return language or self._unnamed

    def read(self, sheet: str, row: Row, column: str) -> Words:
        """Read a text in all languages it is given in."""
        found: dict[str, str] = {}
        for heading, text in row.cells.items():
            if heading.is_known and heading.column == column:
                found[self._named(heading.language)] = text
                self._check(sheet, row, heading.called, text)
        return tuple((each, found[each]) for each in self.languages if each in found)

    def _check(self, sheet: str, row: Row, called: str, text: str) -> None:
        if "${" in text:
            self._findings.wrong(
                sheet, row.number, called, _("文字里不能引用其他题目的答案（${…}）。")
            )
        if len(text) > _LONGEST:
            self._findings.wrong(
                sheet, row.number, called, _("文字太长，最多 %(most)s 个字。", most=_LONGEST)
            )


def _default(sheets: dict[str, Sheet]) -> str:
    settings = sheets.get(SETTINGS)
    return settings.rows[0].get("default_language") if settings and settings.rows else ""
