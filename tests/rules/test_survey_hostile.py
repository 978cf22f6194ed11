"""Workbooks made to do harm cost little time and memory, and are refused in a sentence."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from voting.errors import Refusal, TooLarge
from voting.surveys.xlsform import guard
from voting.surveys.xlsform.importing import import_form

SECONDS = 2
MEGABYTES = 300
HEAD = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
    'main">'
)
# Reads the form named on the command line, and responses to it where there is a second name;
# prints the refusal, the seconds and the peak in bytes.
MEASURED = """
import sys, time
from pathlib import Path
from voting.errors import Refusal
from voting.surveys import responses
from voting.surveys.xlsform.importing import import_file
form, *answers = map(Path, sys.argv[1:])
start = time.process_time()
try:
    imported = import_file(form)
    for path in answers:
        responses.read_file(path, imported.program, "2026-11-24")
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


def repeating_document() -> bytes:
    """A sheet whose one text, with a space behind it, stands in a hundred thousand cells."""
    space = "urn:oasis:names:tc:opendocument:xmlns"
    cell = (
        f'<table:table-cell table:number-columns-repeated="100" office:value-type="string">'
        f"<text:p>{'x' * 100_000}<text:s/></text:p></table:table-cell>"
    )
    content = (
        f'<office:document-content xmlns:office="{space}:office:1.0" '
        f'xmlns:table="{space}:table:1.0" xmlns:text="{space}:text:1.0">'
        f'<table:table table:name="survey"><table:table-row table:number-rows-repeated="1000">'
        f"{cell}</table:table-row></table:table></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", content)
    return stream.getvalue()


def form_of(*questions: str, columns: str = "type | name | label", options: int = 0) -> bytes:
    lines = ["| survey |", f"| | {columns} |", *(f"| | {question} |" for question in questions)]
    if options:
        lines += ["| choices |", "| | list_name | name | label |"]
    return "\n".join([*lines, *(f"| | l | {n} | 项 |" for n in range(options))]).encode()


def backward_calculations() -> bytes:
    rows = [f"calculate | q{n} | | ${{q{n + 1}}} + 1" for n in range(1900)]
    return form_of(*rows, "integer | q1900 | 问 |", columns="type | name | label | calculation")


def conditions(*expressions: str, options: int = 0) -> bytes:
    rows = [f"text | q{n} | 问 | {each}" for n, each in enumerate(expressions)]
    first = "select_one l | k | 问 |" if options else "text | k | 问 |"
    return form_of(first, *rows, columns="type | name | label | relevant", options=options)


def one_list_for_all() -> bytes:
    return form_of(*(f"select_one l | q{n} | 问" for n in range(1990)), options=1990)


def many_circles() -> bytes:
    knots = (
        " or ".join(f"${{q{(n * k + k) % 1100}}} = ''" for k in range(1, 15)) for n in range(1100)
    )
    return conditions(*knots)


def unknown_lists() -> bytes:
    return form_of(*(f"select_one lost_{n} | q{n} | 问" for n in range(1990)), options=1990)


def unknown_defaults() -> bytes:
    rows = (f"select_one l | q{n} | 问 | lost_{n}" for n in range(1990))
    return form_of(*rows, columns="type | name | label | default", options=250)


def answers_in_texts() -> bytes:
    columns = "type | name | " + " | ".join(f"label::{n}" for n in range(190))
    return form_of(*(f"text | q{n}" + " | ${" * 190 for n in range(1990)), columns=columns)


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
        (repeating_document, "a.ods", "文件太大，没有读取"),
        (backward_calculations, "a.md", "read"),
        (
            lambda: conditions(*[" or ".join(["${k} > 1"] * 150)] * 150, options=1800),
            "a.md",
            "read",
        ),
        (
            lambda: conditions(*["${k} = 'a'" + " or ${k} = 'a'" * 60] * 900),
            "a.md",
            "表达式合计超过",
        ),
        (lambda: conditions("+".join(["1"] * 900) + " = 1"), "a.md", "survey 表第 4 行“relevant”"),
        (lambda: conditions(*[f"${{lost_{n}}} = 1" for n in range(1990)]), "a.md", "survey 表第 4"),
        (one_list_for_all, "a.md", "read"),
        (many_circles, "a.md", "survey 表第"),
        (unknown_lists, "a.md", "survey 表第 3 行“type”：没有名为“lost_0”的选项表"),
        (unknown_defaults, "a.md", "survey 表第 3 行“default”"),
        (answers_in_texts, "a.md", "survey 表第 3 行“label::0”"),
    ],
)
def test_a_hostile_form_costs_little_and_is_refused(make, name, sentence, tmp_path):
    path = tmp_path / name
    path.write_bytes(make())
    told, seconds, peak = measured(path)
    assert told.startswith(sentence)
    assert seconds < SECONDS
    assert peak < MEGABYTES


