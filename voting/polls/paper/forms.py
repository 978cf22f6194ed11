"""What officers send about paper ballots: a box, whom to hand one to, a file, a confirmation."""

from wtforms import BooleanField, FileField, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from voting.i18n import lazy
from voting.polls.paper.rules import BatchKind
from voting.web.fields import CHOOSE, FILL, text
from voting.web.forms import TellingForm

KIND_LABELS = {
    BatchKind.MOBILE: lazy("流动票箱"),
    BatchKind.HALL: lazy("会场纸质票"),
}
_TITLE_LENGTH = 40
_CARRIERS_LENGTH = 110


class BoxForm(TellingForm):
    """A new box."""

    kind = RadioField(
        lazy("种类"),
        [InputRequired(CHOOSE)],
        choices=[
            (BatchKind.MOBILE.value, lazy("流动票箱（送到不能到会的人那里，两人以上同行）")),
            (BatchKind.HALL.value, lazy("会场纸质票（给已签到、不用手机投票的人）")),
        ],
        default=BatchKind.MOBILE.value,
    )
    title = text(
        lazy("名称"), _TITLE_LENGTH, required=True, description=lazy("例如：流动票箱一（校医院）")
    )
    group_id = SelectField(lazy("收哪一组的选票"), [Optional()], validate_choice=False, default="")
    carriers = text(
        lazy("同行人员"),
        _CARRIERS_LENGTH,
        description=lazy("流动票箱至少写两人，用顿号分开。"),
    )


class RenameForm(TellingForm):
    """Another name for a box, or other people who carry it."""

    title = text(lazy("名称"), _TITLE_LENGTH, required=True)
    carriers = text(
        lazy("同行人员"),
        _CARRIERS_LENGTH,
        description=lazy("流动票箱至少写两人，用顿号分开。"),
    )


class GivenForm(TellingForm):
    """Whom to hand a paper: a staff number, a name, or what a scanner read."""

    given = StringField(
        lazy("工号、姓名，或扫描会议卡上的二维码"),
        [InputRequired(FILL), Length(max=500)],
        render_kw={
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "autofocus": True,
            "enterkeyhint": "done",
        },
    )


class TakeBackForm(TellingForm):
    """Whose paper is taken back, and why."""

    elector = HiddenField(validators=[InputRequired(), Length(max=32)])
    reason = text(lazy("理由"), 200, required=True)


class FileForm(TellingForm):
    """A spreadsheet of ballots, one a row."""

    file = FileField(
        lazy("填好的表格"),
        [InputRequired(lazy("请先选择文件。"))],
        render_kw={"accept": ".xlsx,.xls,.ods,.csv"},
    )


class ConfirmForm(TellingForm):
    """That the figures shown were compared with the ballots, and are theirs."""

    digest = HiddenField(validators=[InputRequired(), Length(min=64, max=64)])
    compared = BooleanField(
        lazy("我已把这些数字与票箱里的选票逐项核对，完全一致"),
        [InputRequired(lazy("请核对后勾选。"))],
    )
