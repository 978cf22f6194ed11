"""Every file read back: the same cells are withheld in all of them, and nothing else is there."""

import csv
import io
import json
import re
import zipfile

import pyreadstat
import pytest
import time_machine
from docx import Document
from hypothesis import given, settings, strategies as st
from openpyxl import load_workbook

from tests.rules.survey_forms import CHOICES, answered, program
from tests.rules.survey_results import FACTS, SOURCES, frozen, people, released
from voting.ballots import canonical
from voting.errors import Unavailable
from voting.surveys.policy import Policy, Whole
from voting.surveys.results import flat, sav, table_files
from voting.surveys.results.freezing import freeze
from voting.surveys.results.labels import VALUE, VARIABLE, Cutter
from voting.surveys.results.reading import Results
from voting.surveys.results.report import report
from voting.surveys.results.report_docx import report_docx
from voting.surveys.results.report_pdf import report_pdf
from voting.web.typeset import chinese_fonts

DASH = "—"
DIGEST = "ab" * 32
STRICT = Policy(whole=Whole.SMALL_CELLS)


@pytest.fixture(params=["usual", "strict"])
def results(request) -> Results:
    return Results(released(policy=STRICT) if request.param == "strict" else released())


def written(results: Results, ending: str) -> bytes:
    made = report(results, DIGEST)
    return {
        "csv": lambda: table_files.results_csv(results),
        "xlsx": lambda: table_files.results_xlsx(results),
        "sav": lambda: sav.results_sav(results),
        "docx": lambda: report_docx(made),
        "pdf": lambda: report_pdf(made),
    }[ending]()


def read_csv(raw: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))


def read_sav(raw: bytes, folder):
    path = folder / "read.sav"
    path.write_bytes(raw)
    return pyreadstat.read_sav(path, output_format="dict")


def read_xlsx(raw: bytes) -> dict[str, list[list[object]]]:
    book = load_workbook(io.BytesIO(raw))
    return {page.title: [[cell.value for cell in row] for row in page.iter_rows()] for page in book}


def read_docx(raw: bytes) -> list[list[list[str]]]:
    made = Document(io.BytesIO(raw))
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in made.tables]


def options(results: Results) -> list[tuple[str, str, str, str]]:
    """Question, option, count and share over all responses, straight from the document."""
    return [
        (table["label"], option["label"], str(option["count"]), option["percent"])
        for table in results.document["tables"]
        for option in table.get("options", ())
    ]


def crossed(results: Results) -> list[tuple[str, str, str, str, str]]:
    return [
        (cross["label"], group["label"], option["label"], str(option["count"]), option["percent"])
        for cross in results.document["cross_tables"]
        for group in cross["groups"]
        for option in group.get("options", ())
    ]


def test_something_is_withheld_in_the_survey_of_these_tests(results):
    assert any(count == DASH for *_rest, count, _share in crossed(results))
    assert any(count != DASH for *_rest, count, _share in crossed(results))


def test_the_csv_has_the_cells_of_the_document(results):
    rows = read_csv(written(results, "csv"))
    found = {(row[1], row[4], row[5]): (row[6], row[7]) for row in rows[1:]}
    for label, option, count, share in options(results):
        assert found[label, "全部", option] == (count, share)
    for label, group, option, count, share in crossed(results):
        assert found[label, group, option] == (count, share)


def test_the_sav_has_the_cells_of_the_document_and_withheld_ones_are_missing(results, tmp_path):
    columns, meta = read_sav(written(results, "sav"), tmp_path)
    codes = meta.variable_value_labels
    found = {}
    for n, count in enumerate(columns["count"]):
        key = tuple(codes[name].get(columns[name][n]) for name in ("label", "grp", "item"))
        found[key] = (count, columns["count_text"][n], columns["percent_text"][n])
    assert all(row["label"] for row in [{"label": key[0]} for key in found])
    expected = [(label, "全部", *rest) for label, *rest in options(results)]
    for label, group, option, count, share in [*expected, *crossed(results)]:
        number, text, percent = found[label, group, option]
        assert (text, percent) == (count, share)
        assert number == (None if count == DASH else float(count))


