"""Finding one person of the roster by what an officer types."""

from sqlalchemy import select

from voting.congress.expected import is_here, still_here
from voting.db import db
from voting.errors import NotFound, WrongInput
from voting.i18n import _
from voting.names import fold, fold_name
from voting.people.models import Person, Unit
from voting.people.queries import by_number


def person_named(given: str) -> int:
    """Return the person with a staff number, or with a name that is theirs alone.

    Raises NotFound for nobody, WrongInput naming the choices where several bear the name.
    """
    numbered = by_number(given)
    if numbered is not None and is_here(numbered):
        return numbered.id
    namesakes = _namesakes(given)
    if not namesakes:
        raise NotFound(_("花名册中没有工号或姓名为“%(given)s”的在册人员，请核对。", given=given))
    if len(namesakes) > 1:
        choices = _("；").join(f"{number} {unit}" for _id, number, unit in namesakes)
        raise WrongInput(
            _("有 %(n)s 位同名，请改填工号：%(choices)s", n=len(namesakes), choices=choices)
        )
    return namesakes[0][0]


def _namesakes(given: str) -> list[tuple[int, str, str]]:
    wanted = fold_name(given)
    if not wanted:
        return []
    rows = db.session.execute(
        select(Person.id, Person.number, Person.name, Unit.name)
        .outerjoin(Unit, Unit.id == Person.unit_id)
        .where(still_here(), Person.folded == fold(given))
        .order_by(Person.number)
    )
    return [
        (person_id, number, unit or "")
        for person_id, number, name, unit in rows
        if fold_name(name) == wanted
    ]
