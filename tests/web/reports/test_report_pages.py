"""The pages of sheets and results: who may see what, when, and that no voter is in it."""

import io
import re
import zipfile

import openpyxl
import pytest

import verifier
from tests.cast import ACTOR, a_hall, a_poll, queries_poll, version
from tests.services.access.house import PASSWORD, make_officer
from tests.services.reports.counted_election import (
    CHOICES,
    certified,
    counted,
    declared,
    name_of,
    prepared,
    published,
)
from tests.web.access.visiting import Visitor
from voting.access import service
from voting.access.rules import Office
from voting.access.service import AccountFacts
from voting.polls import lifecycle


@pytest.fixture
def secretary(app):
    make_officer("secretary", "李敏", Office.SECRETARY)
    visitor = Visitor(app)
    visitor.sign_in("secretary")
    return visitor


@pytest.fixture
def stranger(app):
    return Visitor(app)


def base(held) -> str:
    return f"/meetings/{held.hall.meeting_id}/polls/{held.poll_id}"


def result_page(held) -> str:
    return f"/results/{held.poll.manifest_hash}"


def words(reply) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", reply.text).split())


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("box", "清票报告单"),
        ("count", "计票结果报告单"),
        ("elected", "当选名单"),
        ("report", "选举结果报告"),
    ],
)
def test_an_officer_sees_each_sheet_as_it_prints(app, secretary, name, title):
    held = counted(app)
    reply = secretary.get(f"{base(held)}/sheets/{name}")
    assert reply.status_code == 200
    assert title in reply.text
    assert 'class="sheet' in reply.text
    assert "style=" not in reply.text


def test_the_count_sheet_shows_votes_bases_and_places_to_sign(app, secretary):
    held = counted(app)
    shown = words(secretary.get(f"{base(held)}/sheets/count"))
    assert "应到 12 人，过半数为 7 票" in shown
    assert "75.0% 9/12" in shown
    for office in ("总监票人", "总计票人", "主持人"):
        assert f"{office} ：" in shown or f"{office}：" in shown


def test_a_sheet_of_an_unknown_name_is_not_there(app, secretary):
    held = counted(app)
    reply = secretary.get(f"{base(held)}/sheets/voters")
    assert reply.status_code == 404
    assert "没有这种报告单" in reply.text


def test_a_sheet_of_another_meeting_is_not_there(app, secretary):
    held = counted(app)
    assert secretary.get(f"/meetings/999/polls/{held.poll_id}/sheets/box").status_code == 404


def test_before_the_count_there_is_nothing_to_print(app, secretary):
    hall = a_hall(12)
    poll_id = a_poll(app, hall, until="closed")
    for path in ("sheets/count", "result.xlsx", "bundle.zip", "archive.zip"):
        reply = secretary.get(f"/meetings/{hall.meeting_id}/polls/{poll_id}/{path}")
        assert reply.status_code == 404
        assert "还没有计票" in reply.text


@pytest.mark.parametrize("path", ["sheets/count", "result.xlsx", "bundle.zip", "archive.zip"])
def test_a_stranger_reaches_no_document_of_the_meeting(app, stranger, path):
    held = published(app)
    reply = stranger.get(f"{base(held)}/{path}")
    assert reply.status_code in {302, 401}
    assert b"PK" not in reply.data


