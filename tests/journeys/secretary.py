"""Those who prepare: the administrator makes accounts, the secretary everything else."""

import re
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.journeys.officers import Officer
from voting.clock import today


class Administrator(Officer):
    """Makes accounts, and nothing else."""

    def makes_account(self, name: str, login: str, *, number: str = "", office: str = "") -> str:
        """The invitation to pass on."""
        self.goes("/accounts/new")
        self.fills({"姓名": name, "登录名": login, "工号": number})
        if office:
            self.page.get_by_label(office, exact=True).check()
        self.presses("建立账号")
        return self.page.get_by_label("链接").input_value()


class Secretary(Officer):
    """Prepares everything: roster, congress, meeting, delegates, officers, cards, ballots."""

    def imports_roster(self, file: Path) -> None:
        """Choose the file, see what would change, confirm."""
        self.goes("/people")
        self.follows("导入名单")
        self.page.get_by_label("花名册文件").set_input_files(file)
        self.presses("读取文件")
        expect(self.page.get_by_role("heading", name="核对花名册的变化")).to_be_visible()

    def confirms_import(self, people: int) -> None:
        self.presses(f"确认导入：新增 {people} 人")

    def creates_congress(self, organisation: str) -> None:
        self.goes("/congresses")
        self.follows("新建一届大会")
        year = today().year
        self.fills(
            {
                "单位名称": organisation,
                "第几届": "5",
                "届期开始": f"{year - 2}-09-01",
                "届期届满": f"{year + 3}-08-31",
            }
        )
        self.presses("建立这届大会")

    def creates_meeting(self, place: str) -> None:
        """On the page of its congress."""
        self.follows("新建一次会议")
        self.fills({"第几次": "3", "开会时间": f"{today()}T14:30", "地点": place})
        self.presses("建立会议")
        expect(self.page).to_have_url(re.compile(f"{self.meeting}$"))

    def takes_delegates_from_roster(self) -> None:
        self.goes(f"{self.meeting}/delegates")
        self.follows("按花名册更新")
        self.confirms("更新代表名单", re.compile("^确认更新"))

    def records_approval(self, number: str, days_ago: int = 30) -> None:
        self.goes(f"{self.meeting}/approval")
        self.fills(
            {
                "申请日期": _days_ago(days_ago + 10),
                "批复文号": number,
                "批复日期": _days_ago(days_ago),
            }
        )
        self.presses("登记")
        self.is_told("批复已登记")

    def puts_on_agenda(self, title: str, kind: str) -> None:
        self.goes(f"{self.meeting}/agenda/new")
        self.fills({"议题": title})
        self.page.get_by_label(kind, exact=True).check()
        self.presses("列入议程")
        expect(self.page.get_by_role("heading", name=title)).to_be_visible()

    def appoints(self, office: str, number: str) -> None:
        self.goes(f"{self.meeting}/appointments")
        self.page.get_by_label("职务", exact=True).select_option(label=office)
        self.fills({"工号或姓名": number})
        self.presses("登记任职")
        expect(self.page.locator("tbody tr").filter(has_text=office).last).to_be_visible()

    def freezes_credentials(self, expected: int) -> None:
        self.goes(f"{self.meeting}/delegates")
        self.confirms("完成资格审查", f"确认，固定应到 {expected} 人")
        expect(self.figure("应到")).to_have_text(str(expected))

    def creates_election(self, title: str, seats: int) -> int:
        """Set it up as far as the seats; the poll's id."""
        self.goes(f"{self.meeting}/polls")
        self.follows("新建一项投票")
        self.fills({"名称": title})
        self.presses("建立并去设置")
        self.fills({"应选名额": str(seats)})
        self.presses("保存名额和规则")
        found = re.search(r"/polls/(\d+)/", self.page.url)
        assert found
        return int(found[1])

    def adds_candidate(self, poll_id: int, number: str) -> None:
        self.goes_to_poll(poll_id, "/election/candidates")
        self.page.get_by_label("工号或姓名").fill(number)
        self.presses("查找")
        self.presses("加入")

    def records_candidates_approval(self, poll_id: int, level: str, number: str) -> None:
        self.goes_to_poll(poll_id, "/election/approvals")
        self.page.get_by_label(level, exact=True).check()
        self.fills({"文号": number, "日期": _days_ago(20)})
        self.presses("登记批复")

    def records_notice(self, poll_id: int) -> None:
        self.goes_to_poll(poll_id, "/election/notice")
        self.fills(
            {
                "开始公示的日期": _days_ago(15),
                "公示地点": "校务公开栏",
                "意见反映方式": "工会办公室，电话 8021",
            }
        )
        self.presses("登记公示")
        expect(self.page.get_by_role("heading", name="已登记的公示")).to_be_visible()

    def prints_cards(self, delegation: str, numbers: str = "") -> Locator:
        """The sheets of a delegation's cards, as they come out of the printer."""
        self.goes(f"{self.meeting}/cards")
        self.page.get_by_label(delegation, exact=True).check()
        if numbers:
            self.page.get_by_text("按部门或按工号选择").click()
            self.fills({"按工号": numbers})
        self.page.get_by_label("我知道").check()
        self.presses("生成并打印")
        return self.page.locator(".entry-card")

    def checks_in(self, given: str) -> Locator:
        """Type a number or scan a code at the desk; the answer."""
        self.goes(f"{self.meeting}/check-in")
        self.page.get_by_label("工号，或扫描会议卡上的二维码").fill(given)
        self.presses("签到")
        answer = self.page.locator(".reception[data-outcome]")
        expect(answer).to_be_visible()
        return answer

    def seals(self, poll_id: int) -> None:
        self.goes_to_poll(poll_id)
        self.confirms("封存名册和选票", "确认封存")
        self.is_told("名册和选票已封存")

    def creates_run_off(self, poll_id: int) -> int:
        """From what the result says must follow; the id of the ballot it leads to."""
        self.goes_to_poll(poll_id, "/election/next")
        self.confirms("建立再次投票", "确认建立")
        expect(self.page).to_have_url(re.compile(f"/polls/(?!{poll_id}\\b)\\d+"))
        found = re.search(r"/polls/(\d+)", self.page.url)
        assert found
        return int(found[1])

    def publishes(self, poll_id: int) -> None:
        self.goes_to_poll(poll_id)
        self.confirms("公布结果", "确认公布")
        self.is_told("结果已公布")


def _days_ago(days: int) -> str:
    return (today() - timedelta(days=days)).isoformat()
