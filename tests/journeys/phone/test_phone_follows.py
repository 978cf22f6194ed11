"""The waiting page follows the meeting by itself."""

from playwright.sync_api import expect


def test_a_poll_that_is_opened_appears_without_a_reload(a_hall, a_phone):
    hall = a_hall(state="sealed")
    hall.announced = False
    voter = a_phone(f"{hall.url}/waiting")
    voter.page.evaluate("window.same = true")
    expect(voter.page.get_by_text("现在还没有投票")).to_be_visible()
    hall.announced = True
    link = voter.page.get_by_role("link", name="去领票")
    expect(link).to_be_visible(timeout=8000)
    hall.open()
    link = voter.page.get_by_role("link", name="去投票")
    expect(link).to_be_visible(timeout=8000)
    expect(voter.page.get_by_role("status").first).to_contain_text("开始投票了")
    assert voter.page.evaluate("window.same") is True
    link.click()
    voter.step("keep")


def test_nothing_is_announced_that_was_there_when_the_page_was_opened(hall, a_phone):
    voter = a_phone(f"{hall.url}/waiting")
    voter.page.wait_for_timeout(1500)
    expect(voter.page.get_by_role("link", name="去投票")).to_be_visible()
    expect(voter.page.locator("[data-announce]")).to_be_hidden()
    assert len(hall.state_requests) == 1


def test_a_network_that_is_away_is_said_and_passes(hall, a_phone):
    voter = a_phone()
    outage = voter.loses_requests("**/state.json")
    voter.opens(f"{hall.url}/waiting")
    sign = voter.page.locator("[data-cut-off]")
    expect(sign).to_be_visible()
    outage.ends()
    expect(sign).to_be_hidden(timeout=12_000)


def test_a_declared_result_can_be_reached(hall, a_phone):
    voter = a_phone(f"{hall.url}/waiting")
    hall.close()
    hall.state = "declared"
    link = voter.page.get_by_role("link", name="看结果")
    expect(link).to_be_visible(timeout=8000)
    assert link.get_attribute("href") == "/result"
    expect(voter.page.get_by_role("link", name="去投票")).to_be_hidden()
