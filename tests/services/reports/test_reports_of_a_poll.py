"""The documents of a real election: they agree with the box, the log and each other."""

import hashlib
import io
import json
import zipfile

import pytest

import verifier
from tests.cast import ACTOR, a_hall, a_poll, arrive, queries_poll
from tests.services.reports.counted_election import certified, counted, declared, published
from tests.services.reports.repacking import files_of
from voting.access.rules import Office
from voting.audit import service as audit
from voting.audit.events import Event
from voting.audit.models import AuditEntry
from voting.db import unit_of_work
from voting.errors import NotFound
from voting.people.models import Person
from voting.reports import bundle_source, documents
from voting.reports.sheet import SheetName


def test_the_bundle_of_a_published_election_passes_the_independent_recount(app, tmp_path):
    held = published(app)
    path = tmp_path / "bundle.zip"
    path.write_bytes(documents.bundle_of_poll(held.poll))
    expected = verifier.Expected(
        fingerprint=bundle_source.bundle_source(held.poll).decoded.fingerprint,
        root=held.poll.board_root,
        receipt=held.codes[3],
    )
    report = verifier.verify(path, expected)
    assert report.ok, report.text()


def test_a_bundle_is_byte_identical_whenever_it_is_exported(app):
    held = published(app)
    first = documents.bundle_of_poll(held.poll)
    with unit_of_work():
        audit.record(ACTOR, Event.CARDS_PRINTED, "meeting:1")
    assert documents.bundle_of_poll(held.poll) == first


def test_a_bundle_stays_as_signed_when_the_roster_changes_later(app, tmp_path):
    held = published(app)
    first = documents.bundle_of_poll(held.poll)
    with unit_of_work() as session:
        for person_id in held.hall.delegates[:11]:
            session.get(Person, person_id).name = "改名"
    assert documents.bundle_of_poll(held.poll) == first


def test_the_archive_and_the_spreadsheet_are_byte_identical_whenever_exported(app):
    held = published(app)
    with app.test_request_context():
        assert documents.archive_of_poll(held.poll) == documents.archive_of_poll(held.poll)
        assert documents.workbook_of(held.poll) == documents.workbook_of(held.poll)


def test_the_archive_holds_bundle_spreadsheet_and_sheets(app):
    held = published(app)
    with app.test_request_context():
        archive = files_of(documents.archive_of_poll(held.poll))
    assert set(archive) == {"bundle.zip", "result.xlsx", "sheets.html"}
    assert archive["bundle.zip"] == documents.bundle_of_poll(held.poll)
    page = archive["sheets.html"].decode()
    for title in ("清票报告单", "计票结果报告单", "当选名单", "选举结果报告"):
        assert title in page
    assert "<link" not in page
    assert "<script" not in page
    assert zipfile.is_zipfile(io.BytesIO(archive["result.xlsx"]))


def test_a_name_written_once_and_every_raw_spelling_stay_out_of_the_bundle(app):
    held = published(app)
    names = b"".join(files_of(documents.bundle_of_poll(held.poll)).values()).decode()
    records = json.loads(files_of(documents.bundle_of_poll(held.poll))["records.json"])
    assert records["contests"]["c1"]["write_ins"] == ["其他", "吴010号", "吴010号"]
    assert "郑011号" not in names


def test_the_bundle_names_who_took_papers_by_number_and_nobody_by_name(app):
    held = published(app)
    files = files_of(documents.bundle_of_poll(held.poll))
    counts = json.loads(files["counts.json"])
    assert counts["papers"] == [f"{number:05d}" for number in range(1, 12)]
    assert counts["issued"] == 11
    everything = b"".join(files.values()).decode()
    with unit_of_work() as session:
        # The twelfth delegate neither stood, voted, signed nor was written in.
        assert session.get(Person, held.hall.delegates[11]).name not in everything


def test_the_bundle_before_any_signature_says_that_it_is_unsigned(app, tmp_path):
    held = counted(app)
    path = tmp_path / "bundle.zip"
    path.write_bytes(documents.bundle_of_poll(held.poll))
    assert verifier.verify(path).failed == ("signatures",)


def test_the_signatures_in_the_bundle_are_those_under_the_result(app):
    held = certified(declared(counted(app)))
    signed = json.loads(files_of(documents.bundle_of_poll(held.poll))["signatures.json"])
    assert [line["office"] for line in signed["sign_offs"]] == [
        Office.HEAD_SCRUTINEER,
        Office.TELLER,
    ]
    result = files_of(documents.bundle_of_poll(held.poll))["result.json"]
    assert {line["result_hash"] for line in signed["sign_offs"]} == {
        hashlib.sha256(result).hexdigest()
    }


def test_the_log_head_in_the_bundle_is_an_entry_of_the_log(app):
    held = published(app)
    head = json.loads(files_of(documents.bundle_of_poll(held.poll))["audit.json"])
    with unit_of_work() as session:
        entry = session.get(AuditEntry, head["entries"])
    assert (entry.digest, entry.event) == (head["head"], Event.POLL_PUBLISHED)


def test_the_sheets_tell_the_real_figures_of_the_poll(app):
    held = published(app)
    sheets = {sheet.name: sheet for sheet in documents.sheets_of(held.poll)}
    figures = {figure.label: figure.value for figure in sheets[SheetName.COUNT].figures}
    assert figures == {
        "应到": 12,
        "实到": 12,
        "发出选票": 11,
        "收回选票": 11,
        "有效票": 10,
        "无效票": 1,
        "空白票": 1,
        "未收回": 0,
    }
    elected = next(s.table for s in sheets[SheetName.ELECTED].sections if s.table)
    assert len(elected.rows) == 3
    assert {row[3] for row in elected.rows} == {"工会委员会委员"}


def test_the_letter_gathers_the_declared_elections_of_the_meeting(app):
    hall = a_hall(12)
    first = declared(counted(app, hall))
    second = counted(app, hall, [((0,), (), ())] * 8, seats=3, candidates=5)
    letter = documents.sheet_of(first.poll, SheetName.REPORT)[0]
    assert len([part for part in letter.sections if part.table]) == 1
    declared(second)
    letter = documents.sheet_of(first.poll, SheetName.REPORT)[0]
    assert len([part for part in letter.sections if part.table]) == 2


def test_a_poll_that_is_not_counted_has_no_sheet(app):
    hall = a_hall(12)
    poll_id = a_poll(app, hall, until="closed")
    for ask in (documents.sheets_of, documents.bundle_of_poll, documents.workbook_of):
        with pytest.raises(NotFound, match="还没有计票"):
            ask(queries_poll(poll_id))


def test_a_sheet_that_does_not_exist_is_not_found(app):
    held = counted(app)
    with pytest.raises(NotFound, match="没有这种报告单"):
        documents.sheet_of(held.poll, "voters")


def test_late_arrivals_change_no_sheet(app):
    hall = a_hall(12, present=11)
    held = counted(app, hall)
    before = documents.sheets_of(held.poll)
    arrive(hall, hall.delegates[11:])
    assert documents.sheets_of(held.poll) == before