def measured(*paths: Path) -> tuple[str, float, float]:
    """Read files in a process of their own; return what it said, seconds, megabytes."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *map(str, paths)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    told, seconds, peak = done.stdout.strip().rsplit("\n", 2)
    return told, float(seconds), float(peak) / 1024 / 1024


def answers(*lines: str) -> bytes:
    return "\n".join(("a,c", *lines)).encode()


def numbers(rows_: int, columns: str) -> bytes:
    cells = "".join(
        f'<row r="{n}">' + "".join(f'<c r="{c}{n}"><v>1</v></c>' for c in columns) + "</row>"
        for n in range(2, rows_ + 2)
    )
    head = "".join(text_cell(f"{c}1", t) for c, t in zip(columns, "abcdefgh", strict=False))
    return packed(sheet=rows(f'<row r="1">{head}</row>{cells}'))


def formulas() -> bytes:
    cells = "".join(
        f'<row r="{n}"><c r="A{n}"><f>1+1</f><v>2</v></c></row>' for n in range(1, 50_000)
    )
    return packed(sheet=rows(cells))


@pytest.mark.parametrize(
    ("make", "name", "sentence"),
    [
        (far_cell, "r.xlsx", "表格用到了第 1048576 行"),
        (claimed_size, "r.xlsx", "答卷第 1 行“type”：问卷里没有这一题"),
        (bomb, "r.xlsx", "文件太大，没有读取"),
        (many_texts, "r.xlsx", "文件太大，没有读取"),
        (many_cells, "r.xlsx", "表格用到了第 199999 行"),
        (lambda: numbers(50_000, "ABCDEFGH"), "r.xlsx", "read"),
        (formulas, "r.xlsx", "答卷第 1 行第 1 列：是公式或错误值"),
        (entities, "r.xlsx", "文件已损坏或格式不对"),
        (lying_size, "r.xlsx", "文件已损坏或格式不对"),
        (repeating_document, "r.ods", "答卷第 1 行“xxx"),
        (lambda: b"PK\x03\x04" + b"\0" * 30_000_000, "r.xlsx", "文件太大，没有读取"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 100_000, "r.xls", "文件已损坏"),
        (lambda: answers('"' + "x" * 5_000_000), "r.csv", "文件不是正确的 CSV"),
        (lambda: answers("," * 3_000_000), "r.csv", "read"),
        (lambda: answers("1," + "x " * 9_000), "r.csv", "答卷第 2 行“c”：没有名称为“x"),
        (lambda: answers(*["1,lost"] * 100_000), "r.csv", "答卷第 2 行“c”：没有名称为“lost”的选项"),
        (lambda: b"z," * 300_000, "r.csv", "答卷第 1 行“z”：问卷里没有这一题"),
    ],
)
def test_hostile_responses_cost_little_and_are_refused(make, name, sentence, tmp_path):
    form, path = tmp_path / "form.md", tmp_path / name
    questions = (f"integer | {letter} | 问" for letter in "abdefgh")
    form.write_bytes(form_of(*questions, "select_multiple l | c | 选", options=1900))
    path.write_bytes(make())
    told, seconds, peak = measured(form, path)
    assert told.startswith(sentence)
    assert seconds < SECONDS
    assert peak < MEGABYTES


LONG = b"<si><t>" + b"x" * 100_000 + b"</t></si>"
TEXTS = "xl/sharedStrings.xml"


def repeated(value: bytes, texts: bytes = LONG, name: str = TEXTS, sheet: str = "sheet") -> bytes:
    cells = b'<row><c t="s">' + value + b"</c></row>"
    parts = {TEXTS: b"<sst/>", name: b"<sst>" + texts + b"</sst>"}
    return packed(**parts, **{sheet: HEAD.encode() + cells * 1000})


@pytest.mark.parametrize(
    "content",
    [
        repeated(b"<v>0</v>"),
        repeated(b"<x:v>0</x:v>"),
        repeated(b"<v> +00000000000 </v>"),
        repeated(b'<v a=">">0</v>'),
        repeated(b"<v>&#48;</v>"),
        repeated(b"<v><![CDATA[0]]></v>"),
        repeated(b"<v>0<!-- --></v>"),
        repeated(b"<v>0</v>", name="xl/SharedStrings.xml"),
        repeated(b"<v>0</v>", sheet="xl/elsewhere/page.part"),
        repeated(b"<v>1</v>", b"<si/>" + LONG),
        repeated(b"<v>1</v>", b'<si a="" />' + LONG),
        repeated(b"<v>0</v>", b"<!-- > </si> -->" + LONG),
        repeated(b"<v>0</v>", b"<?x > </si> ?>" + LONG),
        repeated(b"<v>0</v>", b'<si><t a="</si>"></t></si>' + LONG),
    ],
)
def test_a_text_that_is_repeated_counts_as_often_as_it_stands(content):
    with pytest.raises(TooLarge):
        guard.check_size(content, guard.FORM)


def test_numbers_beside_a_long_text_do_not_count_as_it():
    guard.check_size(repeated(b"<v>1</v>"), guard.FORM)
    guard.check_size(repeated(b"<v>2026</v>"), guard.FORM)
    guard.check_size(repeated(b"<v>0.5</v>"), guard.FORM)


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
