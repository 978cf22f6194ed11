"""Sheets of evaluations for phones to fill in."""

from typing import Any

from playwright.sync_api import Locator, expect

from tests.journeys.phone.browser import Voter, wide
from tests.journeys.phone.hall import Hall
from tests.journeys.phone.sealed import NAMES
from voting.ballots.contest_documents import plaintext_size
from voting.ballots.rules import (
    Band,
    Contest,
    Numbers,
    Option,
    TextSlot,
    judge,
    selections_from_json,
)

GRADES = {"excellent": "优秀", "competent": "称职", "basic": "基本称职", "incompetent": "不称职"}
FIVE = ("德", "能", "勤", "绩", "廉")
POSTS = ("校长", "党支部书记、副校长", "副校长", "", "教务处主任", "总务处副主任（主持工作）")
REMARKS = (TextSlot("good", "优点"), TextSlot("bad", "不足"))
REASON = TextSlot("reason", "理由", needed_for=("disagree",))
AGREEMENT = {
    "agree": "认同",
    "basically_agree": "基本认同",
    "disagree": "不认同",
    "unknown": "不了解",
}
HUNDRED = Numbers(
    100,
    1,
    (Band("excellent", "90"), Band("competent", "70"), Band("basic", "60"), Band("bad", "0")),
)
BANDS = {"excellent": "优秀", "competent": "称职", "basic": "基本称职", "bad": "不称职"}


def leaders(number: int = 4) -> tuple[Option, ...]:
    """Subjects of a sheet, each with a name of their own."""
    hundred = "天地玄黄宇洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳"
    return tuple(
        Option(
            f"o{i + 1}",
            NAMES[i] if i < len(NAMES) else f"{NAMES[i % len(NAMES)][0]}{hundred[i]}",
            POSTS[i % len(POSTS)],
        )
        for i in range(number)
    )


def graded(number: int = 4, **changes: Any) -> Contest:
    """A yearly evaluation: one grade for each."""
    usual: dict[str, Any] = {
        "id": "all",
        "title": "年度考核",
        "options": leaders(number),
        "scale": tuple(GRADES),
        "unmarked": "abstain",
        "labels": GRADES,
        "own": "own",
    }
    return Contest(**(usual | changes))


def five(number: int = 30, **changes: Any) -> tuple[Contest, ...]:
    """德能勤绩廉: five grades for each, and remarks in the first dimension."""
    texts: dict[str, Any] = {"texts": REMARKS, "text_total": 1000}
    return tuple(
        graded(number, id=f"d{i + 1}", title=title, **(texts if i == 0 else {}) | changes)
        for i, title in enumerate(FIVE)
    )


def reasoned(number: int = 3, **changes: Any) -> Contest:
    """The vote on newly promoted cadres: 不认同 needs its reason."""
    usual = {"scale": tuple(AGREEMENT), "labels": AGREEMENT, "texts": (REASON,), "text_total": 300}
    return graded(number, **usual | changes)


def numbered(number: int = 4, **changes: Any) -> Contest:
    """Marks 0 to 100 with one decimal."""
    usual = {"scale": (), "numbers": HUNDRED, "labels": BANDS}
    return graded(number, **usual | changes)


def of_evaluation(contests: tuple[Contest, ...], **changes: Any) -> dict[str, Any]:
    """What the manifest of an evaluation has besides its contests."""
    usual = {
        "kind": "evaluation",
        "title": "中层干部年度民主测评",
        "plaintext_size": plaintext_size(contests),
    }
    return usual | changes


class Sheet:
    """The sheet of an evaluation in a voter's hands, and the hall it belongs to."""

    def __init__(self, hall: Hall, voter: Voter) -> None:
        self.hall = hall
        self.voter = voter
        self.page = voter.page

    def row(self, name: str, title: str = "年度考核") -> Locator:
        """The grades of a subject in a dimension, as a screen reader finds them."""
        return self.page.get_by_role("radiogroup", name=f"{wide(name)} {title}", exact=True)

    def radio(self, name: str, label: str, title: str = "年度考核") -> Locator:
        """One of them."""
        return self.row(name, title).get_by_role("radio", name=label, exact=True)

    def grades(self, name: str, label: str, title: str = "年度考核") -> None:
        """Tap a grade."""
        self.radio(name, label, title).tap()

    def grade_of(self, name: str, title: str = "年度考核") -> list[str]:
        """The grade that is chosen, if any."""
        found = self.row(name, title).get_by_role("radio", checked=True)
        return [text.strip() for text in found.all_inner_texts()]

    def number(self, name: str) -> Locator:
        """The field for a number of a subject."""
        return self.page.get_by_role("textbox", name=f"{wide(name)} 年度考核", exact=True)

    def text(self, name: str, title: str) -> Locator:
        """A field for words beside a subject's grades."""
        return self.voter.card(name).get_by_role("textbox", name=title)

    def opens_texts(self, name: str, label: str = "写优点、不足（可不填）") -> None:
        """Open the fields for words."""
        self.voter.card(name).get_by_role("button", name=label).tap()

    def says_on_top(self, *said: str) -> None:
        """The line on top says so."""
        for part in said:
            expect(self.page.locator(".progress-bar")).to_contain_text(part)

    def is_refused(self, sentence: str) -> None:
        """The sheet cannot be reviewed, and the voter reads why."""
        self.voter.presses("检查选票")
        self.voter.is_told(sentence)
        expect(self.page.locator('[data-step="review"]')).to_be_hidden()

    def casts(self) -> dict[str, Any]:
        """Review and cast; what lay in the box, which the rules of the count find valid."""
        self.voter.reviews()
        self.voter.casts()
        (sealed,) = self.hall.selections()
        verdict = judge(self.hall.manifest.contests, selections_from_json(sealed))
        assert verdict.reason is None
        return sealed
