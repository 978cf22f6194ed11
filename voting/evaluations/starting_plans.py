"""The plans an evaluation begins with: forms in common use, all of which a secretary may change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from voting.evaluations.comments import Slots, slots
from voting.evaluations.scales import SCALE_BY_ID, UNKNOWN, Scale
from voting.i18n import lazy


class Start(StrEnum):
    """The forms in common use."""

    ANNUAL = "annual"
    INSTITUTION = "institution"
    FIVE = "five"
    BODY = "body"
    SATISFACTION = "satisfaction"
    PROMOTED = "promoted"
    SELECTION = "selection"
    MARKS = "marks"


@dataclass(frozen=True, slots=True)
class StartingPlan:
    """One form: what it is for, its grades (or bands of marks), and what may be written."""

    title: str
    explanation: str
    scale: Scale
    dimensions: tuple[str, ...] = ()
    bands: Mapping[str, str] = field(default_factory=dict)
    """Grade → the lowest mark in it: sheets are filled in with marks 0–100."""
    remarks: bool = True
    """Whether strengths and weaknesses may be written."""

    def slots(self) -> Slots:
        """Return what may be written beside each line."""
        return slots(remarks=self.remarks, reason_for=self.scale.reason_for)

    def data(self) -> dict[str, Any]:
        """Return the plan as data, for :func:`plan_from_rules`."""
        made: dict[str, Any] = {
            "labels": {mark: str(word) for mark, word in self.scale.grades.items()},
            "scheme": {"type": "counts"},
            "dimensions": [
                {"id": f"d{place}", "title": str(title)}
                for place, title in enumerate(self.dimensions, 1)
            ]
            or None,
        }
        if self.bands:
            rows = [{"id": band, "least": least} for band, least in self.bands.items()]
            return made | {"points": {"most": 100, "places": 1, "bands": rows}}
        if self.scale.unknown:
            made["labels"][UNKNOWN] = str(self.scale.unknown)
            made["unknown"] = UNKNOWN
        return made | {"scale": list(self.scale.grades)}


STARTING_PLANS: dict[Start, StartingPlan] = {
    Start.ANNUAL: StartingPlan(
        lazy("年度考核"),
        lazy("每人选一个等次：优秀、称职、基本称职、不称职；另可写优点和不足。"),
        SCALE_BY_ID["yearly"],
    ),
    Start.INSTITUTION: StartingPlan(
        lazy("年度考核（事业单位）"),
        lazy("每人选一个等次：优秀、合格、基本合格、不合格；另可写优点和不足。"),
        SCALE_BY_ID["institution"],
    ),
    Start.FIVE: StartingPlan(
        lazy("德能勤绩廉"),
        lazy("每人按德、能、勤、绩、廉五项分别评好、较好、一般、差。"),
        SCALE_BY_ID["items"],
        (lazy("德"), lazy("能"), lazy("勤"), lazy("绩"), lazy("廉")),
    ),
    Start.BODY: StartingPlan(
        lazy("班子测评"),
        lazy("对领导班子评好、较好、一般、差；另可写优点和不足。"),
        SCALE_BY_ID["items"],
    ),
    Start.SATISFACTION: StartingPlan(
        lazy("满意度"),
        lazy("评满意、基本满意、不满意；不了解的单独统计。工会主席、工会组织双评常用。"),
        SCALE_BY_ID["satisfaction"],
    ),
    Start.PROMOTED: StartingPlan(
        lazy("新选拔任用干部民主评议"),
        lazy("对每名新提拔的干部表示认同、基本认同、不认同或不了解；选不认同的须写明理由。"),
        SCALE_BY_ID["agreement"],
        remarks=False,
    ),
    Start.SELECTION: StartingPlan(
        lazy("干部选拔任用工作民主评议"),
        lazy("对本单位选人用人工作逐项评好、较好、一般、较差；与上一种合为“一报告两评议”。"),
        SCALE_BY_ID["selection"],
        (
            lazy("坚持用人标准"),
            lazy("执行政策规定"),
            lazy("防止用人不正之风"),
            lazy("总体评价"),
        ),
    ),
    Start.MARKS: StartingPlan(
        lazy("百分制"),
        lazy("每人打 0 到 100 分，可带一位小数；90 分以上优秀，70 分以上称职，60 分以上基本称职。"),
        SCALE_BY_ID["yearly"],
        bands={"excellent": "90", "competent": "70", "basic": "60", "incompetent": "0"},
    ),
}
