"""The way to a mail server by SMTP, and letters as it takes them: plain text and HTML together."""

import hashlib
import smtplib
from dataclasses import dataclass
from email.message import EmailMessage
from types import TracebackType
from typing import Protocol, Self
from urllib.parse import unquote, urlsplit

_PATIENCE = 30


class Refused(Exception):
    """The server said no before it took the letter: it was certainly not sent."""


class Unclear(Exception):
    """The connection was lost while the server took the letter: it may have been sent."""


@dataclass(frozen=True, slots=True)
class Post:
    """A letter as it goes out; ``key`` makes its Message-ID the same at every try."""

    key: str
    sender: str
    address: str
    subject: str
    text: str
    html: str

    def message(self) -> EmailMessage:
        """Return the letter in the form of the mail standards; Chinese subjects are encoded."""
        made = EmailMessage()
        made["From"], made["To"], made["Subject"] = self.sender, self.address, self.subject
        host = self.sender.rpartition("@")[2].rstrip(">") or "localhost"
        made["Message-ID"] = f"<{hashlib.sha256(self.key.encode()).hexdigest()}@{host}>"
        made["Auto-Submitted"] = "auto-generated"
        made.set_content(self.text)
        made.add_alternative(self.html, subtype="html")
        return made


class Transport(Protocol):
    """Something that carries letters."""

    def __enter__(self) -> Self:
        """Connect."""
        ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Disconnect."""
        ...

    def send(self, post: Post) -> None:
        """Hand a letter over; raises :class:`Refused` or :class:`Unclear`."""
        ...


class Smtp:
    """A mail server: ``smtp://``, ``smtps://`` or ``smtp+starttls://user:password@host:port``."""

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)
        self._server: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        """Connect and sign in."""
        url = self._url
        host, secure = url.hostname or "localhost", url.scheme == "smtps"
        try:
            kind = smtplib.SMTP_SSL if secure else smtplib.SMTP
            self._server = kind(host, url.port or (465 if secure else 25), timeout=_PATIENCE)
            if url.scheme == "smtp+starttls":
                self._server.starttls()
            if url.username:
                self._server.login(unquote(url.username), unquote(url.password or ""))
        except (OSError, smtplib.SMTPException) as error:
            raise Refused(f"{type(error).__name__}: {error}"[:200]) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Say good-bye; a server that is gone already is no loss."""
        if self._server is not None:
            try:
                self._server.quit()
            except (OSError, smtplib.SMTPException):
                self._server.close()

    def send(self, post: Post) -> None:
        """Hand a letter over; connect anew where the server hung up after the last one."""
        if self._server is None or self._server.sock is None:
            self.__enter__()
        assert self._server is not None
        try:
            self._server.send_message(post.message())
        except smtplib.SMTPServerDisconnected as error:
            raise Unclear(str(error)[:200]) from error
        except smtplib.SMTPException as error:
            raise Refused(f"{type(error).__name__}: {error}"[:200]) from error
        except OSError as error:
            raise Unclear(str(error)[:200]) from error
