"""A process that casts ballots, to be killed in the middle or forked: run with ``python -m``.

Arguments: what to do (``cast`` or ``fork``), the box's URL, the poll's hash and a file of bodies
in hexadecimal, one a line. Prints the digest of each ballot whose receipt it holds.
"""

import os
import sys
from pathlib import Path
from threading import Lock

from sqlalchemy import create_engine

from tests.services.ballots.voters import SECRET, at_once
from voting.ballots.post import BallotPost
from voting.ballots.sqlbox import SqlBox


def main(act: str, url: str, manifest_hash: str, path: str) -> None:
    post = BallotPost(SqlBox(create_engine(url), SECRET))
    bodies = [bytes.fromhex(line) for line in Path(path).read_text().split()]

    writing = Lock()

    def cast(body: bytes) -> None:
        receipt = post.cast(bytes.fromhex(manifest_hash), body)
        # Lines as long as this fill the pipe, so the load goes on for as long as nobody reads.
        with writing:
            os.write(sys.stdout.fileno(), receipt.digest.hex().ljust(1000).encode() + b"\n")

    if act == "cast":
        lanes = [bodies[i::16] for i in range(16)]
        at_once(lambda lane: [cast(body) for body in lane], lanes)
    else:
        # The post's thread and the box's connections are in use when the process forks.
        cast(bodies[0])
        if child := os.fork():
            cast(bodies[1])
            os.waitpid(child, 0)
            cast(bodies[2])
        else:
            cast(bodies[3])
            cast(bodies[0])
            os._exit(0)
    post.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
