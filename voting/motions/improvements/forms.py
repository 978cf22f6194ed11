"""The forms of the improvements."""

from typing import Self

from wtforms import RadioField, SelectField
from wtforms.validators import DataRequired

from voting.i18n import lazy
from voting.motions.improvements.rules import (
    BENEFIT_LENGTH,
    DECISION_LABELS,
    LEVEL_LENGTH,
    Decision,
)
from voting.motions.improvements.service import Award, Proposal
from voting.web.fields import CHOOSE, paragraph, text
from voting.web.forms import TellingForm, VersionedForm

_TITLE_LENGTH = 60
_TEXT_LENGTH = 2000
_REASON_LENGTH = 380


class ProposalForm(TellingForm):
    """What somebody proposes."""

    names: frozenset[str] = frozenset()
    """The categories that are offered."""

    title = text(
        lazy("标题"),
        _TITLE_LENGTH,
        required=True,
        description=lazy("一句话说清改什么，例如：实验室药品柜改用扫码领用。"),
    )
    category = SelectField(lazy("类别"), validate_choice=False)
    present = paragraph(lazy("现状"), _TEXT_LENGTH, 4, description=lazy("现在怎么做，问题在哪里。"))
    idea = paragraph(lazy("改进办法"), _TEXT_LENGTH, 5)
    benefit = paragraph(
        lazy("预期效益"), _TEXT_LENGTH, 3, description=lazy("例如：节省多少时间或费用，更安全。")
    )

    @classmethod
    def offering(cls, categories: list[str]) -> Self:
        """Fill the form from what was sent, with the categories to choose from."""
        made = cls.from_request()
        made.names = frozenset(categories)
        made.category.choices = [(name, name) for name in categories]
        return made

    @property
    def proposal(self) -> Proposal:
        """What was said, for the service."""
        chosen = str(self.category.data or "")
        return Proposal(
            self.title.data or "",
            self.present.data or "",
            self.idea.data or "",
            self.benefit.data or "",
            chosen if chosen in self.names else "",
        )


class DecisionForm(VersionedForm):
    """What is decided about an improvement."""

    decision = RadioField(
        lazy("评审意见"),
        [DataRequired(CHOOSE)],
        choices=[(each.value, label) for each, label in DECISION_LABELS.items()],
    )
    reason = text(
        lazy("理由或要求"), _REASON_LENGTH, description=lazy("不采纳的必须写明，提出人会看到。")
    )

    @property
    def chosen(self) -> Decision:
        """What was chosen."""
        return Decision(self.decision.data)


class AwardForm(VersionedForm):
    """What an adopted improvement brought, and its award."""

    benefit = paragraph(lazy("实际效益"), BENEFIT_LENGTH, 3)
    level = text(
        lazy("奖励等级"), LEVEL_LENGTH, description=lazy("例如：一等奖、金点子奖；不奖励的不填。")
    )
    bonus = text(lazy("奖金或奖品"), 40)

    @property
    def award(self) -> Award:
        """What was said, for the service."""
        return Award(self.benefit.data or "", self.level.data or "", self.bonus.data or "")
