"""Letters that are not about one motion: a form that is missing, letters in a box."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import current_app

from voting.mail import service as mail
from voting.mail.service import Text
from voting.motions.letters import receivers


@dataclass(frozen=True, slots=True)
class Notice:
    """What such a letter says: a subject, one sentence, and where to go on."""

    subject: str
    told: str
    path: str
    button: str


def post_notice(key: str, person_ids: Iterable[int], notice: Notice) -> int:
    """Put a notice into the outbox for each who has an address; return how many are new.

    The same key is told a person once.
    """
    found = receivers(person_ids)
    return sum(
        mail.put(f"{key}:{person_id}", receiver.address, _written(notice, receiver.name))
        for person_id, receiver in sorted(found.items())
    )


def _written(notice: Notice, name: str) -> Text:
    base: str = current_app.config["SETTINGS"].public_url
    values = {"notice": notice, "name": name, "address": base.rstrip("/") + notice.path}
    plain, marked = (
        current_app.jinja_env.get_template(f"motions/mail/notice.{kind}").render(values)
        for kind in ("txt", "html")
    )
    return Text(notice.subject, plain, marked)
