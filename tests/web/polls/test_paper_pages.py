"""The pages of paper ballots: boxes, the desk, two tellers, a spreadsheet, the printed ballot."""

import io
import re
from html import unescape

import openpyxl
import pytest

from tests.cast import (
    ACTOR,
    TwoCandidates,
    a_device,
    a_hall,
    a_poll,
    choose,
    take_paper,
    version,
    vote,
)
from tests.services.access.house import make_officer
from tests.services.polls.paper_boxes import a_box, count_alike, hand, number_of, of_two
from tests.web.access.visiting import Visitor, heading, told
from tests.web.bad_input import nothing_changes, refused_on_page
from voting.access import passes, sources
from voting.access.rules import Office
from voting.db import db
from voting.polls import counting, kinds, lifecycle
from voting.polls.paper import queries as paper


@pytest.fixture
def hall(app):
    return a_hall(12)


@pytest.fixture
def poll_id(app, hall):
    return a_poll(app, hall, until="open")


@pytest.fixture
def box(poll_id):
    return a_box(poll_id)


@pytest.fixture
def secretary(app, hall):
    make_officer("secretary", "王芳", Office.SECRETARY)
    return signed_in(app, "secretary")


@pytest.fixture
def teller(app, hall):
    make_officer("teller", "计票人甲", person_id=hall.teller)
    return signed_in(app, "teller")


@pytest.fixture
def scrutineer(app, hall):
    make_officer("scrutineer", "监票人乙", person_id=hall.scrutineer)
    return signed_in(app, "scrutineer")


def signed_in(app, login) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(login)
    return visitor


def phone_of(app, person_id) -> Visitor:
    visitor = Visitor(app)
    visitor.enter(passes.entry_url(sources.person_by_id(person_id)))
    return visitor


def base(hall, poll_id) -> str:
    return f"/meetings/{hall.meeting_id}/polls/{poll_id}/paper"


def at(hall, poll_id, box, page="") -> str:
    return f"{base(hall, poll_id)}/boxes/{box}{page}"


def words(reply) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", reply.text)).split())


def close(poll_id) -> None:
    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)


def entries(poll_id, box) -> list:
    db.session.rollback()
    return list(paper.pile(poll_id, box).entries)


FIGURES = {
    "returned": "3",
    "valid": "3",
    "rejected": "0",
    "blank": "0",
    "m-0-0-0": "2",
    "m-0-0-1": "1",
    "w-0": "赵六 1",
}
"""A count of three ballots; whoever did not decide is left empty."""


@pytest.fixture
def closed(app, hall, poll_id, box):
    """A closed poll with three papers out."""
    hand(poll_id, box, hall.delegates[:3])
    close(poll_id)
    return box


def test_the_page_of_a_poll_without_paper_says_what_to_do_first(secretary, hall, poll_id):
    page = secretary.get(base(hall, poll_id))
    assert heading(page) == "纸质选票"
    assert "没有使用纸质选票" in page.text
    assert "先设一个票箱" in page.text


def test_a_secretary_sets_up_a_box_and_hands_out_from_it(secretary, hall, poll_id):
    made = secretary.post(
        f"{base(hall, poll_id)}/boxes", kind="mobile", title="流动票箱一", carriers="陈一、卫二"
    )
    assert made.status_code == 303
    desk = made.location + "/hand-out"
    assert heading(secretary.get(desk)) == "发纸质选票"
    answer = secretary.post(desk, given=number_of(hall.delegates[0]))
    assert answer.status_code == 200
    assert "请发一张纸质选票" in answer.text
    assert "这个票箱已发 1 张" in answer.text
    listed = words(secretary.get(made.location))
    assert number_of(hall.delegates[0]) in listed
    assert "流动票箱一" in words(secretary.get(base(hall, poll_id)))


