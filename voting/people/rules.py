"""What the roster knows of a person: its columns, their values, and who counts as a member."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from voting.i18n import lazy


class Field(StrEnum):
    """A column of the roster, in the order of the template."""

    NUMBER = "number"
    NAME = "name"
    SEX = "sex"
    BIRTH_MONTH = "birth_month"
    UNIT = "unit"
    UNION_GROUP = "union_group"
    CATEGORY = "category"
    TITLE = "title"
    MOBILE = "mobile"
    IS_MEMBER = "is_member"
    MEMBERSHIP = "membership"
    DELEGATE_STATUS = "delegate_status"
    DELEGATION = "delegation"
    POST = "post"

    @property
    def label(self) -> str:
        """The heading of the column."""
        return LABELS[self]


# Headings are part of the file format, not of the page: they are not translated.
LABELS: dict[Field, str] = {
    Field.NUMBER: "工号",
    Field.NAME: "姓名",
    Field.SEX: "性别",
    Field.BIRTH_MONTH: "出生年月",
    Field.UNIT: "部门",
    Field.UNION_GROUP: "工会小组",
    Field.CATEGORY: "岗位类别",
    Field.TITLE: "职称",
    Field.MOBILE: "手机号",
    Field.IS_MEMBER: "工会会员",
    Field.MEMBERSHIP: "会籍状态",
    Field.DELEGATE_STATUS: "代表身份",
    Field.DELEGATION: "代表团",
    Field.POST: "职务",
}

REQUIRED = (Field.NUMBER, Field.NAME)

# The longest text each column takes, in characters.
LONGEST: dict[Field, int] = {
    Field.NUMBER: 32,
    Field.NAME: 40,
    Field.UNIT: 60,
    Field.UNION_GROUP: 60,
    Field.TITLE: 40,
    Field.MOBILE: 20,
    Field.DELEGATION: 60,
    Field.POST: 60,
}


class Sex(StrEnum):
    """As the roster states it; whoever left it open has none."""

    MALE = "male"
    FEMALE = "female"


class Category(StrEnum):
    """The kind of post, by which the composition of a congress is judged."""

    TEACHER = "teacher"
    MANAGEMENT = "management"
    SUPPORT = "support"


class Membership(StrEnum):
    """State of a union membership; who keeps it only (保留会籍) neither votes nor stands."""

    NORMAL = "normal"
    RETAINED = "retained"


class DelegateStatus(StrEnum):
    """What the roster says of a person's place in the congress."""

    NONE = "none"
    FULL = "full"
    OBSERVER = "observer"
    GUEST = "guest"


# How a value is written into a sheet and read from it; the first word is the one we write.
WORDS: dict[Field, dict[str, tuple[str, ...]]] = {
    Field.SEX: {
        Sex.MALE: ("男", "男性", "m", "male"),
        Sex.FEMALE: ("女", "女性", "f", "female"),
    },
    Field.CATEGORY: {
        Category.TEACHER: ("教师", "专任教师", "任课教师", "专业技术", "专技"),
        Category.MANAGEMENT: ("管理", "行政", "行政管理", "职员"),
        Category.SUPPORT: ("工勤", "教辅", "后勤", "工勤技能", "工人"),
    },
    Field.IS_MEMBER: {
        "yes": ("是", "会员", "工会会员", "有", "y", "yes", "true", "√", "1"),
        "no": ("否", "非会员", "不是", "无", "n", "no", "false", "×", "0", ""),
    },
    Field.MEMBERSHIP: {
        Membership.NORMAL: ("正常", "正常会籍", "在籍", ""),
        Membership.RETAINED: ("保留会籍", "保留"),
    },
    Field.DELEGATE_STATUS: {
        DelegateStatus.NONE: ("", "否", "无", "非代表", "不是"),
        DelegateStatus.FULL: ("正式", "正式代表", "代表", "是"),
        DelegateStatus.OBSERVER: ("列席", "列席代表"),
        DelegateStatus.GUEST: ("特邀", "特邀代表"),
    },
}

CATEGORY_LABELS: dict[str, str] = {
    Category.TEACHER: lazy("教师"),
    Category.MANAGEMENT: lazy("管理"),
    Category.SUPPORT: lazy("工勤"),
}


def word_for(field: Field, value: str | None) -> str:
    """Return how a value is written into a sheet; empty where there is none."""
    words = WORDS.get(field, {}).get(value or "")
    return words[0] if words else value or ""


class Bar(StrEnum):
    """Why a person is no full member; in the order in which it is said."""

    LEFT = "left"
    NOT_A_MEMBER = "not_a_member"
    RETAINED = "retained"


BAR_LABELS: dict[Bar, str] = {
    Bar.LEFT: lazy("已离开本单位"),
    Bar.NOT_A_MEMBER: lazy("不是工会会员"),
    Bar.RETAINED: lazy("保留会籍"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides whether a person is a full member."""

    is_member: bool
    membership: str
    left_on: date | None


def bars(standing: Standing, day: date) -> tuple[Bar, ...]:
    """Return why a person may neither vote nor be elected as a member on a day; empty if they may.

    Whoever keeps only the membership (保留会籍) is not counted in 应到.
    """
    held = {
        Bar.LEFT: standing.left_on is not None and standing.left_on <= day,
        Bar.NOT_A_MEMBER: not standing.is_member,
        Bar.RETAINED: standing.is_member and standing.membership != Membership.NORMAL,
    }
    return tuple(bar for bar, holds in held.items() if holds)
