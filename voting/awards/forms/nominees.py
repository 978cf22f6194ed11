"""Forms about the nominees and their order."""

from collections.abc import Mapping, Sequence
from typing import Self

from flask import request
from wtforms import Form, HiddenField
from wtforms.validators import InputRequired

from voting.awards.models import AwardNominee
from voting.awards.rules import Subject
from voting.awards.service import NomineeFacts
from voting.errors import WrongInput
from voting.i18n import _, lazy
from voting.web.fields import REASON_LENGTH, paragraph, text
from voting.web.forms import VersionedForm

_WHO: dict[Subject, str] = {
    Subject.GROUP: lazy("负责人"),
    Subject.WORK: lazy("提案人或作者"),
}


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
    """Whom to nominate."""

    person_id = HiddenField(validators=[InputRequired()])

    @property
    def chosen(self) -> int:
        """The person chosen from the list found."""
        words = str(self.person_id.data or "")
        return int(words) if words.isdecimal() else 0


class NomineeForm(VersionedForm):
    """What the meeting is told of a nominee; a person's name comes from the roster."""

    name = text(lazy("名称"), 60, render_kw={"list": "units", "autocomplete": "off"})
    who = text(lazy("负责人"), 60)
    note = text(lazy("说明"), 60, description=lazy("印在选票上名称的旁边，例如：教研组长。"))
    story = paragraph(lazy("事迹简介"), 3000, 8, description=lazy("投票前代表在手机上可以看到。"))
    nominated_by = text(lazy("由谁推荐"), REASON_LENGTH, description=lazy("例如：第三分会推荐。"))

    @classmethod
    def of(cls, nominee: AwardNominee, subject: Subject, version: int) -> Self:
        """Fill the form with a nominee, or with what was sent."""
        form = cls.from_request(
            name=nominee.name,
            who=nominee.who,
            note=nominee.note,
            story=nominee.story,
            nominated_by=nominee.nominated_by,
            version=version,
        )
        return form.shaped(subject)

    @classmethod
    def fresh(cls, subject: Subject, version: int) -> Self:
        """Return an empty form, or what was sent."""
        return cls.from_request(version=version).shaped(subject)

    def shaped(self, subject: Subject) -> Self:
        """Leave out what is not asked of a person, and call the rest by its name."""
        if subject is Subject.PERSON:
            del self.name, self.who
        else:
            self.who.label.text = _WHO[subject]
        return self

    def facts(self) -> NomineeFacts:
        """Return what was said, for the service."""
        told = {field.name: field.data or "" for field in self if field.name in _FACTS}
        return NomineeFacts(**told)


_FACTS = frozenset({"name", "who", "note", "story", "nominated_by"})


class OrderForm(VersionedForm):
    """The reason for an order of one's own; the places are read beside it."""

    reason = text(lazy("理由"), REASON_LENGTH, required=True, description=lazy("会写入日志。"))

    def places_of(self, nominee_ids: Sequence[int]) -> dict[int, str]:
        """Return the place shown for each nominee: what was typed, or where it stands."""
        return {
            each: request.form.get(f"place-{each}", str(place))
            for place, each in enumerate(nominee_ids, 1)
        }

    def order_in(self, sent: Mapping[str, str]) -> list[int]:
        """Return the nominees in the order of their places (fields ``place-…``)."""
        places = {
            int(name.removeprefix("place-")): value.strip()
            for name, value in sent.items()
            if name.startswith("place-") and name.removeprefix("place-").isdecimal()
        }
        given = list(places.values())
        if sorted(given) != sorted(str(place) for place in range(1, len(given) + 1)):
            raise WrongInput(_("请给每个对象填一个序号，从 1 到 %(n)s，不重复。", n=len(given)))
        return sorted(places, key=lambda each: int(places[each]))