def test_a_mobile_box_with_one_carrier_is_refused_beside_what_was_typed(secretary, hall, poll_id):
    with nothing_changes():
        page = secretary.post(
            f"{base(hall, poll_id)}/boxes", kind="mobile", title="流动票箱一", carriers="陈一"
        )
    assert page.status_code == 422
    assert "请写明至少两人的姓名" in page.text
    assert 'value="流动票箱一"' in page.text


def test_the_desk_answers_a_script_with_the_answer_alone(secretary, hall, poll_id, box):
    desk = at(hall, poll_id, box, "/hand-out")
    data = {"csrf_token": secretary.token(), "given": number_of(hall.delegates[0])}
    headers = {"X-Fragment": "reception"}
    first = secretary.client.post(desk, data=data, headers=headers)
    assert "<html" not in first.text
    assert "请发一张纸质选票" in first.text
    again = secretary.client.post(desk, data=data, headers=headers)
    assert again.status_code == 200
    assert "已经在“流动票箱一”领过纸质选票" in unescape(again.text)


def test_the_desk_refuses_whoever_took_a_phones_paper_with_that_sentence(
    app, secretary, hall, poll_id, box
):
    take_paper(app, hall, poll_id, hall.delegates[0], a_device(poll_id))
    with nothing_changes():
        page = secretary.post(
            at(hall, poll_id, box, "/hand-out"), given=number_of(hall.delegates[0])
        )
    assert page.status_code == 409
    name = sources.person_by_id(hall.delegates[0]).name
    assert f"{name} 已经用手机领过选票，每人只有一张，不能再发纸质选票。" in page.text


def test_an_unknown_number_or_nothing_at_the_desk_is_answered_and_the_queue_goes_on(
    secretary, hall, poll_id, box
):
    desk = at(hall, poll_id, box, "/hand-out")
    with nothing_changes():
        assert "没有工号或姓名为“99999”" in unescape(secretary.post(desk, given="99999").text)
        assert "请填写" in secretary.post(desk, given="").text
        forged = secretary.post(desk, given="http://localhost/enter/x.y.z")
    assert "不能发票" in forged.text


def test_a_mistaken_paper_is_taken_back_with_a_reason(secretary, hall, poll_id, box):
    hand(poll_id, box, hall.delegates[:1])
    number = number_of(hall.delegates[0])
    with nothing_changes():
        refused = secretary.post(at(hall, poll_id, box, "/take-back"), elector=number, reason="")
    refused_on_page(refused, 422, "请写明收回的理由（最多 200 个字），理由将记入日志。")
    done = secretary.post(at(hall, poll_id, box, "/take-back"), elector=number, reason="发错了人")
    assert done.status_code == 303
    assert paper.electors_of(poll_id, box) == []


def test_a_box_is_renamed_and_removed_while_unused(secretary, hall, poll_id, box):
    renamed = secretary.post(
        at(hall, poll_id, box, "/rename"), title="校医院票箱", carriers="陈一、卫二"
    )
    assert "校医院票箱" in secretary.get(renamed.location).text
    gone = secretary.post(at(hall, poll_id, box, "/remove"))
    assert told(secretary.get(gone.location)) == "“校医院票箱”已移除。"
    missing = secretary.get(at(hall, poll_id, box))
    refused_on_page(missing, 404, "没有这个票箱，可能已被移除。请返回纸质票页面。")


def test_the_phone_of_whoever_took_a_paper_ballot_shows_that_instead_of_the_ballot(
    app, hall, poll_id, box
):
    hand(poll_id, box, hall.delegates[:1])
    address = f"/meetings/{hall.meeting_id}/polls/{poll_id}/ballot"
    page = phone_of(app, hall.delegates[0]).get(address)
    assert "您已领纸质选票" in page.text
    assert "流动票箱一" in page.text
    assert 'id="ballot"' not in page.text
    assert 'id="ballot"' in phone_of(app, hall.delegates[1]).get(address).text


