"""Opening the responses of a closed survey, in memory only.

Every signature is checked before the first content is opened. What is opened here is flagged,
counted and forgotten; no table ever holds a response of an anonymous survey in the clear, but for
those that came on paper, which go when the survey is counted.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from itertools import chain

from sqlalchemy import select

from voting import clock
from voting.ballots import board, canonical, hkdf, hpke
from voting.ballots.ballot import Ballot, Poll, check as check_ballot
from voting.ballots.refusals import BoxDamaged, Malformed, WrongPaper, WrongSignature
from voting.ballots.seal import SealingKey
from voting.db import db
from voting.errors import NotReady
from voting.i18n import _, lazy
from voting.polls.box import the_box
from voting.surveys import content, queries
from voting.surveys.answers import Checked, Checker, Trouble
from voting.surveys.flags import Flag, Flagger
from voting.surveys.manifest import SurveyManifest
from voting.surveys.models import NamedResponse, Survey, SurveyKey
from voting.surveys.rules import Mode

_MOST_DAYS = 62
"""On so many days of a survey answers are tried, where the questionnaire asks for the day."""

# A fault's own sentence may repeat what somebody wrote: officers, and readers of the results,
# are told the kind alone.
_UNFIT = {
    Trouble.UNREADABLE: lazy("有的答案无法识别"),
    Trouble.NOT_OFFERED: lazy("选了没有列出的选项"),
    Trouble.REQUIRED: lazy("有必答题没有回答"),
    Trouble.LIMIT: lazy("选项数目不符合要求"),
    Trouble.CONSTRAINT: lazy("有的答案不符合题目要求"),
}


@dataclass(frozen=True, slots=True)
class Response:
    """One response in memory. ``id``: how an officer names it; ``unfit``: why it cannot count.

    ``id`` is not the code on the respondent's receipt, and cannot be found from it: nobody who
    demands a receipt learns what was answered. ``source``: the number of its batch, or nothing
    for one that came by phone.
    """

    id: str
    source: str
    checked: Checked | None
    flags: frozenset[Flag] = frozenset()
    unfit: str = ""


def responses(survey: Survey, secret: str, only: str | None = None) -> Iterator[Response]:
    """Open all responses of a closed survey: those of phones, then those of each batch.

    ``only``: the one to open; the contents of others stay sealed.
    """
    manifest = queries.manifest_of(survey)
    reader = _Reader(manifest, _days(survey, manifest))
    if survey.mode == Mode.NAMED:
        found = _named(survey, reader)
    else:
        found = _sealed(survey, manifest, reader, secret, only)
    for response in chain(found, _batched(survey, reader)):
        if only is None or response.id == only:
            yield response


class _Reader:
    """Checks contents against the questionnaire, on one of the days the survey was open."""

    def __init__(self, manifest: SurveyManifest, days: tuple[str, ...]) -> None:
        self.program = manifest.program
        self._flagger = Flagger(self.program)
        self._checkers = [Checker(self.program, day) for day in days]

    def read(self, name: str, source: str, sent: content.Content) -> Response:
        """Return a response; one that the phone would not have sent cannot count."""
        checked = self._checked(sent)
        if checked.faults:
            return Response(name, source, checked, unfit=str(_UNFIT[checked.faults[0].trouble]))
        if checked.is_blank:
            return Response(name, source, checked, unfit=_("一道题也没有回答"))
        flags = self._flagger.flags(checked)
        return Response(name, source, checked, flags | ({Flag.TOO_FAST} if sent.hurried else set()))

    def _checked(self, sent: content.Content) -> Checked:
        """Check a response on the day that fits it best: no response carries its day.

        The phone has checked it on the very day, and sent answers to what was asked then only.
        """
        asked = {name for name, value in sent.answers.items() if value and name in self._names}
        best = None
        for checker in self._checkers:
            checked = checker.check(sent.answers)
            if not checked.faults and asked <= checked.answers.keys():
                return checked
            if best is None or (best.faults and not checked.faults):
                best = checked
        assert best is not None
        return best

    @cached_property
    def _names(self) -> frozenset[str]:
        questions = [step.question for step in self.program.steps.values()]
        return frozenset(
            name for each in questions if each.is_answered for name in (each.name, each.other_name)
        )


def _days(survey: Survey, manifest: SurveyManifest) -> tuple[str, ...]:
    """Return the days of a survey as ``YYYY-MM-DD``, the last first; one, if the day is no matter.

    Of a survey that was open for very long: the last days, and the first.
    """
    last = clock.local(survey.closed_at or clock.now()).date()
    first = min(last, clock.local(survey.published_at or clock.now()).date())
    if "today" not in manifest.form and "now" not in manifest.form:
        return (last.isoformat(),)
    back = min((last - first).days, _MOST_DAYS)
    days = [last - timedelta(days=n) for n in range(back + 1)]
    return tuple(dict.fromkeys(day.isoformat() for day in (*days, first)))


def _sealed(
    survey: Survey, manifest: SurveyManifest, reader: _Reader, secret: str, only: str | None
) -> Iterator[Response]:
    key = sealing_key(survey, manifest, secret)
    ballots = the_box().ballots(manifest.hash)
    if board.root([ballot.entry for ballot in ballots]) != the_box().root(manifest.hash):
        raise BoxDamaged
    wanted = [
        (name, ballot)
        for ballot in ballots
        if (name := _name(manifest, ballot, secret)) == only or only is None
    ]
    _check_papers(manifest.box_poll, [ballot for _name, ballot in wanted])
    for name, ballot in wanted:
        sent = _opened(manifest, key, ballot)
        if sent is None:
            yield Response(name, "", None, unfit=_("内容无法读取"))
        else:
            yield reader.read(name, "", sent)


def _name(manifest: SurveyManifest, ballot: Ballot, secret: str) -> str:
    purpose = b"response/" + manifest.hash + ballot.digest
    return hkdf.derive(secret.encode(), b"voting/v1/survey", purpose, 10).hex()


def _check_papers(poll: Poll, ballots: list[Ballot]) -> None:
    """Check every signature, before the first content is opened."""
    for ballot in ballots:
        try:
            check_ballot(poll, ballot)
        except (WrongPaper, WrongSignature):
            raise BoxDamaged from None


def sealing_key(survey: Survey, manifest: SurveyManifest, secret: str) -> SealingKey:
    """Return the key that opens responses, while it exists."""
    wanted = select(SurveyKey.sealing).where(SurveyKey.survey_id == survey.id)
    wrapped = db.session.execute(wanted).scalar_one_or_none()
    if wrapped is None:
        raise NotReady(_("这份问卷的答卷已经统计完毕，开封钥匙已销毁，任何人都不能再打开答卷。"))
    return SealingKey.unwrap(wrapped, manifest.sealing_key, secret)


def _opened(manifest: SurveyManifest, key: SealingKey, ballot: Ballot) -> content.Content | None:
    try:
        plain = key.open(manifest.hash, ballot.public_key, ballot.sealed)
        return content.decoded(plain, manifest.plaintext_size)
    except (hpke.NotOpened, Malformed):
        return None


def _named(survey: Survey, reader: _Reader) -> Iterator[Response]:
    wanted = (
        select(NamedResponse)
        .where(NamedResponse.survey_id == survey.id)
        .order_by(NamedResponse.person_id)
    )
    for row in db.session.execute(wanted).scalars():
        sent = content.of_document(canonical.parse(row.content))
        yield reader.read(f"person:{row.person_id}", "", sent)


def _batched(survey: Survey, reader: _Reader) -> Iterator[Response]:
    for batch in queries.batches(survey.id):
        if batch.content is None:
            continue
        for place, pairs in enumerate(json.loads(batch.content), start=1):
            sent = content.Content(dict(pairs))
            yield reader.read(f"batch:{batch.id}:{place}", str(batch.id), sent)
