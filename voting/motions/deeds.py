"""The acts of the office on a motion: what each asks for, what it will do, how it is done."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import or_, select

from voting.access.principal import Principal
from voting.db import db
from voting.errors import NotFound, WrongInput
from voting.i18n import _, lazy
from voting.motions.forms.review import ActForm
from voting.motions.models import Motion
from voting.motions.rules import Act, State
from voting.motions.service import drafting, handling, review


class Asked(StrEnum):
    """What the form of an act asks for besides the confirmation."""

    REASON = "reason"
    NOTE = "note"
    VOTE = "vote"
    MERGE = "merge"
    DEPARTMENTS = "departments"
    PERSON = "person"


Doing = Callable[[ActForm, int, int, Principal], object]
"""Does an act with what its form says: form, motion, the version that was on the page, who."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One act: what it will do, what it asks for, and what is said when it is done."""

    told: str
    done: str
    do: Doing
    asks: Collection[Asked] = field(default=())
    final: bool = False
    """Whether it ends the motion or is hard to take back."""


def _merge(form: ActForm, motion_id: int, version: int, who: Principal) -> object:
    into = form.into_id
    if form.other.data:
        into = _named(db.session.get_one(Motion, motion_id), form.other.data)
    if into is None:
        raise WrongInput(_("请选择并入哪一件，或填写它的编号。"))
    return review.merge(motion_id, version, into, form.why, who)


def _named(motion: Motion, words: str) -> int:
    """Return the motion of the same kind and congress with a number, or words of its title."""
    rows = db.session.execute(
        select(Motion.id, Motion.title)
        .where(
            Motion.congress_id == motion.congress_id,
            Motion.kind == motion.kind,
            Motion.state.in_([State.REVIEW.value, State.FILED.value]),
            Motion.id != motion.id,
            or_(Motion.number == words, Motion.title.contains(words, autoescape=True)),
        )
        .limit(6)
    ).all()
    if not rows:
        raise NotFound(_("待审查和待交办的事项中没有“%(words)s”，请核对。", words=words))
    named = [row for row in rows if row.title == words]
    if len(named) == 1:
        rows = named
    if len(rows) > 1:
        titles = "；".join(row.title for row in rows)
        raise WrongInput(_("有几件都符合，请写完整案名或编号：%(titles)s", titles=titles))
    found: int = rows[0].id
    return found


DEEDS: dict[Act, Deed] = {
    Act.FILE: Deed(
        lazy("立案后，提案取得“届-次-序号”编号，编号连续，不再收回；全体代表可以看到。"),
        lazy("已立案。"),
        lambda form, id_, version, who: review.file(id_, version, who, form.vote),
        (Asked.VOTE,),
    ),
    Act.CONVERT: Deed(
        lazy("转为意见建议后不编提案号，仍交部门办理并答复。提案人会看到理由。"),
        lazy("已转为意见建议。"),
        lambda form, id_, version, who: review.convert(id_, version, form.why, who, form.vote),
        (Asked.REASON, Asked.VOTE),
    ),
    Act.MERGE: Deed(
        lazy("并案后随主案办理和答复，原提案人都作为共同提案人保留。主案交办以前可以撤销。"),
        lazy("已并案，提案人已加入主案。"),
        _merge,
        (Asked.MERGE, Asked.REASON),
    ),
    Act.UNMERGE: Deed(
        lazy("撤销后恢复为单独的一件，它的提案人从主案中移出。"),
        lazy("已撤销并案。"),
        lambda form, id_, version, who: review.unmerge(id_, version, form.why, who),
        (Asked.REASON,),
    ),
    Act.REJECT: Deed(
        lazy("不予立案的，提案人会看到理由，可以申请复议一次。"),
        lazy("已登记为不予立案。"),
        lambda form, id_, version, who: review.reject(id_, version, form.why, who, form.vote),
        (Asked.REASON, Asked.VOTE),
        final=True,
    ),
    Act.SEND_BACK: Deed(
        lazy("退回提案人修改后再提交。请写明要改什么。"),
        lazy("已退回提案人修改。"),
        lambda form, id_, version, who: review.send_back(id_, version, form.why, who),
        (Asked.REASON,),
    ),
    Act.REFER: Deed(
        lazy("有争议的，提请主席团裁定。请写明争议所在。"),
        lazy("已提请主席团裁定。"),
        lambda form, id_, version, who: review.refer(id_, version, form.why, who),
        (Asked.REASON,),
    ),
    Act.ASSIGN: Deed(
        lazy("交办后，部门在期限内接收或退回；到期未退回的视为接收。"),
        lazy("已交办。"),
        lambda form, id_, version, who: handling.assign(id_, version, form.order, who),
        (Asked.DEPARTMENTS,),
    ),
    Act.URGE: Deed(
        lazy("催办将记入办理过程，并通知承办部门。"),
        lazy("已催办。"),
        lambda form, id_, _version, who: handling.urge(id_, form.why, who),
        (Asked.NOTE,),
    ),
    Act.WITHDRAW: Deed(
        lazy("立案后撤案须经提案人和提案工作委员会同意。撤案后不再办理，编号不再使用。"),
        lazy("已撤案。"),
        lambda form, id_, version, who: drafting.withdraw(id_, version, form.why, who),
        (Asked.REASON,),
        final=True,
    ),
    Act.HAND_OVER: Deed(
        lazy("由下一位共同提案人接替；没有共同提案人的，由第一位附议人接替。"),
        lazy("已移交。"),
        lambda form, id_, version, who: review.hand_over(
            id_, version, form.person_id, form.why, who
        ),
        (Asked.PERSON, Asked.REASON),
    ),
    Act.ARCHIVE: Deed(
        lazy("归档后只能查看，不能再办理。"),
        lazy("已归档。"),
        lambda _form, id_, version, who: review.archive(id_, version, who),
        final=True,
    ),
}
