"""What movers and seconders type: a draft, whom to ask, why to take back, how satisfied."""

from collections.abc import Sequence

from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, FileField, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Optional

from voting.congress.queries import CongressRow
from voting.errors import NotReady, WrongInput
from voting.i18n import _, lazy
from voting.motions.models import Motion
from voting.motions.queries.places import Place
from voting.motions.rules import (
    GRADE_LABELS,
    KIND_LABELS,
    PUBLIC_STATES,
    STATE_LABELS,
    Grade,
    Kind,
    State,
)
from voting.motions.service.changes import LARGEST_FILE, MOST_FILES
from voting.motions.service.drafting import TEXT_LENGTH, Content, content_of
from voting.people.models import Unit
from voting.web.fields import CHOOSE, at_most, checkboxes, paragraph, text
from voting.web.forms import TellingForm, VersionedForm, plain_text, trimmed

NEW_KINDS = (Kind.MOTION, Kind.SUGGESTION, Kind.IMPROVEMENT)
TITLE_LENGTH = 60
_NONE = "0"


class NewForm(TellingForm):
    """What one wants to write, and for which meeting."""

    kind = RadioField(lazy("您要写什么"), [InputRequired(CHOOSE)])
    place = SelectField(lazy("提交给"), [InputRequired(CHOOSE)])

    def offer(self, places: Sequence[Place]) -> None:
        """Offer the kinds and the places somebody has a choice of."""
        kinds = [kind for kind in NEW_KINDS if kind is not Kind.MOTION or _may_move(places)]
        self.kind.choices = [(kind.value, KIND_LABELS[kind]) for kind in kinds]
        self.place.choices = [(place.key, _place_name(place)) for place in places]
        self._places = {place.key: place for place in places}

    def chosen(self) -> tuple[Kind, Place]:
        """Return the kind and the place; a motion belongs to a meeting."""
        kind, place = Kind(self.kind.data), self._places[self.place.data]
        if kind is Kind.MOTION and place.meeting is None:
            raise NotReady(_("提案须对应一次会议，请选择会议；闭会期间可以提意见建议。"))
        return kind, place


def _may_move(places: Sequence[Place]) -> bool:
    return any(place.full for place in places)


def _place_name(place: Place) -> str:
    if place.meeting is None:
        return _("%(congress)s闭会期间", congress=place.congress.name)
    return place.meeting.name


class DraftForm(VersionedForm):
    """A motion being written; its parts may still be missing while it is a draft."""

    title = text(lazy("案名"), TITLE_LENGTH)
    cause = paragraph(lazy("案由"), TEXT_LENGTH, 4)
    analysis = paragraph(lazy("问题分析"), TEXT_LENGTH, 6)
    advice = paragraph(lazy("建议和措施"), TEXT_LENGTH, 6)
    category = SelectField(lazy("类别"), [Optional()])
    wanted_unit = SelectField(lazy("建议承办部门"), [Optional()])
    hides_movers = BooleanField(lazy("请为我保密：除工作人员外，不公开提案人姓名"))
    file = FileField(
        lazy("添加附件"),
        [Optional()],
        description=lazy("PDF、Word、Excel、PPT 或图片，每个不超过 %(size)s MB，最多 %(n)s 个。"),
        render_kw={"accept": ".pdf,.doc,.docx,.xls,.xlsx,.pptx,.png,.jpg,.jpeg"},
    )

    def offer(self, categories: Sequence[str], units: Sequence[Unit], chosen: str = "") -> None:
        """Offer the categories and departments of the congress; a category chosen before stays."""
        kept = [chosen] if chosen not in {*categories, ""} else []
        self.category.choices = [
            ("", _("（暂不选择）")),
            *((each, each) for each in [*categories, *kept]),
        ]
        self.wanted_unit.choices = [
            (_NONE, _("（由工作委员会决定）")),
            *((str(unit.id), unit.name) for unit in units),
        ]
        self.file.description = str(self.file.description) % {"size": LARGEST_FILE, "n": MOST_FILES}

    @property
    def content(self) -> Content:
        """What was written, for the service."""
        unit = self.wanted_unit.data or _NONE
        return Content(
            self.title.data or "",
            _joined(self.cause.data),
            _joined(self.analysis.data),
            _joined(self.advice.data),
            self.category.data or "",
            int(unit) if unit != _NONE else None,
            bool(self.hides_movers.data),
        )

    @property
    def upload(self) -> FileStorage | None:
        """The file that was sent, if one was; words in its place are none."""
        sent = self.file.data
        return sent if isinstance(sent, FileStorage) and sent.filename else None

    def fill(self, motion: Motion) -> None:
        """Show what is kept of a motion."""
        content = content_of(motion)
        self.title.data, self.cause.data = content.title, content.cause
        self.analysis.data, self.advice.data = content.analysis, content.advice
        self.category.data = content.category
        self.wanted_unit.data = str(content.wanted_unit_id or _NONE)
        self.hides_movers.data = content.hides_movers
        self.version.data = str(motion.version)


