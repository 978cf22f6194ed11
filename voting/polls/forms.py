"""The shape of what officers send about a poll."""

from wtforms import HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length, Optional

from voting.i18n import lazy
from voting.polls.rules import RollBody
from voting.web.forms import PageForm, plain_text, trimmed


class PollForm(PageForm):
    """A new poll: its kind, its title and whose roll it uses."""

    kind = SelectField(lazy("类别"))
    title = StringField(
        lazy("名称"),
        description=lazy("例如：工会委员会委员选举"),
        filters=[trimmed],
        validators=[InputRequired(lazy("请填写名称。")), Length(max=80), plain_text],
    )
    roll_body = SelectField(
        lazy("谁有投票权"),
        choices=[
            (RollBody.EXPECTED.value, lazy("本次会议全体应到人员")),
            (RollBody.WOMEN.value, lazy("其中的女职工")),
            (RollBody.COMMITTEE.value, lazy("新当选的委员（由委员会选举）")),
        ],
    )
    committee_poll_id = SelectField(
        lazy("由哪一项选举产生的委员会"), coerce=int, validators=[Optional()], default=0
    )


class ReasonForm(PageForm):
    """An act that must say why."""

    reason = StringField(
        lazy("理由"),
        description=lazy("会写入日志并公开，请写清楚。"),
        filters=[trimmed],
        validators=[
            InputRequired(lazy("请写明理由。")),
            Length(min=4, max=200, message=lazy("理由请写 4 到 200 个字。")),
            plain_text,
        ],
    )


class RulingForm(PageForm):
    """What the scrutineers decide about the spellings of one written-in name."""

    contest_id = HiddenField(validators=[InputRequired(), Length(max=32)])
    texts = TextAreaField(validators=[InputRequired()])
    ruling = RadioField(
        lazy("认定"),
        choices=[("resolved", lazy("认定为这位职工")), ("void", lazy("这些票对此人无效"))],
        validators=[InputRequired(lazy("请选择怎样认定。"))],
    )
    number = StringField(
        lazy("工号"), filters=[trimmed], validators=[Optional(), Length(max=32), plain_text]
    )
    reason = StringField(
        lazy("说明"), filters=[trimmed], validators=[Optional(), Length(max=200), plain_text]
    )


class SignForm(PageForm):
    """A signature under a result; the digest is what was on the page when it was read."""

    digest = HiddenField(validators=[InputRequired(), Length(min=64, max=64)])
    note = StringField(
        lazy("附注（如有争议票的处理）"),
        filters=[trimmed],
        validators=[Optional(), Length(max=200), plain_text],
    )


class VersionForm(PageForm):
    """An act on a poll as it stood when the page was read; ``back`` says which page that was."""

    version = IntegerField(validators=[InputRequired()])
    back = HiddenField(validators=[Optional(), AnyOf(["chair"])])
