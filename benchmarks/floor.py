"""The floor: a bare Flask view on the same server that durably stores what it is sent.

No checks, no keys, no policy: what the machine, the server, Flask and the disk cost by
themselves. Every figure of the service is shown beside it.
"""

import os
import sqlite3
import threading

from flask import Flask, request

_local = threading.local()


def _connection() -> sqlite3.Connection:
    if not hasattr(_local, "connection"):
        _local.connection = sqlite3.connect(
            os.environ["FLOOR_DATABASE"], isolation_level=None, timeout=30
        )
        _local.connection.execute("PRAGMA journal_mode = WAL")
        _local.connection.execute("PRAGMA synchronous = FULL")
        _local.connection.execute(
            "CREATE TABLE IF NOT EXISTS kept (id INTEGER PRIMARY KEY, body BLOB NOT NULL)"
        )
    found: sqlite3.Connection = _local.connection
    return found


def create() -> Flask:
    """Make the bare application."""
    app = Flask("floor")

    @app.post("/store")
    def store() -> str:
        _connection().execute("INSERT INTO kept (body) VALUES (?)", (request.get_data(),))
        return "ok"

    @app.get("/nothing")
    def nothing() -> str:
        return "ok"

    return app