def test_two_tellers_enter_apart_and_see_each_others_figures_only_then(
    teller, scrutineer, hall, poll_id, closed
):
    form = at(hall, poll_id, closed, "/count")
    assert heading(teller.get(form)) == "录入清点数"
    saved = teller.post(form, **FIGURES)
    assert "请另一名计票人独立清点录入" in teller.get(saved.location).text
    refused_on_page(
        scrutineer.get(at(hall, poll_id, closed, "/compare")),
        409,
        "两名计票人都录入之后才能对照；在此之前谁也看不到别人的数字。",
    )
    assert 'value="2"' not in scrutineer.get(form).text
    differs = scrutineer.post(form, **(FIGURES | {"m-0-0-0": "1"}))
    page = words(scrutineer.get(differs.location))
    assert "有 2 处不一致" in page
    assert "丁一 · 赞成 2 1" in page
    assert "丁一 · 弃权 0 1" in page
    same = scrutineer.post(form, **FIGURES)
    assert "两人的清点完全一致" in scrutineer.get(same.location).text
    assert paper.pile(poll_id, closed).agreed.valid == 3


def test_a_teller_finds_the_own_entry_in_the_form_when_correcting_it(teller, hall, poll_id, closed):
    form = at(hall, poll_id, closed, "/count")
    teller.post(form, **FIGURES)
    page = teller.get(form).text
    assert re.search(r'name="m-0-0-0"\s+value="2"', page)
    assert re.search(r'name="m-0-0-2"\s+value=""', page)
    assert "赵六 1</textarea>" in page


def test_figures_that_do_not_add_up_are_told_beside_their_line_and_kept(
    teller, hall, poll_id, closed
):
    with nothing_changes():
        page = teller.post(
            at(hall, poll_id, closed, "/count"),
            **(FIGURES | {"m-0-0-0": "9", "m-0-1-0": "两", "returned": "3"}),
        )
    assert page.status_code == 422
    assert 'id="m-0-1-0-error">请填写整数。' in page.text
    assert re.search(r'name="m-0-1-0"\s+value="两"', page.text)
    page = teller.post(at(hall, poll_id, closed, "/count"), **(FIGURES | {"m-0-0-0": "9"}))
    assert "“丁一”各项之和为 10，应等于有效票 3 张。" in unescape(page.text)
    assert re.search(r'name="m-0-0-0"\s+value="9"', page.text)
    assert entries(poll_id, closed) == []


def test_a_third_teller_is_refused_and_keeps_what_was_typed(app, teller, hall, poll_id, closed):
    count_alike(poll_id, closed, of_two(2, valid=3))
    page = teller.post(at(hall, poll_id, closed, "/count"), **FIGURES)
    assert page.status_code == 409
    assert "不需要第三人" in page.text
    assert re.search(r'name="m-0-0-0"\s+value="2"', page.text)


def test_more_returned_than_issued_is_kept_and_shown_in_red_with_what_follows(
    teller, scrutineer, hall, poll_id, closed
):
    over = FIGURES | {"returned": "4", "valid": "4"}
    for officer in (teller, scrutineer):
        assert officer.post(at(hall, poll_id, closed, "/count"), **over).status_code == 303
    page = teller.get(at(hall, poll_id, closed))
    assert "收回 4 张，多于发出的 3 张。按规定整项投票无效" in page.text
    assert "收回多于发出" in teller.get(base(hall, poll_id)).text


def test_nothing_is_entered_while_votes_are_cast(teller, hall, poll_id, box):
    page = teller.post(at(hall, poll_id, box, "/count"), **FIGURES)
    assert page.status_code == 409
    assert "投票还没有截止" in page.text
    assert "现在不能录入" in teller.get(at(hall, poll_id, box, "/count")).text


def test_the_secretary_hands_out_and_does_not_count(secretary, hall, poll_id, closed):
    for path in ("/count", "/file", "/confirm", "/compare", "/template.xlsx"):
        assert secretary.get(at(hall, poll_id, closed, path)).status_code == 403
    assert secretary.get(at(hall, poll_id, closed)).status_code == 200