def test_the_workbook_has_the_cells_of_the_document(results):
    pages = read_xlsx(written(results, "xlsx"))
    rows = [tuple(row[:3]) for row in pages["2 总体结果"]]
    for _label, option, count, share in options(results):
        assert (option, count if count == DASH else int(count), share) in rows
    grid = pages["3 按您的部门"]
    for label, group, option, count, share in crossed(results):
        at = next(n for n, row in enumerate(grid) if row[0] == label)
        place = grid[at + 1].index(group)
        row = next(row for row in grid[at + 2 :] if row[0] == option)
        assert row[place] == (DASH if count == DASH else f"{count}（{share}）")


def test_the_report_has_the_cells_of_the_document(results):
    tables = read_docx(written(results, "docx"))
    rows = [tuple(row) for table in tables for row in table]
    for _label, option, count, share in options(results):
        assert (option, count, share) in rows
    with_groups = [table for table in tables if table[0][0] == "您的部门"]
    names = [each.name for each in results.crosses("unit")]
    assert len(with_groups) == len(names)
    for cross, table in zip(results.crosses("unit"), with_groups, strict=True):
        assert [list(row) for row in table[1:]] == [[name, *cells] for name, cells in cross.rows()]


def test_as_many_cells_are_withheld_in_every_format(results, tmp_path):
    document = json.dumps(results.document, ensure_ascii=False).count(f'"count": "{DASH}"')
    rows = [row for row in flat.rows(results) if row.count == DASH and row.item != "填写人数"]
    lone = [row for row in rows if row.percent == DASH]
    assert len(lone) >= document > 0
    in_csv = [row[6] for row in read_csv(written(results, "csv"))].count(DASH)
    columns, _meta = read_sav(written(results, "sav"), tmp_path)
    assert in_csv == columns["count_text"].count(DASH)


def test_no_file_holds_a_number_that_is_withheld(tmp_path):
    """Unusual counts, each withheld: none of them may turn up anywhere."""
    given = [
        *({"unit": "math", "f": "yes"} for _each in range(391)),
        *({"unit": "math", "f": "no"} for _each in range(3)),
        *({"unit": "art", "f": "yes"} for _each in range(277)),
        *({"unit": "art", "f": "no"} for _each in range(4)),
    ]
    results = Results(frozen(given, invalid=()))
    assert {count for *_rest, count, _share in crossed(results) if _rest[0] == "吃过夜宵吗"} == {
        DASH
    }
    secret = re.compile(r"\b(391|277)(\.0)?\b|99\.2%|98\.6%")
    texts = [
        canonical.encode(results.document).decode(),
        written(results, "csv").decode(),
        json.dumps(read_xlsx(written(results, "xlsx")), ensure_ascii=False),
        json.dumps(read_docx(written(results, "docx")), ensure_ascii=False),
        str(read_sav(written(results, "sav"), tmp_path)[0]),
    ]
    for text in texts:
        assert not secret.search(text)


ANSWERS = st.fixed_dictionaries(
    {"unit": st.sampled_from(["math", "art", "office", ""]), "f": st.sampled_from(["yes", "no"])},
    optional={"q": st.sampled_from("12345"), "s": st.sampled_from("12345")},
)


@settings(max_examples=15)
@given(st.lists(ANSWERS, max_size=80), st.sampled_from([STRICT, Policy()]))
def test_no_count_stands_in_a_file_that_is_not_in_the_document(given_answers, policy):
    results = Results(frozen(given_answers, policy=policy, invalid=()))
    known = set(re.findall(r"\d+", canonical.encode(results.document).decode()))
    for row in read_csv(table_files.results_csv(results))[1:]:
        assert row[6] in known | {"", DASH}
    pages = read_xlsx(table_files.results_xlsx(results))
    numbers = [cell for rows in pages.values() for row in rows for cell in row]
    assert {str(cell) for cell in numbers if isinstance(cell, int)} <= known


@pytest.mark.parametrize("ending", ["csv", "xlsx", "sav", "docx", "pdf"])
def test_equal_results_give_equal_bytes_whenever_they_are_asked_for(ending):
    with time_machine.travel("2026-11-25 10:00:00+00:00"):
        first = written(Results(released()), ending)
    with time_machine.travel("2027-03-01 23:59:59+00:00"):
        assert written(Results(released()), ending) == first


