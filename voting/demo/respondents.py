"""Made-up people who answer a questionnaire: mostly content, each in their own way."""

import secrets
from collections.abc import Mapping, Sequence

from voting import clock
from voting.ballots.device import Device
from voting.polls.box import the_post
from voting.surveys import content, queries
from voting.surveys.answers import Checked, check
from voting.surveys.expressions.evaluation import Given
from voting.surveys.form import OTHER, Kind
from voting.surveys.models import Survey
from voting.surveys.program import Program, Step
from voting.surveys.service import issuing

_MOST_CHOSEN = 2
_WORDY = 0.12
"""How many of a hundred who may write something do."""


def hands_in(survey: Survey, person_id: int, answers: Mapping[str, Given], secret: str) -> str:
    """Take a paper for somebody invited, seal the answers and cast them; return the code."""
    manifest = queries.manifest_of(survey)
    device = Device(secrets.token_bytes(16), manifest)
    signed = issuing.take_paper(survey.public_id, person_id, device.blinded, secret)
    ballot = device.seal(content.encoded(answers), device.paper(signed))
    return the_post().cast(manifest.hash, ballot.body).code


class Respondents:
    """Answers questionnaires, each in a mood; ``texts``: what is written, by question."""

    def __init__(self, program: Program, texts: Mapping[str, Sequence[str]]) -> None:
        self._program = program
        self._texts = texts
        self._chance = secrets.SystemRandom()

    def sheet(self) -> Checked:
        """Return one response that a phone would take."""
        mood = self._chance.gauss(0.68, 0.16)
        given = {
            name: answer
            for name, step in self._program.steps.items()
            if (answer := self._answer(step, mood)) is not None
        }
        return self._checked(given)

    def careless(self) -> Checked:
        """Return a response that gives every scale question its first option."""
        given = dict(self.sheet().answers)
        for name, step in self._program.steps.items():
            if step.question.kind is Kind.SELECT_ONE and name in given and _is_scale(step):
                given[name] = step.choices[0].name
        return self._checked(given)

    def _checked(self, given: Mapping[str, Given]) -> Checked:
        sent = {
            name: list(answer) if isinstance(answer, tuple) else answer
            for name, answer in given.items()
        }
        checked = check(self._program, sent, clock.today().isoformat())
        assert not checked.faults, checked.faults
        return checked

    def _answer(self, step: Step, mood: float) -> Given:
        question, chance = step.question, self._chance
        names = [choice.name for choice in step.choices if choice.name != OTHER]
        if question.kind is Kind.SELECT_ONE:
            if not _is_scale(step):
                return chance.choice(names)
            place = round((1 - min(max(chance.gauss(mood, 0.2), 0), 1)) * (len(names) - 1))
            return names[place]
        if question.kind is Kind.SELECT_MULTIPLE:
            free = [each.name for each in step.choices if each.name in names and not each.exclusive]
            chosen = chance.sample(free, min(_MOST_CHOSEN, len(free)))
            return tuple(name for name in names if name in chosen)
        if question.kind is Kind.RANGE and question.scale:
            steps = question.scale.steps()
            return str(steps[round(min(max(chance.gauss(mood, 0.2), 0), 1) * (len(steps) - 1))])
        if question.name in self._texts and chance.random() < _WORDY:
            return chance.choice(self._texts[question.name])
        return None


def _is_scale(step: Step) -> bool:
    return any(choice.score for choice in step.choices)