def _joined(written: str | None) -> str:
    """Return a text with the line ends it is kept with; browsers send others."""
    return (written or "").replace("\r\n", "\n")


class FindForm(TellingForm):
    """Whom to look for among the delegates."""

    q = StringField(lazy("姓名或工号"), [Optional(), at_most(40)], filters=[trimmed])


class InviteForm(VersionedForm):
    """Whom to ask to second."""

    people = checkboxes(lazy("邀请以下代表附议"), coerce=int)

    def chosen(self) -> list[int]:
        """Return whom to ask; refuse where nobody was ticked."""
        if not self.people.data:
            raise WrongInput(_("还没有选择代表，请勾选后再发出邀请。"))
        return list(self.people.data)


class AnswerForm(TellingForm):
    """Whether somebody seconds the text they read (``text_version``)."""

    given = RadioField(
        lazy("是否附议"),
        [InputRequired(CHOOSE)],
        choices=[("yes", lazy("同意附议")), ("no", lazy("不附议"))],
    )
    text_version = HiddenField(validators=[InputRequired(CHOOSE)])

    @property
    def read_text(self) -> int:
        """The version of the text that was on the page."""
        given = str(self.text_version.data or "")
        return int(given) if given.isdecimal() else 0


class SubmitForm(VersionedForm):
    """The last step: sent as it is; after the last day only when told what becomes of it."""

    late_is_fine = BooleanField(lazy("我知道征集已经截止，同意作为意见建议办理"))


class WhyForm(VersionedForm):
    """Why a motion is withdrawn, or should be reviewed once more; the officers read it."""

    reason = text(lazy("理由"), 400, required=True)


class RateForm(TellingForm):
    """How satisfied a mover is with a reply."""

    grade = RadioField(
        lazy("您对答复是否满意"),
        [InputRequired(CHOOSE)],
        choices=[(grade.value, GRADE_LABELS[grade]) for grade in Grade],
    )
    reason = paragraph(lazy("原因和意见"), 400, 3)


class ListForm(TellingForm):
    """What the public list shows."""

    q = StringField(lazy("案名、内容或编号"), [at_most(60), plain_text], filters=[trimmed])
    congress = SelectField(lazy("届次"), default="")
    category = SelectField(lazy("类别"), default="")
    unit = SelectField(lazy("承办部门"), default="")
    state = SelectField(lazy("状态"), default="")

    def offer(
        self, terms: Sequence[CongressRow], categories: Sequence[str], units: Sequence[Unit]
    ) -> None:
        """Offer what a list can be narrowed down to."""
        everything = ("", _("全部"))
        self.congress.choices = [
            everything,
            *((str(row.congress.id), row.congress.name) for row in terms),
        ]
        self.category.choices = [everything, *((each, each) for each in categories)]
        self.unit.choices = [everything, *((str(unit.id), unit.name) for unit in units)]
        self.state.choices = [
            everything,
            *((state.value, STATE_LABELS[state]) for state in State if state in PUBLIC_STATES),
        ]