def test_the_spreadsheet_is_sent_as_a_file_with_all_sheets(app, secretary):
    held = counted(app)
    reply = secretary.get(f"{base(held)}/result.xlsx")
    assert "attachment" in reply.headers["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(reply.data))
    assert book.sheetnames == ["清票报告单", "计票结果报告单", "当选名单", "选举结果报告"]


def test_the_archive_and_the_bundle_are_the_same_at_every_download_case_133(app, secretary):
    held = published(app)
    for path in ("archive.zip", "bundle.zip", "result.xlsx"):
        first = secretary.get(f"{base(held)}/{path}").data
        assert secretary.get(f"{base(held)}/{path}").data == first
    inside = zipfile.ZipFile(io.BytesIO(secretary.get(f"{base(held)}/archive.zip").data))
    assert inside.read("bundle.zip") == secretary.get(f"{base(held)}/bundle.zip").data


def test_a_published_result_shows_counts_base_rule_time_and_no_voter_case_132(app, stranger):
    held = published(app)
    reply = stranger.get(result_page(held))
    shown = words(reply)
    assert reply.status_code == 200
    assert "占应到 100.0%（12/12）" in shown
    assert "应到 12 人，过半数为 7 票" in shown
    assert "实到须达三分之二以上，即 8 人" in shown
    assert "宣布结果 20" in shown
    on_ballot = held.hall.delegates[:4]
    for person_id in on_ballot:
        assert name_of(person_id) in shown
    # Written in twice, so named; the others voted only, and nobody learns of it.
    for person_id in set(held.hall.delegates) - {*on_ballot, held.hall.delegates[9]}:
        assert name_of(person_id) not in shown
    assert not re.search(r"\b000\d\d\b", shown)


def test_a_result_that_is_only_declared_is_for_the_meeting(app, stranger, secretary):
    held = declared(counted(app))
    assert "得票" not in words(stranger.get(result_page(held)))
    assert "公布后可以在这里查看" in words(stranger.get(result_page(held)))
    assert "候选人得票" in words(secretary.get(result_page(held)))


def test_a_counted_result_is_shown_to_nobody_on_the_result_page(app, stranger, secretary):
    held = counted(app)
    for visitor in (stranger, secretary):
        shown = words(visitor.get(result_page(held)))
        assert "结果还没有宣布" in shown
        assert "候选人得票" not in shown


def test_while_the_poll_is_open_there_is_neither_result_nor_receipt_to_ask_for(app, stranger):
    hall = a_hall(12)
    poll_id = prepared(app, hall)
    lifecycle.open_poll(poll_id, version(poll_id), ACTOR)
    address = f"/results/{queries_poll(poll_id).manifest_hash}"
    shown = stranger.get(address)
    assert "投票还没有截止" in shown.text
    assert "查公告板" not in shown.text
    asked = stranger.client.post(f"{address}/receipt", data={"code": "A" * 10})
    assert asked.status_code == 404
    assert "投票截止后才有公告板" in asked.text


def test_an_annulled_poll_says_so_and_why(app, stranger):
    held = declared(counted(app))
    lifecycle.annul(held.poll_id, version(held.poll_id), "发票人数有误", ACTOR)
    shown = words(stranger.get(result_page(held)))
    assert "已作废，理由：发票人数有误" in shown
    assert "候选人得票" not in shown


def test_an_unknown_poll_has_no_page(app, stranger):
    assert stranger.get(f"/results/{'0' * 64}").status_code == 404
    assert stranger.get("/results/x").status_code == 404


def test_a_receipt_is_found_on_the_board_however_it_is_typed(app, stranger):
    held = counted(app)
    code = held.codes[2]
    for typed in (code, code.lower(), f"{code[:4]} {code[4:8]} {code[8:]}"):
        reply = stranger.client.post(f"{result_page(held)}/receipt", data={"code": typed})
        assert reply.status_code == 200
        assert "这张选票在公告板上" in reply.text
        assert f"共 {len(CHOICES)} 条" in reply.text


def test_a_receipt_that_is_not_on_the_board_is_told_what_to_do(app, stranger):
    held = counted(app)
    reply = stranger.client.post(f"{result_page(held)}/receipt", data={"code": "A" * 10})
    assert "公告板上没有这个回执码" in reply.text
    assert "监票人" in reply.text


@pytest.mark.parametrize("typed", ["", "123", "A" * 11, "<script>", "０" * 10, "A" * 5000])
def test_what_is_no_receipt_code_is_said_and_not_repeated(app, stranger, typed):
    held = counted(app)
    reply = stranger.client.post(f"{result_page(held)}/receipt", data={"code": typed})
    assert "回执码应为 10 个字母或数字" in reply.text
    assert "<script>" not in reply.text.replace('<script type="module"', "")


def test_the_receipt_pages_neither_read_nor_set_a_cookie(app, stranger):
    held = counted(app)
    reply = stranger.client.post(f"{result_page(held)}/receipt", data={"code": held.codes[0]})
    assert "Set-Cookie" not in reply.headers


def test_a_published_bundle_is_anybodys_and_passes_the_recount(app, stranger, tmp_path):
    held = published(app)
    reply = stranger.get(f"{result_page(held)}/bundle.zip")
    path = tmp_path / "bundle.zip"
    path.write_bytes(reply.data)
    assert verifier.verify(path).ok


def test_an_unpublished_bundle_is_not_handed_out(app, stranger):
    held = certified(declared(counted(app)))
    reply = stranger.get(f"{result_page(held)}/bundle.zip")
    assert reply.status_code == 404
    assert "还没有公布" in reply.text


def test_an_appointed_scrutineer_sees_the_declared_result(app):
    held = declared(counted(app))
    facts = AccountFacts("监票人", frozenset(), held.hall.scrutineer)
    invitation = service.create_account("scrutineer", facts, ACTOR)
    service.accept_invitation(invitation.url.rpartition("/")[2], PASSWORD, None)
    visitor = Visitor(app)
    visitor.sign_in("scrutineer")
    assert "候选人得票" in words(visitor.get(result_page(held)))
