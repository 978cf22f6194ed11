"""Forms of the office: the filters of the list, and what is done to many motions at once."""

from collections.abc import Iterable
from typing import Self

from flask import request
from wtforms import Form, SelectField
from wtforms.validators import Optional

from voting.i18n import _, lazy
from voting.motions.forms.review import ActForm
from voting.motions.office import SUBMITTED
from voting.motions.queries_choices import Choices
from voting.motions.queries_office import PAGE_SIZES, Wanted
from voting.motions.queues import QUEUE_LABELS, Queue
from voting.motions.rules import KIND_LABELS, STATE_LABELS, Act, Kind, State
from voting.web.fields import text

BULK_ACTS = (
    Act.FILE,
    Act.CONVERT,
    Act.REJECT,
    Act.SEND_BACK,
    Act.ASSIGN,
    Act.URGE,
    Act.ARCHIVE,
)
"""What can be done to many motions at once."""
MOST_AT_ONCE = 500
_ALL = ("", lazy("全部"))


def _choice(label: str) -> SelectField:
    return SelectField(label, [Optional()], default="")


class FilterForm(Form):
    """Which motions the list shows; asked for by GET."""

    queue = _choice(lazy("待办"))
    congress = _choice(lazy("届次"))
    kind = _choice(lazy("种类"))
    state = _choice(lazy("状态"))
    category = _choice(lazy("类别"))
    unit = _choice(lazy("承办部门"))
    delegation = _choice(lazy("代表团"))
    q = text(lazy("案名或编号"), 60, render_kw={"type": "search", "autocomplete": "off"})
    size = SelectField(
        lazy("每页"),
        choices=lambda: [(str(size), _("%(n)s 件", n=size)) for size in PAGE_SIZES],
        default=str(PAGE_SIZES[0]),
    )

    @classmethod
    def offering(cls, offered: Choices) -> Self:
        """Fill the form from the address, with these filters to choose from."""
        form = cls(request.args)
        form.queue.choices = [_ALL, *((each.value, QUEUE_LABELS[each]) for each in Queue)]
        form.congress.choices = [_ALL, *((str(id_), name) for id_, name in offered.congresses)]
        form.kind.choices = [_ALL, *((each.value, KIND_LABELS[each]) for each in Kind)]
        form.state.choices = [
            _ALL,
            *((each.value, STATE_LABELS[each]) for each in State if each in SUBMITTED),
        ]
        form.category.choices = [_ALL, *((name, name) for name in offered.categories)]
        form.unit.choices = [_ALL, *((str(id_), name) for id_, name in offered.units)]
        form.delegation.choices = [_ALL, *((name, name) for name in offered.delegations)]
        return form

    @property
    def wanted(self) -> Wanted:
        """What was asked for; a filter that is not offered is none."""
        self.validate()

        def chosen(name: str) -> str:
            field = self[name]
            return "" if field.errors else str(field.data or "")

        return Wanted(
            queue=Queue(chosen("queue")) if chosen("queue") else None,
            congress_id=int(chosen("congress")) if chosen("congress") else None,
            kind=Kind(chosen("kind")) if chosen("kind") else None,
            state=State(chosen("state")) if chosen("state") else None,
            category=chosen("category"),
            delegation=chosen("delegation"),
            unit_id=int(chosen("unit")) if chosen("unit") else None,
            words=chosen("q"),
        )

    @property
    def page_size(self) -> int:
        """How many motions a page shows."""
        return next((size for size in PAGE_SIZES if str(size) == self.size.data), PAGE_SIZES[0])


class BulkForm(ActForm):
    """One act for many ticked motions, each with the version that was on the page."""

    act = SelectField(lazy("办理"), choices=lambda: [(act.value, act.value) for act in BULK_ACTS])

    @property
    def chosen_act(self) -> Act | None:
        """What is to be done; None for what is not offered."""
        return next((act for act in BULK_ACTS if act.value == self.act.data), None)

    @staticmethod
    def ticked() -> dict[int, int]:
        """Return the versions of the ticked motions by id, in the order of the page."""
        return dict(_pairs(request.form.getlist("chosen")[:MOST_AT_ONCE]))


def _pairs(values: Iterable[str]) -> Iterable[tuple[int, int]]:
    for value in values:
        motion_id, point, version = value.partition(".")
        if point and motion_id.isdecimal() and version.isdecimal() and len(value) < 40:  # noqa: PLR2004 - no id is that long
            yield int(motion_id), int(version)


def nothing_ticked() -> str:
    """Return what is said where no motion was ticked."""
    return _("还没有勾选事项，请先在列表中勾选，再点办理。")
