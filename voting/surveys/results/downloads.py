"""Every file that is made of a survey's frozen document, by the ending of its name."""

from collections.abc import Callable
from dataclasses import dataclass

from voting.errors import NotFound
from voting.i18n import _
from voting.surveys.results import sav, table_files
from voting.surveys.results.report import report
from voting.surveys.results.report_docx import report_docx
from voting.surveys.results.report_pdf import report_pdf
from voting.surveys.results.shown import Shown
from voting.web.typeset import MIME as PDF
from voting.web.word import MIME as DOCX


@dataclass(frozen=True, slots=True)
class File:
    """A file to keep."""

    name: str
    content: bytes
    mime: str


def _docx(found: Shown) -> bytes:
    return report_docx(report(found.results, found.digest, note=found.note, changes=found.changes))


def _pdf(found: Shown) -> bytes:
    return report_pdf(report(found.results, found.digest, note=found.note, changes=found.changes))


_FORMATS: dict[str, tuple[Callable[[Shown], bytes], str]] = {
    "json": (lambda found: found.raw, "application/json"),
    "csv": (lambda found: table_files.results_csv(found.results), table_files.CSV_MIME),
    "xlsx": (
        lambda found: table_files.results_xlsx(found.results, found.note),
        table_files.XLSX_MIME,
    ),
    "sav": (lambda found: sav.results_sav(found.results), sav.MIME),
    "docx": (_docx, DOCX),
    "pdf": (_pdf, PDF),
}
ENDINGS = tuple(_FORMATS)


def file(found: Shown, ending: str) -> File:
    """Make a file; equal results give equal bytes. Raises NotFound for another ending."""
    if ending not in _FORMATS:
        raise NotFound(_("没有这种格式的文件，请从结果页选择下载。"))
    make, mime = _FORMATS[ending]
    what = _("调查报告") if ending in {"docx", "pdf"} else _("调查结果")
    mark = "" if found.is_released else _("（未公布）")
    return File(f"{found.results.title}{what}{mark}.{ending}", make(found), mime)
