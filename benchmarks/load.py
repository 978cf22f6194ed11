"""A load generator that costs little itself: one thread, many kept-alive connections.

What is sent is a *conversation*: a generator that yields request bytes and is sent each answer.
"""

import selectors
import socket
import time
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


class Answer(NamedTuple):
    """Status, head and body of one answer."""

    status: int
    head: bytes
    body: bytes


Conversation = Generator[bytes, Answer, None]


@dataclass
class Figures:
    """What a load run saw: seconds it took, latency of each answer, how each was answered."""

    seconds: float = 0.0
    conversations: int = 0
    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """Return a latency in milliseconds that this share of the answers did not exceed."""
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def request(
    method: str, path: str, body: bytes = b"", headers: Iterable[tuple[str, str]] = ()
) -> bytes:
    """Return the bytes of one HTTP/1.1 request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def single(message: bytes) -> Conversation:
    """Make a conversation of one request."""
    yield message


class _Connection:
    """One kept-alive connection and the conversation it carries."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)
        self.conversation: Conversation | None = None
        self.pending = b""
        self.received = bytearray()
        self.sent_at = 0.0

    def send(self, message: bytes) -> None:
        """Send a whole request; what the socket does not take at once follows."""
        self.received.clear()
        self.sent_at = time.perf_counter()
        self.pending = message
        self.flush()

    def flush(self) -> None:
        """Send what is still waiting."""
        while self.pending:
            try:
                sent = self.socket.send(self.pending)
            except BlockingIOError:
                return
            self.pending = self.pending[sent:]

    def answer(self) -> Answer | None:
        """Return the answer once all of it is there."""
        try:
            chunk = self.socket.recv(65536)
        except BlockingIOError:
            return None
        if not chunk:
            raise ConnectionError("the server closed a connection")
        self.received += chunk
        end = self.received.find(b"\r\n\r\n")
        if end < 0:
            return None
        head = bytes(self.received[:end])
        length = _length(head.lower())
        if len(self.received) < end + 4 + length:
            return None
        return Answer(int(head[9:12]), head, bytes(self.received[end + 4 : end + 4 + length]))


def _length(head: bytes) -> int:
    at = head.find(b"content-length:")
    return int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0


class _Run:
    """One load: connections that take up the next conversation as soon as they are free."""

    def __init__(self, conversations: Iterable[Conversation]) -> None:
        self._waiting: Iterator[Conversation] = iter(conversations)
        self._selector = selectors.DefaultSelector()
        self._busy = 0
        self.figures = Figures()

    def start(self, connection: _Connection) -> None:
        """Give a new connection its first conversation, if there is one."""
        if self._begin(connection):
            self._busy += 1
            both = selectors.EVENT_READ | selectors.EVENT_WRITE
            self._selector.register(connection.socket, both, connection)

    def finish(self) -> None:
        """Go on until every conversation is over."""
        while self._busy:
            for key, events in self._selector.select():
                if events & selectors.EVENT_WRITE:
                    self._write(key.data)
                if events & selectors.EVENT_READ:
                    self._read(key.data)
        self._selector.close()

    def _write(self, connection: _Connection) -> None:
        connection.flush()
        if not connection.pending:
            self._selector.modify(connection.socket, selectors.EVENT_READ, connection)

    def _read(self, connection: _Connection) -> None:
        answer = connection.answer()
        if answer is None:
            return
        self.figures.latencies.append(time.perf_counter() - connection.sent_at)
        self.figures.statuses[answer.status] += 1
        if not self._go_on(connection, answer) and not self._begin(connection):
            self._selector.unregister(connection.socket)
            self._busy -= 1

    def _go_on(self, connection: _Connection, answer: Answer) -> bool:
        assert connection.conversation is not None
        try:
            connection.send(connection.conversation.send(answer))
        except StopIteration:
            self.figures.conversations += 1
            return False
        return True

    def _begin(self, connection: _Connection) -> bool:
        connection.conversation = next(self._waiting, None)
        if connection.conversation is None:
            return False
        connection.send(next(connection.conversation))
        return True


def run(port: int, conversations: Iterable[Conversation], connections: int) -> Figures:
    """Hold all conversations over so many connections, each as soon as one is free."""
    opened = [_Connection(port) for _ in range(connections)]
    load = _Run(conversations)
    began = time.perf_counter()
    for connection in opened:
        load.start(connection)
    load.finish()
    load.figures.seconds = time.perf_counter() - began
    for connection in opened:
        connection.socket.close()
    return load.figures
