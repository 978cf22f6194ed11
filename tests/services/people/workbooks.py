"""Spreadsheets made for a test, honest and hostile, down to the bytes."""

import io
import struct
import zipfile
from xml.sax.saxutils import escape, quoteattr

import openpyxl

HEADING = ["工号", "姓名", "性别", "出生年月", "部门", "工会会员", "代表身份", "代表团"]
SHEET_XML = "xl/worksheets/sheet1.xml"


def person(number: int, **values: object) -> list[object]:
    """Return the row of one person, with some values of its own."""
    row = dict(
        zip(
            HEADING,
            [f"{number:05}", f"王{number}", "女", "1985-03", "数学组", "是", "", ""],
            strict=True,
        )
    )
    return list((row | values).values())


def people(count: int, first: int = 1) -> list[list[object]]:
    return [person(number) for number in range(first, first + count)]


def xlsx(*sheets: list[list[object]], names: tuple[str, ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for index, rows in enumerate(sheets):
        sheet = book.create_sheet(names[index] if names else f"表{index + 1}")
        for row in rows:
            sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def roster(*rows: list[object]) -> bytes:
    return xlsx([HEADING, *rows])


def repacked(content: bytes, **changes: object) -> bytes:
    """Return an archive with some parts replaced: ``sheet=`` the first sheet, ``parts=`` any."""
    replaced = {SHEET_XML: changes["sheet"]} if "sheet" in changes else changes["parts"]
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, replaced.pop(name, None) or old.read(name))
        for name, part in replaced.items():
            new.writestr(name, part)
    return kept.getvalue()


def sheet_xml(*cells: str, dimension: str = "A1:B2") -> bytes:
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="{dimension}"/><sheetData><row r="1">{"".join(cells)}</row>'
        "</sheetData></worksheet>"
    ).encode()


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def csv(rows: list[list[object]], encoding: str = "utf-8", separator: str = ",") -> bytes:
    return "\r\n".join(separator.join(map(str, row)) for row in rows).encode(encoding)


_ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
{}</office:spreadsheet></office:body></office:document-content>"""


def ods(*tables: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", _ODS.format("".join(tables)))
    return kept.getvalue()


def ods_table(*rows: str, name: str = "花名册") -> str:
    return f"<table:table table:name={quoteattr(name)}>{''.join(rows)}</table:table>"


def ods_row(*cells: str, times: int = 1) -> str:
    repeated = f' table:number-rows-repeated="{times}"' if times != 1 else ""
    return f"<table:table-row{repeated}>{''.join(cells)}</table:table-row>"


def ods_cell(text: str = "", attributes: str = "") -> str:
    inner = f"<text:p>{escape(text)}</text:p>" if text else ""
    return f"<table:table-cell {attributes}>{inner}</table:table-cell>"


def ods_texts(*texts: str) -> str:
    return ods_row(*(ods_cell(text, 'office:value-type="string"') for text in texts))


def biff(*sheets: tuple[str, bytes], before: bytes = b"") -> bytes:
    """Return the stream of an .xls workbook: the list of its sheets, then their cells."""
    start = record(0x0809, struct.pack("<HH12x", 0x0600, 5)) + before
    entries = [name.encode("utf-16-le") for name, _cells in sheets]
    offset = len(start) + sum(12 + len(entry) for entry in entries) + 4
    listed, bodies = b"", b""
    for entry, (_name, cells) in zip(entries, sheets, strict=True):
        head = struct.pack("<IBBBB", offset + len(bodies), 0, 0, len(entry) // 2, 1)
        listed += record(0x0085, head + entry)
        bodies += record(0x0809, struct.pack("<HH12x", 0x0600, 0x10)) + cells + record(0x0A)
    return start + listed + record(0x0A) + bodies


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def label(row: int, column: int, text: str) -> bytes:
    written = text.encode("utf-16-le")
    head = struct.pack("<HHHHB", row, column, 0, len(text), 1)
    return record(0x0204, head + written)


def labels(rows: list[list[str]]) -> bytes:
    return b"".join(
        label(number, place, text)
        for number, row in enumerate(rows)
        for place, text in enumerate(row)
    )


_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound(stream: bytes, name: str = "Workbook") -> bytes:
    """Return a compound file with one stream; a short one lies in small pieces, as it must."""
    small = len(stream) < 4096
    body = stream + bytes(-len(stream) % 512)
    sectors = len(body) // 512
    table = [_TABLE, _END, _END, *range(4, 3 + sectors), _END]
    pieces = -(-len(stream) // 64) if small else 0
    mini = [*range(1, pieces), _END] if small else []
    root = (3, len(stream)) if small else (_END, 0)
    kept = (0, len(stream)) if small else (3, len(stream))
    entries = _entry("Root Entry", 5, *root, child=1) + _entry(name, 2, *kept)
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
        + struct.pack("<IIIIIII", 0, 1, 1, 0, 4096, 2 if small else _END, 1 if small else 0)
        + struct.pack("<II", _END, 0)
        + struct.pack("<I", 0)
        + struct.pack("<I", _FREE) * 108
    )
    return header + _sector(table) + entries.ljust(512, b"\0") + _sector(mini) + body


def _sector(numbers: list[int]) -> bytes:
    assert len(numbers) <= 128
    return b"".join(struct.pack("<I", number) for number in numbers).ljust(512, b"\xff")


def _entry(name: str, kind: int, first: int, size: int, child: int = _FREE) -> bytes:
    written = name.encode("utf-16-le")
    return (
        written.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(written) + 2, kind, 1, _FREE, _FREE, child)
        + bytes(36)
        + struct.pack("<IQ", first, size)
    )
