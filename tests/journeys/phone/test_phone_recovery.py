"""The keepsake brings a ballot to another phone."""

from playwright.sync_api import expect

from tests.journeys.phone.browser import Voter
from voting.ballots import words


def test_the_twelve_characters_bring_ballot_and_paper_to_another_phone(hall, a_phone):
    first = a_phone(hall.address())
    first.step("keep")
    characters = first.characters()
    first.takes_paper()

    second = a_phone(hall.address())
    expect(second.step("recover")).to_contain_text("您已经领过选票")
    recover(second, misread(characters))
    expect(second.step("recover")).to_contain_text("可能抄错了字或顺序")
    recover(second, " ".join(characters))
    second.step("fill")
    assert len(hall.paper_requests) == 2
    assert len(set(hall.paper_requests)) == 1
    assert second.record()["paper"] == first.record()["paper"]
    second.marks("王二", "不赞成")
    second.reviews()
    second.casts()
    assert hall.selections() == [{"marks": {"c1": {"o2": "oppose"}}, "write_ins": {"c1": []}}]


def test_a_phone_that_did_not_know_is_told_and_can_recover(hall, a_phone):
    first, second = a_phone(hall.address()), a_phone(hall.address())
    first.step("keep")
    text = first.characters()
    second.step("keep")
    first.takes_paper()
    second.presses("已经保存，领取选票")
    expect(second.step("recover")).to_contain_text("您已经用另一部手机领过选票")
    recover(second, f"VOTE1:{hall.hash.hex()[:8]}:{text}")
    second.step("fill")
    assert len(hall.issued) == 1


def test_the_characters_of_a_keepsake_without_a_paper_do_not_open_anothers(hall, a_phone):
    first, second = a_phone(hall.address()), a_phone(hall.address())
    first.step("keep")
    second.step("keep")
    unused = second.characters()
    first.takes_paper()
    third = a_phone(hall.address())
    third.step("recover")
    recover(third, unused)
    expect(third.step("recover")).to_contain_text("不是您本次领票时的凭证")
    assert "seed" not in str(third.page.evaluate("Object.keys(localStorage)"))


def test_a_paper_used_on_one_phone_is_refused_on_the_other(hall, a_phone):
    first = a_phone(hall.address())
    first.step("keep")
    characters = first.characters()
    first.fills_in()
    second = a_phone(hall.address())
    second.step("recover")
    recover(second, characters)
    second.step("fill")
    first.casts()
    second.reviews()
    second.presses("确认投票")
    expect(second.step("spent")).to_contain_text("已经投入票箱")
    second.page.reload()
    second.step("spent")
    hall.close()
    second.presses("到公告板核对我的票")
    expect(second.step("spent")).to_contain_text(
        first.step("receipt").locator(".code").inner_text()
    )


def misread(characters: str) -> str:
    """The same characters with a wrong last one that the check notices (one of 16 it does not)."""
    for other in words.word_list():
        try:
            words.words_to_seed(characters[:-1] + other)
        except words.WrongWords:
            return characters[:-1] + other
    raise AssertionError(characters)


def recover(voter: Voter, typed: str) -> None:
    voter.step("recover")
    voter.page.get_by_label("领票时保存的 12 个字").fill(typed)
    voter.presses("恢复我的选票")
