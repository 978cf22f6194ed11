"""Setting up the letter boxes of a congress."""

from dataclasses import dataclass

from voting.audit import service as audit
from voting.audit.events import Event
from voting.congress import queries as congress
from voting.db import unit_of_work
from voting.errors import NotFound, StaleEdit, WrongInput
from voting.i18n import _
from voting.motions.letterbox.models import LetterBox
from voting.motions.letterbox.rules import Keeper
from voting.people.models import Unit


@dataclass(frozen=True, slots=True)
class BoxFacts:
    """What is said of a box."""

    title: str
    keeper: Keeper
    unit_id: int | None = None
    hint: str = ""
    anonymous: bool = True
    is_open: bool = True
    daily_most: int = 30


def add_box(congress_id: int, facts: BoxFacts, actor: str) -> LetterBox:
    """Put up a letter box."""
    with unit_of_work() as session:
        congress.congress(congress_id)
        box = LetterBox(congress_id=congress_id, version=0)
        _write(box, facts, actor)
        session.add(box)
    return box


def change_box(box_id: int, version: int, facts: BoxFacts, actor: str) -> LetterBox:
    """Change what is said of a box; letters that are in it stay what they are."""
    with unit_of_work() as session:
        box = session.get(LetterBox, box_id, with_for_update={"of": LetterBox})
        if box is None:
            raise NotFound(_("没有这个信箱，可能地址有误。"))
        if version != box.version:
            raise StaleEdit(_("信箱设置刚被别人改过，您的改动没有保存。请刷新后再改。"))
        _write(box, facts, actor)
    return box


def _write(box: LetterBox, facts: BoxFacts, actor: str) -> None:
    by_unit = facts.keeper is Keeper.UNIT
    with unit_of_work() as session:
        unit = session.get(Unit, facts.unit_id) if facts.unit_id is not None else None
    if by_unit and unit is None:
        raise WrongInput(_("请选择由哪个部门答复，或改为由分管领导逐件交办。"))
    box.title, box.hint = facts.title, facts.hint
    box.keeper, box.unit_id = facts.keeper.value, unit.id if by_unit and unit else None
    box.anonymous, box.is_open = facts.anonymous, facts.is_open
    box.daily_most = facts.daily_most
    box.version += 1
    audit.record(
        actor,
        Event.LETTER_BOX_CHANGED,
        f"congress:{box.congress_id} {congress.congress(box.congress_id).name}",
        title=facts.title,
        changed=[
            str(each)
            for each, on in ((_("收匿名来信"), facts.anonymous), (_("使用中"), facts.is_open))
            if on
        ],
        units=[unit.name] if unit and by_unit else [],
    )
