"""Any spreadsheet people send, opened by what it is and not by what it is called.

.xlsx is read by python-calamine after its cells were looked through, the other formats here.
Whatever is too large, locked, broken or not a spreadsheet is refused before it costs time.
"""

from pathlib import Path

from voting.errors import WrongInput
from voting.i18n import _
from voting.people.formats import delimited, ods, xls, xlsx
from voting.people.formats.compound import MAGIC
from voting.people.formats.grid import LARGEST_FILE, Book, too_large
from voting.people.formats.package import Package

_ZIP = b"PK\x03\x04"
_DOCUMENT = "content.xml"
_TEXT_SUFFIXES = frozenset({".csv", ".txt", ".tsv"})
_LOOKED_AT = 1000


def open_file(path: Path) -> Book:
    """Open a file on disk; its size is looked at before it is read."""
    return open_content(content_of(path), path.name)


def content_of(path: Path) -> bytes:
    """Return the content of a file on disk, if it is no larger than any spreadsheet."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise too_large()
        return path.read_bytes()
    except OSError as error:
        raise WrongInput(_("打不开文件 %(path)s，请检查文件名。", path=path.name)) from error


def open_content(content: bytes, name: str) -> Book:
    """Open what was uploaded under a name; refuses with a sentence for whoever sent it."""
    if len(content) > LARGEST_FILE:
        raise too_large()
    if not content.strip():
        raise WrongInput(_("文件是空的，请检查是否选错了文件。"))
    if content.startswith(_ZIP):
        package = Package(content)
        return ods.open_book(package) if _DOCUMENT in package else xlsx.open_book(package)
    if content.startswith(MAGIC):
        return xls.open_book(content)
    return _text(content, name)


def _text(content: bytes, name: str) -> Book:
    beginning = content[:_LOOKED_AT].lstrip().lower()
    if b"<html" in beginning or b"<table" in beginning or beginning.startswith(b"<?xml"):
        raise WrongInput(
            _("这是网页或 XML 文件，不是真正的表格。请用 Excel 或 WPS 打开后另存为 .xlsx。")
        )
    if Path(name).suffix.lower() not in _TEXT_SUFFIXES:
        raise WrongInput(_("无法识别这个文件。表格可以是 .xlsx、.xls、.ods 或 .csv。"))
    return delimited.open_book(content)