class WithTeller(TwoCandidates):
    """The teller stands for election."""

    def __init__(self, person_id):
        super().__init__()
        self.person_id = person_id

    def candidate_people(self, poll):
        return frozenset({self.person_id})


def test_a_teller_who_stands_on_the_ballot_reaches_no_count(app, teller, hall, poll_id, closed):
    kinds.register(app, WithTeller(hall.teller))
    count_alike(poll_id, closed, of_two(2, valid=3))
    for path in ("/count", "/file", "/confirm", "/compare", "/template.xlsx"):
        page = teller.get(at(hall, poll_id, closed, path))
        refused_on_page(page, 403, "您在这张选票上，不能清点这项投票。请换一名计票人。")


def filled_in(template: bytes, *rows) -> bytes:
    """Fill in a downloaded template and return the file."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book.worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    for number, row in enumerate(rows, start=2):
        for title, value in row.items():
            sheet.cell(number, titles.index(title) + 1).value = value
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def upload(officer, address, content, name="选票.xlsx"):
    return officer.post(address, file=(io.BytesIO(content), name))


def test_a_filled_in_template_is_one_tellers_count_and_the_other_confirms_it(
    teller, scrutineer, hall, poll_id, closed
):
    template = teller.get(at(hall, poll_id, closed, "/template.xlsx"))
    assert openpyxl.load_workbook(io.BytesIO(template.data)).sheetnames == ["选票", "填写说明"]
    content = filled_in(
        template.data,
        {"丁一": "○"},
        {"丁一": "○", "王二": "○"},
        {"丁一": "×", "另选1": "赵六"},
    )
    saved = upload(teller, at(hall, poll_id, closed, "/file"), content)
    sentence = told(teller.get(saved.location))
    assert "读到选票 3 张：有效 2 张（其中空白 0 张），无效 1 张。" in sentence
    assert "按规则无效的是第 3 行。" in sentence
    confirm = at(hall, poll_id, closed, "/confirm")
    page = scrutineer.get(confirm)
    assert "丁一 · 赞成 1" in words(page)
    digest = re.search(r'name="digest"[^>]*value="(\w+)"', page.text)[1]
    unticked = scrutineer.post(confirm, digest=digest)
    assert (unticked.status_code, len(entries(poll_id, closed))) == (422, 1)
    done = scrutineer.post(confirm, digest=digest, compared="y")
    assert "两人的清点完全一致" in scrutineer.get(done.location).text
    count = paper.pile(poll_id, closed).agreed
    assert (count.returned, count.valid, count.rejected) == (3, 2, 1)
    assert count.write_ins == {"c1": {"赵六": 1}}


def test_faults_of_a_file_are_told_by_row_and_nothing_is_kept(teller, hall, poll_id, closed):
    address = at(hall, poll_id, closed, "/file")
    csv = "票数,丁一,王二\n1,○,好\n两,×,\n".encode()
    with nothing_changes():
        page = upload(teller, address, csv, "选票.csv")
    assert page.status_code == 422
    text = unescape(page.text)
    assert "第 2 行“王二”：读不懂“好”。" in text
    assert "第 3 行“票数”：请填 1 到 20000 的整数" in text


def test_a_text_file_of_chinese_windows_is_read(teller, hall, poll_id, closed):
    csv = "票数,丁一,王二\n2,赞成,\n".encode("gb18030")
    assert upload(teller, at(hall, poll_id, closed, "/file"), csv, "选票.csv").status_code == 303
    assert entries(poll_id, closed)[0].source == "file"


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "x.xlsx", "文件是空的"),
        (b"MZ\x90\x00", "x.exe", "无法识别这个文件"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "x.xls", "这是网页或 XML 文件"),
        (b"PK\x03\x04 nothing of a workbook", "x.xlsx", "文件已损坏"),
    ],
)
def test_what_is_no_spreadsheet_is_refused(teller, hall, poll_id, closed, content, name, sentence):
    with nothing_changes():
        page = upload(teller, at(hall, poll_id, closed, "/file"), content, name)
    assert page.status_code in {413, 422}
    assert sentence in page.text


def test_a_file_of_another_poll_or_no_file_is_refused(teller, hall, poll_id, closed):
    address = at(hall, poll_id, closed, "/file")
    with nothing_changes():
        other = upload(teller, address, "票数,钱七\n1,○\n".encode(), "x.csv")
        none = teller.post(address)
    assert "不认识“钱七”这一列" in unescape(other.text)
    assert "请先选择文件" in none.text


def test_a_formula_in_a_file_is_refused_by_its_cell(teller, hall, poll_id, closed):
    template = teller.get(at(hall, poll_id, closed, "/template.xlsx")).data
    content = filled_in(template, {"丁一": '=HYPERLINK("http://x","○")', "王二": "×"})
    with nothing_changes():
        page = upload(teller, at(hall, poll_id, closed, "/file"), content)
    assert page.status_code == 422
    assert "公式" in page.text


def test_there_is_nothing_to_confirm_before_another_uploaded_a_file(
    teller, scrutineer, hall, poll_id, closed
):
    teller.post(at(hall, poll_id, closed, "/count"), **FIGURES)
    refused_on_page(
        scrutineer.get(at(hall, poll_id, closed, "/confirm")),
        409,
        "另一名计票人没有上传表格，请自己清点录入。",
    )


def test_the_list_of_who_took_a_paper_marks_the_paper_ballots(app, secretary, hall, poll_id, box):
    hand(poll_id, box, hall.delegates[:1])
    vote(app, hall, poll_id, hall.delegates[1], choose("approve"))
    close(poll_id)
    page = phone_of(app, hall.delegates[5]).get(f"/meetings/{hall.meeting_id}/polls/{poll_id}/roll")
    lines = re.findall(r"<li\b.*?</li>", page.text, re.DOTALL)
    assert [("纸质" in line) for line in lines] == [True, False]


def test_the_scrutineers_page_shows_phone_and_paper_apart_and_together(
    app, scrutineer, hall, poll_id, box
):
    hand(poll_id, box, hall.delegates[:3])
    vote(app, hall, poll_id, hall.delegates[4], choose("approve"))
    close(poll_id)
    count_alike(poll_id, box, of_two(2, valid=4))
    counting.open_box(poll_id, version(poll_id), ACTOR, app.config["SETTINGS"].secret_key)
    page = scrutineer.get(f"/meetings/{hall.meeting_id}/polls/{poll_id}/scrutiny")
    found = words(page)
    assert "手机票 1 1 1 0 0" in found
    assert "流动票箱一 3 4 4 0 0" in found
    assert "合计 4 5 5 0 0" in found
    assert "“流动票箱一”收回的选票多于发出的选票" in found
    assert "合计收回 5 张，多于发出的 4 张" in found


def test_the_printed_ballot_says_what_it_is_and_how_it_is_filled_in(secretary, hall, poll_id):
    page = secretary.get(f"{base(hall, poll_id)}/ballot")
    found = words(page)
    assert "工会主席选举选票" in found
    assert "青山中学工会" in found
    assert "填写说明" in found
    assert "“赞成”最多 1 个，多于 1 个的整张选票无效。" in found
    assert "（盖章）" in found
    assert page.text.count('class="paper-ballot"') == 2


def test_a_draft_has_no_paper_ballots(app, secretary, hall):
    draft = a_poll(app, hall)
    for path in ("", "/ballot", "/boxes/1"):
        refused_on_page(
            secretary.get(base(hall, draft) + path),
            404,
            "选票还没有封存。封存名册和选票之后才能使用纸质选票。",
        )


def test_a_poll_of_another_meeting_is_not_there(secretary, hall, poll_id, box):
    for path in ("", f"/boxes/{box}", f"/boxes/{box}/hand-out"):
        address = f"/meetings/{hall.meeting_id}/polls/{poll_id + 1}/paper{path}"
        assert secretary.get(address).status_code == 404
    assert secretary.get(at(hall, poll_id, box + 1)).status_code == 404
