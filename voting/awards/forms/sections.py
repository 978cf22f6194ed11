"""Forms about the sections of an award and its settings."""

from fractions import Fraction
from typing import Self

from wtforms import BooleanField, Field, RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired, NumberRange, Optional

from voting.awards.forms.fractions import is_share, share_of
from voting.awards.models import Award, AwardSection
from voting.awards.plans import PLANS
from voting.awards.rules import Subject
from voting.awards.rules_data import threshold_of
from voting.awards.service import SectionFacts, SettingsFacts
from voting.awards.wording import BASE_LABELS, SUBJECT_LABELS, labels
from voting.i18n import _, lazy
from voting.polls.sheets import Base, Threshold
from voting.web.fields import CHOOSE, FILL, WholeNumber, text
from voting.web.forms import VersionedForm
from voting.workdays.rules import DayUnit

_NUMBER = {"inputmode": "numeric"}
_MANY = NumberRange(1, 1000, lazy("须在 1 至 1000 之间。"))


class SettingsForm(VersionedForm):
    """The attendance an award needs, and how long the list is posted."""

    quorum = text(
        lazy("到会比例（含本数）"),
        9,
        required=True,
        description=lazy("默认应到的 2/3；不要求则写 0。"),
    )
    publicity_days = WholeNumber(
        lazy("获奖名单公示天数"),
        [InputRequired(FILL), NumberRange(0, 366, lazy("须在 0 至 366 之间。"))],
        render_kw=_NUMBER,
    )
    publicity_unit = SelectField(
        lazy("公示按"),
        choices=[
            (DayUnit.WORKDAYS.value, lazy("工作日")),
            (DayUnit.DAYS.value, lazy("自然日")),
        ],
    )

    @classmethod
    def of(cls, found: Award | None, version: int) -> Self:
        """Fill the form with the settings, whatever was sent to another form."""
        known = found or Award(quorum="2/3", publicity_days=5, publicity_unit="workdays")
        return cls(
            quorum=known.quorum,
            publicity_days=known.publicity_days,
            publicity_unit=known.publicity_unit,
            version=version,
        )

    def validate_quorum(self, field: Field) -> None:
        """Read the share."""
        is_share(self, field)

    def facts(self) -> SettingsFacts:
        """Return what was said, for the service."""
        return SettingsFacts(
            share_of(self.quorum.data or "") or Fraction(0),
            self.publicity_days.data or 0,
            DayUnit(self.publicity_unit.data),
        )


class PlanForm(VersionedForm):
    """Which ready-made plan to use."""

    plan = RadioField(
        lazy("常用模板"),
        [InputRequired(CHOOSE)],
        choices=[(name, plan.label) for name, plan in PLANS.items()],
    )


class SectionForm(VersionedForm):
    """What a section is."""

    title = text(
        lazy("奖项名称"), 60, required=True, description=lazy("例如：先进工会干部、十佳服务窗口")
    )
    subject = SelectField(lazy("评什么"), choices=labels(SUBJECT_LABELS))
    quota = WholeNumber(lazy("名额"), [InputRequired(FILL), _MANY], render_kw=_NUMBER)
    ticks = WholeNumber(
        lazy("每张票最多推荐"),
        [Optional(), _MANY],
        description=lazy("不填即与名额相同。"),
        render_kw=_NUMBER,
    )
    exact = BooleanField(lazy("必须推荐满这个数（少划的票无效；一个也不划是弃权）"))
    jury_weight = text(
        lazy("评审分的比重"),
        9,
        description=lazy("例如 40%；不填表示只按得票。得票分和评审分都按百分制，分列公布。"),
    )
    threshold_share = text(
        lazy("最低得票"), 9, description=lazy("例如 1/2；不填表示不设，按得票多少取足名额。")
    )
    threshold_op = SelectField(
        lazy("最低得票怎样算"), choices=[(">=", lazy("达到即可")), (">", lazy("须超过"))]
    )
    threshold_base = SelectField(
        lazy("最低得票以什么为基数"), choices=labels(BASE_LABELS), default=Base.VALID.value
    )

    @classmethod
    def fresh(cls, version: int) -> Self:
        """Return an empty form, or what was sent."""
        return cls.from_request(version=version)

    @classmethod
    def of(cls, section: AwardSection, version: int) -> Self:
        """Fill the form with a section, or with what was sent."""
        return cls.from_request(
            title=section.title,
            subject=section.subject,
            quota=section.quota,
            ticks=section.ticks,
            exact=section.exact,
            jury_weight=section.jury_weight,
            threshold_share=section.threshold_share,
            threshold_op=section.threshold_op,
            threshold_base=section.threshold_base or Base.VALID.value,
            version=version,
        )

    def validate_jury_weight(self, field: Field) -> None:
        """Read the share; all or nothing is none."""
        is_share(self, field)
        share = share_of(field.data or "")
        if share is not None and not 0 < share < 1:
            raise ValidationError(_("评审分的比重应大于 0、小于 1；不用评审分就不填。"))

    def validate_threshold_share(self, field: Field) -> None:
        """Read the share."""
        is_share(self, field)

    def facts(self) -> SectionFacts:
        """Return what was said, for the service."""
        assert self.quota.data is not None
        return SectionFacts(
            title=self.title.data or "",
            subject=Subject(self.subject.data),
            quota=self.quota.data,
            ticks=self.ticks.data,
            exact=bool(self.exact.data),
            jury_weight=share_of(self.jury_weight.data or ""),
            threshold=self._threshold(),
        )

    def _threshold(self) -> Threshold | None:
        share = share_of(self.threshold_share.data or "")
        if share is None:
            return None
        return threshold_of(share, self.threshold_op.data, self.threshold_base.data)
