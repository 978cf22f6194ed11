"""Refusals: what a user is told when an act cannot be done, and with which HTTP status."""

from http import HTTPStatus


class Refusal(Exception):
    """Superclass of all refusals; never raised directly.

    ``message`` is one Chinese sentence: what was wrong and what to do.
    ``code`` names the kind of refusal for programs (JSON replies, command line).
    """

    status = HTTPStatus.CONFLICT
    code = "refused"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotFound(Refusal):
    """There is no such thing, or it is not for this person's eyes."""

    status = HTTPStatus.NOT_FOUND
    code = "not_found"


class NotAllowed(Refusal):
    """The person is known, the act is not theirs."""

    status = HTTPStatus.FORBIDDEN
    code = "not_allowed"


class SignInNeeded(Refusal):
    """Nobody is signed in, or the session has ended."""

    status = HTTPStatus.UNAUTHORIZED
    code = "sign_in_needed"


class WrongInput(Refusal):
    """What was sent cannot be understood or breaks a rule of shape."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "wrong_input"


class TooLarge(Refusal):
    """What was sent is larger than is ever needed; it was not read."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    code = "too_large"


class TooManyTries(Refusal):
    """Too many failed tries on one account; it rests for a while."""

    status = HTTPStatus.TOO_MANY_REQUESTS
    code = "too_many_tries"


class IllegalStep(Refusal):
    """The step is not in the table for this state."""

    code = "illegal_step"


class NotReady(Refusal):
    """Something must be done first; the to-do list names it."""

    code = "not_ready"


class StaleEdit(Refusal):
    """Somebody else changed the same thing since it was read."""

    code = "stale_edit"


class Unavailable(Refusal):
    """A store cannot be reached or cannot write; nothing was kept."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    code = "unavailable"
