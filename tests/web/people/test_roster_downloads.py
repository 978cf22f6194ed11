"""The roster and its template, downloaded."""

from datetime import date
from io import BytesIO
from urllib.parse import unquote

import openpyxl

from tests.services.people import workbooks as made
from voting.people.reading import read
from voting.people.spreadsheet import open_content


def test_the_roster_is_downloaded_and_can_be_imported_again(secretary, enrol, time_machine):
    time_machine.move_to("2026-11-22T02:00:00Z")
    enrol(*made.people(3))
    reply = secretary.get("/people/export.xlsx")
    assert reply.status_code == 200
    assert reply.mimetype.endswith("spreadsheetml.sheet")
    assert "花名册20261122.xlsx" in unquote(reply.headers["Content-Disposition"])
    assert reply.headers["Cache-Control"] == "no-store"
    found = read(open_content(reply.data, "a.xlsx"), date(2026, 11, 22))
    assert (found.total, found.problems) == (3, [])


def test_who_has_left_is_not_in_the_download(secretary, enrol):
    enrol(*made.people(2))
    enrol(made.person(2))
    book = openpyxl.load_workbook(BytesIO(secretary.get("/people/export.xlsx").data))
    assert [row[0].value for row in book.worksheets[0].iter_rows(min_row=2)] == ["00002"]


def test_the_template_is_downloaded(secretary):
    reply = secretary.get("/people/template.xlsx")
    assert "花名册模板.xlsx" in unquote(reply.headers["Content-Disposition"])
    assert openpyxl.load_workbook(BytesIO(reply.data)).sheetnames == ["花名册", "填写说明"]
