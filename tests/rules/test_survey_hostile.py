"""Workbooks made to do harm cost little time and memory, and are refused in a sentence."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from voting.errors import Refusal
from voting.surveys.xlsform.importing import import_form

SECONDS = 2
MEGABYTES = 300
HEAD = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
    'main">'
)
# Reads the file named on the command line; prints the refusal, the seconds and the peak in bytes.
MEASURED = """
import sys, time
from pathlib import Path
from voting.errors import Refusal
from voting.surveys.xlsform.importing import import_form
content = Path(sys.argv[1]).read_bytes()
start = time.process_time()
try:
    import_form(content, Path(sys.argv[1]).name)
    print("read")
except Refusal as refusal:
    print(refusal.message.splitlines()[0][:200])
print(time.process_time() - start)
status = Path("/proc/self/status").read_text().split("VmHWM:")[1]
print(int(status.split()[0]) * 1024)
"""


def survey_workbook() -> dict[str, bytes]:
    """Return the parts of an honest workbook."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("survey")
    for row, cells in enumerate([["type", "name", "label"], ["text", "a", "问"]]):
        sheet.write_row(row, 0, cells)
    book.close()
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(**changed: bytes) -> bytes:
    """Pack the workbook with some of its parts changed: ``sheet`` and ``texts``."""
    parts = survey_workbook()
    names = {"sheet": "xl/worksheets/sheet1.xml", "texts": "xl/sharedStrings.xml"}
    parts |= {names.get(key, key): content for key, content in changed.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def rows(cells: str) -> bytes:
    return f"{HEAD}<sheetData>{cells}</sheetData></worksheet>".encode()


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def far_cell() -> bytes:
    first = f'<row r="1">{text_cell("A1", "type")}</row>'
    return packed(sheet=rows(first + f'<row r="1048576">{text_cell("XFD1048576", "x")}</row>'))


def claimed_size() -> bytes:
    claimed = HEAD + '<dimension ref="A1:XFD1048576"/><sheetData>'
    row = "".join(
        text_cell(f"{c}1", t) for c, t in zip("ABC", ("type", "name", "label"), strict=True)
    )
    return packed(sheet=f'{claimed}<row r="1">{row}</row></sheetData></worksheet>'.encode())


def bomb() -> bytes:
    return packed(sheet=rows(f'<row r="1">{text_cell("A1", "x" * 200_000_000)}</row>'))


def many_texts() -> bytes:
    texts = f"<sst><si><t>{'x' * 1_000_000}</t></si></sst>".encode()
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 50_000))
    return packed(sheet=rows(cells), texts=texts)


def many_cells() -> bytes:
    cells = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 200_000))
    return packed(sheet=rows(cells))


def entities() -> bytes:
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "' + b"x" * 1000 + b'">]><sst/>'
    return packed(texts=entity)


def lying_size() -> bytes:
    """Let the archive say that its sheet is a thousand bytes long."""
    content = bytearray(packed(sheet=rows(f'<row r="1">{text_cell("A1", "x" * 50_000_000)}</row>')))
    entry = content.rfind(b"xl/worksheets/sheet1.xml") - 46
    assert content[entry : entry + 4] == b"PK\x01\x02"
    content[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    return bytes(content)


def deep_markdown() -> bytes:
    return b"| survey |\n| | type | name | label |" + b" x |" * 400_000


def long_expression() -> bytes:
    condition = "(" * 900 + "1" + ")" * 900
    heading = "| survey |\n| | type | name | label | relevant |"
    return f"{heading}\n| | text | a | 问 | {condition} |".encode()


def chain() -> bytes:
    """Two thousand questions, each asked only after the one before it."""
    lines = ["| survey |", "| | type | name | label | relevant |", "| | text | q0 | 问 | |"]
    lines += [f"| | text | q{n} | 问 | ${{q{n - 1}}} != '' |" for n in range(1, 1990)]
    return "\n".join(lines).encode()


@pytest.mark.parametrize(
    ("make", "name", "sentence"),
    [
        (far_cell, "a.xlsx", "表格用到了第 1048576 行"),
        (claimed_size, "a.xlsx", "没有找到题目"),
        (bomb, "a.xlsx", "文件太大，没有读取"),
        (many_texts, "a.xlsx", "文件太大，没有读取"),
        (many_cells, "a.xlsx", "表格用到了第 199999 行"),
        (entities, "a.xlsx", "文件已损坏或格式不对"),
        (lying_size, "a.xlsx", "文件已损坏或格式不对"),
        (lambda: b"PK\x03\x04" + b"\0" * 5000, "a.xlsx", "文件已损坏或格式不对"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 100_000, "a.xls", "文件已损坏"),
        (lambda: b"x" * 3_000_000, "a.csv", "文件太大，没有读取"),
        (lambda: b"\0\1\2" * 1000, "a.pdf", "无法识别这个文件"),
        (lambda: b"", "a.xlsx", "文件是空的"),
        (lambda: b"survey,,\n" + b',"' * 500_000, "a.csv", ""),
        (deep_markdown, "a.md", "survey 表太大"),
        (long_expression, "a.md", "survey 表第 3 行“relevant”：表达式嵌套太深"),
        (chain, "a.md", "read"),
    ],
)
def test_a_hostile_file_costs_little_and_is_refused(make, name, sentence, tmp_path):
    path = tmp_path / name
    path.write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(path)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    told, seconds, peak = done.stdout.strip().rsplit("\n", 2)
    assert told.startswith(sentence)
    assert float(seconds) < SECONDS
    assert float(peak) < MEGABYTES * 1024 * 1024


def test_a_computed_cell_is_refused_with_its_row():
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("survey")
    sheet.write_row(0, 0, ["type", "name", "label"])
    sheet.write_row(1, 0, ["text", "a"])
    sheet.write_formula(1, 2, '=WEBSERVICE("http://example.invalid")')
    book.close()
    with pytest.raises(Refusal) as refusal:
        import_form(stream.getvalue(), "a.xlsx")
    assert "survey 表第 2 行“label”：是公式，请改为写出的内容。" in refusal.value.message