def test_no_cell_is_taken_for_a_formula():
    made = program(
        "| select_one 坏 | q | =1+1 |\n| text | t | @SUM(A1) |",
        "| choices |\n| | list_name | name | label |\n| | 坏 | a | =HYPERLINK(1) |\n"
        "| | 坏 | b | -1+2 |\n| | 坏 | c | ＋3 |\n",
    )
    given = [answered(made, {"q": name}) for name in "abc" for _each in range(9)]
    results = Results(freeze(FACTS, made, given, SOURCES, [], [], Policy()))
    cells = {cell for row in read_csv(table_files.results_csv(results)) for cell in row}
    assert {"'=1+1", "'=HYPERLINK(1)", "'-1+2", "'＋3", "'@SUM(A1)"} <= cells
    book = load_workbook(io.BytesIO(table_files.results_xlsx(results)))
    kinds = {cell.data_type for page in book for row in page.iter_rows() for cell in row}
    assert "f" not in kinds


def test_signed_numbers_stay_numbers():
    assert [table_files.harmless(each) for each in ("-50", "+15", "-0.25", "—")] == [
        "-50",
        "+15",
        "-0.25",
        "—",
    ]


def test_labels_too_long_for_spss_are_cut_and_every_cut_is_told(tmp_path):
    long = "满意" * 50
    choices = CHOICES.replace("非常不满意", long)
    made = program(f"| select_one 满意 | q | {'对食堂的总体评价' * 20} |", choices)
    given = [answered(made, {"q": "1"}) for _each in range(9)]
    results = Results(freeze(FACTS, made, given, SOURCES, [], [], Policy()))
    cut = sav.cuts(results)
    assert long in cut
    assert cut[long] == "满意" * 19 + "满…"
    _columns, meta = read_sav(sav.results_sav(results), tmp_path)
    assert cut[long] in meta.variable_value_labels["item"].values()
    assert "".join(meta.notes).endswith("".join(cut))
    pages = read_xlsx(table_files.results_xlsx(results))
    assert [long, cut[long]] in pages["3 SPSS 标签"]


def test_labels_that_fit_are_left_alone():
    cutter = Cutter()
    assert cutter.cut("满" * 40, VALUE) == "满" * 40
    assert cutter.cut("满" * 85, VARIABLE) == "满" * 85
    assert not cutter.cuts
    assert len(cutter.cut("满" * 86, VARIABLE).encode()) <= VARIABLE


def test_names_that_spss_refuses_get_another_one_and_no_two_are_alike():
    names = sav.names_for(["q1", "Q1", "_a", "by", "食堂", "x" * 70, "a-b", "v2"])
    assert names == ["q1", "v2", "v3", "v4", "食堂", "v6", "v7", "v8"]


def test_the_report_has_its_parts_in_the_order_staff_expect():
    made = Document(io.BytesIO(written(Results(released()), "docx")))
    headings = [each.text for each in made.paragraphs if each.style.name == "Heading 1"]
    assert headings[:6] == [
        "一、调查背景",
        "二、发放情况",
        "三、样本构成",
        "四、分题结果",
        "五、主要问题",
        "六、建议",
    ]
    text = "\n".join(each.text for each in made.paragraphs)
    assert "回收率 96.7%（1609/1664）" in text
    assert "以下各题评价较低" in text
    assert DIGEST in text


def test_a_file_never_says_when_it_was_made_or_by_whom():
    raw = written(Results(released()), "docx")
    about = Document(io.BytesIO(raw)).core_properties
    assert (about.author, about.created.year) == ("", 2026)
    moments = {part.date_time for part in zipfile.ZipFile(io.BytesIO(raw)).infolist()}
    assert moments == {(1980, 1, 1, 0, 0, 0)}


def test_control_characters_in_comments_break_no_file():
    made = released(people())
    made["comments"][0]["texts"][0] = "坏\x0b字\x00符"
    results = Results(made)
    assert "坏字符" in "\n".join(
        each.text for each in Document(io.BytesIO(written(results, "docx"))).paragraphs
    )
    assert written(results, "pdf").startswith(b"%PDF")
    load_workbook(io.BytesIO(written(results, "xlsx")))


def test_without_a_chinese_font_no_pdf_of_empty_boxes_is_made():
    with pytest.raises(Unavailable, match="改为下载 Word"):
        chinese_fonts(["DejaVu Sans"])
