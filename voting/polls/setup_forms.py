"""What the set-up pages of all kinds ask: whom to find in the roster, and an order by hand."""

from collections.abc import Mapping, Sequence
from typing import Self

from flask import request
from wtforms import Form, HiddenField
from wtforms.validators import InputRequired

from voting.errors import WrongInput
from voting.i18n import _, lazy
from voting.web.fields import text
from voting.web.forms import VersionedForm

_PLACE = "place-"


class FindForm(Form):
    """Whom to look for in the roster; asked for by GET."""

    q = text(lazy("工号或姓名"), 40, render_kw={"autocomplete": "off"})

    @classmethod
    def from_query(cls) -> Self:
        """Fill the form from the address."""
        return cls(request.args)

    @property
    def wanted(self) -> str:
        """What to look for; nothing where it cannot be a name or a number."""
        return self.q.data or "" if self.validate() else ""


class PersonForm(VersionedForm):
    """Whom to put on the list."""

    person_id = HiddenField(validators=[InputRequired()])

    @property
    def chosen(self) -> int:
        """The person chosen from the list found."""
        words = str(self.person_id.data or "")
        return int(words) if words.isdecimal() else 0


class PlacesForm(VersionedForm):
    """An order of one's own; the places (fields ``place-…``) are read beside the form."""

    def places_of(self, ids: Sequence[int]) -> dict[int, str]:
        """Return the place shown for each row: what was typed, or where it stands."""
        return {
            each: request.form.get(f"{_PLACE}{each}", str(place))
            for place, each in enumerate(ids, 1)
        }

    def order_in(self, sent: Mapping[str, str]) -> list[int]:
        """Return the rows in the order of their places; each place is given once."""
        places = {
            int(name.removeprefix(_PLACE)): value.strip()
            for name, value in sent.items()
            if name.startswith(_PLACE) and name.removeprefix(_PLACE).isdecimal()
        }
        given = list(places.values())
        if sorted(given) != sorted(str(place) for place in range(1, len(given) + 1)):
            raise WrongInput(_("请给每个对象填一个序号，从 1 到 %(n)s，不重复。", n=len(given)))
        return sorted(places, key=lambda each: int(places[each]))
