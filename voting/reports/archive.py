"""The archive of one election: the bundle, the spreadsheet, and the sheets as one page."""

from voting.reports.bundle import packed


def archive_of(*, bundle: bytes, workbook: bytes, page: str) -> bytes:
    """Return one zip file; the same parts give the same bytes at every export."""
    return packed({"bundle.zip": bundle, "result.xlsx": workbook, "sheets.html": page.encode()})
