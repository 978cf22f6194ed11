"""Everything before the vote: accounts, roster, meeting, election, cards, and the hall fills."""

import re
from dataclasses import dataclass

from playwright.sync_api import expect

from tests.journeys.house import Crowd, House, roster
from tests.journeys.officers import Chair, Scrutineer, Teller
from tests.journeys.secretary import Administrator, Secretary
from tests.journeys.stage import Phone, Projector, Stage
from voting.ballots.rules import Contest
from voting.demo.school import ROSTER

DELEGATES = [person for person in roster() if person["代表身份"] == "正式"]
BY_LINK, BY_CODE, BY_HALL = (person["工号"] for person in DELEGATES[:3])
CANDIDATES = [person["工号"] for person in DELEGATES[5:-6] if not person["职务"]][:77:7]
CHAIR, HEAD, SCRUTINEER, TELLER = DELEGATES[-4:]
CROWD = [person["工号"] for person in DELEGATES[3:72]]
SEATS = 9
TITLE = "工会委员会委员选举"


@dataclass
class Officers:
    """Everybody with an account, each at a laptop."""

    secretary: Secretary
    chair: Chair
    head: Scrutineer
    scrutineer: Scrutineer
    teller: Teller


@dataclass
class Hall:
    """Who is in the hall without an office: three phones, the big screen, a crowd."""

    by_link: Phone
    by_code: Phone
    by_hall: Phone
    projector: Projector
    crowd: Crowd


def the_offices_are_filled(house: House, stage: Stage) -> Officers:
    """From the first command to five signed-in officers and a prepared meeting."""
    printed = house.command(
        "account", "create", "admin", "--name", "网管", "--office", "administrator"
    )
    administrator = Administrator(stage.laptop(), house.url)
    administrator.sets_password(printed.strip())
    secretary = Secretary(stage.laptop(), house.url)
    secretary.sets_password(
        administrator.makes_account("工会办公室", "mishu", office="秘书（工会办公室）")
    )
    the_meeting_is_prepared(secretary)

    def appointed(role, office: str, person: dict[str, str]):
        secretary.appoints(office, person["工号"])
        invitation = administrator.makes_account(
            person["姓名"], f"u{person['工号']}", number=person["工号"]
        )
        officer = role(stage.laptop(), house.url)
        officer.sets_password(invitation)
        return officer

    return Officers(
        secretary,
        appointed(Chair, "主持人", CHAIR),
        appointed(Scrutineer, "总监票人", HEAD),
        appointed(Scrutineer, "监票人", SCRUTINEER),
        appointed(Teller, "计票人", TELLER),
    )


def the_meeting_is_prepared(secretary: Secretary) -> None:
    secretary.imports_roster(ROSTER)
    secretary.confirms_import(312)
    expect(secretary.figure("在册人数")).to_have_text("312")
    secretary.creates_congress("青山中学工会")
    secretary.creates_meeting("学校礼堂")
    secretary.takes_delegates_from_roster()
    secretary.records_approval("青教工〔2026〕12号")
    secretary.puts_on_agenda("听取工会工作报告", "听取")
    secretary.puts_on_agenda("选举工会委员会委员", "选举")
    secretary.freezes_credentials(expected=100)


def the_election_is_prepared(secretary: Secretary) -> int:
    poll_id = secretary.creates_election(TITLE, SEATS)
    for number in CANDIDATES:
        secretary.adds_candidate(poll_id, number)
    secretary.records_candidates_approval(poll_id, "同级党组织", "青党〔2026〕8号")
    secretary.records_candidates_approval(poll_id, "上一级工会", "青教工〔2026〕15号")
    secretary.records_notice(poll_id)
    return poll_id


def the_hall_comes_in(house: House, stage: Stage, officers: Officers) -> Hall:
    """One comes by the link and is checked in at the desk, two by number and code."""
    codes = the_cards_are_printed(officers.secretary)
    by_link, by_code, by_hall = stage.phone(), stage.phone(), stage.phone()
    by_link.enters_by_link(house.personal_link(BY_LINK))
    answer = officers.secretary.checks_in(BY_LINK)
    expect(answer).to_contain_text("签到成功")

    by_code.opens(house.url)
    by_code.enters_by_code(BY_CODE, codes[BY_CODE])
    by_code.opens(house.hall_url())
    by_code.checks_in()
    # Who scans before coming in is led through the door and back to the check-in.
    by_hall.opens(house.hall_url())
    stage.forgives(401)
    by_hall.enters_by_code(BY_HALL, codes[BY_HALL])
    by_hall.checks_in()
    for phone in (by_link, by_code, by_hall):
        phone.waits()
        expect(phone.page.get_by_text("您已签到")).to_be_visible()

    crowd = Crowd(house, CROWD)
    crowd.arrives()
    projector = stage.projector()
    projector.opens(officers.chair.screen())
    projector.shows("已达到法定人数（67 人）")
    return Hall(by_link, by_code, by_hall, projector, crowd)


def the_cards_are_printed(secretary: Secretary) -> dict[str, str]:
    """The codes on the cards of a delegation, by number."""
    cards = secretary.prints_cards("第1代表团")
    expect(cards).to_have_count(sum(one["代表团"] == "第1代表团" for one in DELEGATES))
    codes = {}
    for text in cards.all_inner_texts():
        number, code = re.search(r"工号 (\w+)", text), re.search(r"验证码\s+(\w{4} \w{4})", text)
        assert number, text
        assert code, text
        codes[number[1]] = code[1]
    return codes


def the_ballot_is_sealed(house: House, hall: Hall, secretary: Secretary, poll_id: int) -> Contest:
    secretary.seals(poll_id)
    manifest = house.manifest(poll_id)
    (contest,) = manifest.contests
    assert contest.limits == {"approve": SEATS}
    assert len(contest.options) == len(CANDIDATES)
    hall.projector.shows("正在发票，等待主持人宣布开始")
    hall.projector.shows(manifest.fingerprint)
    return contest
