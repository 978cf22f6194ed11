"""The manifest of a published survey: what nobody may change any more, and its hash.

Its canonical bytes are hashed; from that hash and the respondent's own seed the phone draws every
key, as it does for a ballot, and the box knows the survey by it.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from voting.ballots import canonical, hpke, words
from voting.ballots.ballot import Poll
from voting.ballots.manifest import b64url, from_b64url
from voting.ballots.papers import EXPONENT, PaperKey
from voting.ballots.refusals import Malformed
from voting.surveys.form import OTHER, Kind
from voting.surveys.form_data import form_of
from voting.surveys.program import Program, Step, compile_form
from voting.surveys.rules import Mode

FORMAT = "voting-survey/1"
LARGEST = 16 * 1024
"""The most bytes that all answers of one response may have together."""
_BLOCK = 64
_LANGUAGE, _FRAME = 64, 128
_SCALAR = 48
_SHORT, _LONG = 200 * 4, 2000 * 4
_FIELDS = ("breakdowns", "comment_least", "form", "format", "issuing_key", "least", "mode")
_MORE = ("organisation", "plaintext_size", "receipt_key", "sealing_key", "survey", "title")
_SHAPE = frozenset({*_FIELDS, *_MORE, "transport"})


@dataclass(frozen=True)
class Keys:
    """The public keys of an anonymous survey: of its papers, its seal and its receipts."""

    issuing: PaperKey
    sealing: bytes
    receipt: bytes


@dataclass(frozen=True)
class SurveyManifest:
    """A published survey; ``keys`` is None for a named one.

    ``form`` is :meth:`Program.data` as JSON text: names of questions and languages may be
    Chinese, which keys of canonical JSON are not.
    """

    survey: str
    title: str
    organisation: str
    mode: Mode
    form: str
    least: int
    comment_least: int
    breakdowns: tuple[str, ...]
    keys: Keys | None
    plaintext_size: int
    transport: str = "https"

    @cached_property
    def encoded(self) -> bytes:
        """Return the canonical bytes."""
        return canonical.encode(self._document())

    @cached_property
    def hash(self) -> bytes:
        """Return SHA-256 of the canonical bytes."""
        return hashlib.sha256(self.encoded).digest()

    @cached_property
    def fingerprint(self) -> str:
        """Return what people compare on poster and phone."""
        return words.fingerprint(self.hash)

    @property
    def sealed_size(self) -> int:
        """Return the one length of a sealed response, in bytes."""
        return self.plaintext_size + hpke.OVERHEAD

    @property
    def paper_keys(self) -> tuple[PaperKey, ...]:
        """Return the issuing key as ballots know it: a survey has one group."""
        return (self._anonymous().issuing,)

    @property
    def sealing_key(self) -> bytes:
        """Return the public key that responses are sealed to."""
        return self._anonymous().sealing

    @property
    def receipt_key(self) -> bytes:
        """Return the public key that receipts are checked with."""
        return self._anonymous().receipt

    @property
    def box_poll(self) -> Poll:
        """Return what the box is told: keys and size, and no title."""
        keys = self._anonymous()
        return Poll(self.hash, (keys.issuing,), keys.receipt, self.sealed_size)

    @cached_property
    def program(self) -> Program:
        """Return the questionnaire, its expressions checked anew."""
        return compile_form(form_of(json.loads(self.form)["form"]))

    def _anonymous(self) -> Keys:
        if self.keys is None:
            raise ValueError("a named survey has no box")
        return self.keys

    def _document(self) -> dict[str, Any]:
        keys = self.keys
        return {
            "breakdowns": list(self.breakdowns),
            "comment_least": self.comment_least,
            "form": self.form,
            "format": FORMAT,
            "issuing_key": {"e": EXPONENT, "n": b64url(keys.issuing.n)} if keys else None,
            "least": self.least,
            "mode": self.mode.value,
            "organisation": self.organisation,
            "plaintext_size": self.plaintext_size,
            "receipt_key": b64url(keys.receipt) if keys else "",
            "sealing_key": b64url(keys.sealing) if keys else "",
            "survey": self.survey,
            "title": self.title,
            "transport": self.transport,
        }

    @classmethod
    def decode(cls, data: bytes) -> "SurveyManifest":
        """Return the manifest of canonical bytes; anything else is :class:`Malformed`."""
        document = canonical.parse(data)
        try:
            made = _manifest(document)
        except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
            raise Malformed from None
        if made.encoded != data:
            raise Malformed
        return made


def _manifest(document: Any) -> SurveyManifest:
    if set(document) != _SHAPE or document["format"] != FORMAT:
        raise ValueError("not the members of a survey's manifest")
    _demand_types(document)
    issuing = document["issuing_key"]
    return SurveyManifest(
        survey=document["survey"],
        title=document["title"],
        organisation=document["organisation"],
        mode=Mode(document["mode"]),
        form=document["form"],
        least=document["least"],
        comment_least=document["comment_least"],
        breakdowns=tuple(document["breakdowns"]),
        keys=Keys(
            PaperKey(from_b64url(issuing["n"])),
            from_b64url(document["sealing_key"]),
            from_b64url(document["receipt_key"]),
        )
        if issuing
        else None,
        plaintext_size=document["plaintext_size"],
        transport=document["transport"],
    )


def _demand_types(document: dict[str, Any]) -> None:
    """Refuse members of other types than are written, and keys where none belong."""
    typed = {
        str: ("form", "organisation", "receipt_key", "sealing_key", "survey", "title", "transport"),
        int: ("comment_least", "least", "plaintext_size"),
        list: ("breakdowns",),
    }
    for kind, names in typed.items():
        if any(type(document[name]) is not kind for name in names):
            raise TypeError("a member of another type")
    if not all(isinstance(name, str) for name in document["breakdowns"]):
        raise TypeError("a breakdown that is no name")
    has_keys = [bool(document[each]) for each in ("issuing_key", "sealing_key", "receipt_key")]
    if has_keys != [document["mode"] != Mode.NAMED] * len(has_keys):
        raise ValueError("keys belong to anonymous surveys")


def text_of(program: Program) -> str:
    """Return a questionnaire as a manifest carries it."""
    return json.dumps(program.data(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def size_of(program: Program) -> int:
    """Return the length that every sealed response is padded to, in bytes.

    Enough for the longest answers, but never more than :data:`LARGEST`: the phone counts while
    somebody writes and says when all texts together are too long.
    """
    total = _FRAME + _LANGUAGE + sum(_bound(step) for step in program.steps.values())
    return min(LARGEST, -(-total // _BLOCK) * _BLOCK)


def _bound(step: Step) -> int:
    question = step.question
    if not question.is_answered:
        return 0
    names = [len(choice.name.encode()) + 3 for choice in step.choices]
    if question.kind is Kind.TEXT:
        content = _LONG if question.is_long else _SHORT
    elif question.kind in {Kind.SELECT_MULTIPLE, Kind.RANK}:
        content = sum(names)
    else:
        content = max([_SCALAR, *names])
    if question.other or any(choice.name == OTHER for choice in step.choices):
        content += _SHORT + len(question.other_name.encode()) + 6
    return content + len(question.name.encode()) + 6
