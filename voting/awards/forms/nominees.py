"""Forms about the nominees and their order."""

from typing import Self

from voting.awards.models import AwardNominee
from voting.awards.rules import Subject
from voting.awards.service import NomineeFacts
from voting.i18n import lazy
from voting.polls.setup_forms import PlacesForm
from voting.web.fields import REASON_LENGTH, paragraph, text
from voting.web.forms import VersionedForm

_WHO: dict[Subject, str] = {
    Subject.GROUP: lazy("负责人"),
    Subject.WORK: lazy("提案人或作者"),
}


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


class OrderForm(PlacesForm):
    """The reason for an order of one's own; the places are read beside it."""

    reason = text(lazy("理由"), REASON_LENGTH, required=True, description=lazy("会写入日志。"))
