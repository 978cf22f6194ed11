"""Applications that tests use in turn: one for each worker and store, on databases without rows.

Making an application, its databases and every statement anew costs ten times as much as most
tests do. So one application with its engines lives as long as its worker, and what a test could
leave behind is put back or taken away before the next: its configuration and what the slices keep
in it, its threads, its connections, and every row.

- SQLite: each test gets two new files in its ``tmp_path``, as copies of empty ones.
- PostgreSQL: each worker has two databases, emptied after each test (``postgres.py`` beside this).

An application that a test has changed in its make-up (a page more, a listener more, a thread that
does not end) is not used again; nor is a database whose schema was touched. A test that must have
an application of its own says so: ``@pytest.mark.fresh_app``.
"""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event, make_url

from tests.conftest import made_app, settings_for
from tests.plugins.postgres import Emptied
from voting.app import configure
from voting.config import Settings
from voting.db import Base, BoxBase, box_engine, db

_SECONDS = 5
"""How long the threads of a test may take to end."""


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "fresh_app: make an application for this test alone")


def connected(settings: Settings) -> tuple[Flask, list[Engine]]:
    """Make an application; return it with its two engines."""
    made = made_app(settings)
    with made.app_context():
        return made, [db.engine, box_engine()]


@contextmanager
def used_once(settings: Settings) -> Iterator[Flask]:
    """Make an application, push its context, and close its connections afterwards."""
    made, engines = connected(settings)
    with made.app_context():
        yield made
        db.session.remove()
        for engine in engines:
            engine.dispose()


class Reused:
    """An application that is led to other databases for each test."""

    def __init__(self, settings: Settings) -> None:
        self.app, self.engines = connected(settings)
        for engine in self.engines:
            event.listen(engine, "do_connect", partial(_connect, engine))
            if engine.dialect.name == "sqlite":
                # A test's data need not outlive the machine's power.
                event.listen(engine, "connect", _do_not_flush)
        self._config = dict(self.app.config)
        self._extensions = _copied(self.app.extensions)
        self._records = [
            (each, _copied({field.name: getattr(each, field.name) for field in fields(each)}))
            for each in self.app.extensions.values()
            if is_dataclass(each)
        ]
        self._make_up = self._now()

    def _now(self) -> list[object]:
        """Return what must be the same after a test as before it."""
        held = {
            name: _filled(value)
            for name, value in vars(self.app).items()
            if isinstance(value, dict | list | set) and name not in {"config", "extensions"}
        }
        rules = sum(1 for _ in self.app.url_map.iter_rules())
        listeners = [
            len(list(getattr(engine.dispatch, name)))
            for engine in self.engines
            for name in ("before_cursor_execute", "after_cursor_execute", "begin", "commit")
        ] + [len(list(engine.pool.dispatch.connect)) for engine in self.engines]
        return [held, rules, listeners]

    @contextmanager
    def on(self, settings: Settings) -> Iterator[Flask]:
        """Lead the application to the databases of the settings, its context pushed."""
        self._put_back(settings)
        threads = set(threading.enumerate())
        with self.app.app_context():
            yield self.app
            db.session.remove()
        self._end_threads(threads)

    def _put_back(self, settings: Settings) -> None:
        _restore(self.app.extensions, self._extensions)
        for record, kept in self._records:
            for name, value in kept.items():
                setattr(record, name, _copied(value))
        _restore(self.app.config, self._config)
        configure(self.app, settings)
        self.app.config["UPLOADS"] = settings.uploads
        # Before its first reply Flask lets a test add to an application.
        self.app._got_first_request = False
        urls = (settings.database_url, settings.box_database_url)
        for engine, url in zip(self.engines, urls, strict=True):
            engine.url = make_url(url)

    def _end_threads(self, before: set[threading.Thread]) -> None:
        post = self.app.extensions.pop("voting.post", None)
        if post is not None:
            post.stop()
        for thread in set(threading.enumerate()) - before:
            thread.join(_SECONDS)
        self.left = [each for each in threading.enumerate() if each not in before]

    @property
    def as_before(self) -> bool:
        """Tell whether the next test can have this application."""
        return not self.left and self._now() == self._make_up

    def close(self) -> None:
        for engine in self.engines:
            engine.dispose()


def _connect(engine: Engine, dialect: Any, *_: object) -> object:
    arguments, options = dialect.create_connect_args(engine.url)
    return dialect.connect(*arguments, **options)


def _do_not_flush(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous = OFF").close()


def _copied(value: Any) -> Any:
    """Copy the containers in a value, and nothing that they contain."""
    if isinstance(value, dict):
        return {key: _copied(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_copied(each) for each in value]
    return set(value) if isinstance(value, set) else value


def _filled(value: Any) -> Any:
    """Copy the containers in a value that hold anything; Flask makes empty ones as it looks."""
    if not isinstance(value, dict):
        return _copied(value)
    copies = ((key, _filled(each)) for key, each in value.items())
    return {key: each for key, each in copies if not isinstance(each, dict | list | set) or each}


def _restore(held: dict, kept: dict) -> None:
    """Make a dictionary, and the containers in it, equal to a copy, without replacing them."""
    for key in held.keys() - kept.keys():
        del held[key]
    for key, value in kept.items():
        if isinstance(value, dict) and type(held.get(key)) is dict:
            _restore(held[key], value)
        elif isinstance(value, list) and type(held.get(key)) is list:
            held[key][:] = _copied(value)
        else:
            held[key] = _copied(value)


class Pool:
    """The applications of a worker, by store."""

    def __init__(self) -> None:
        self._made: dict[str, Reused] = {}

    @contextmanager
    def app(self, store: str, settings: Settings) -> Iterator[Flask]:
        """Give the application of a store, on the databases of the settings."""
        if store not in self._made:
            self._made[store] = Reused(settings)
        reused = self._made[store]
        try:
            with reused.on(settings):
                yield reused.app
        finally:
            if store == "sqlite" or not self._one_connection(reused):
                reused.close()
            if not reused.as_before:
                reused.close()
                del self._made[store]

    @staticmethod
    def _one_connection(reused: Reused) -> bool:
        """Tell whether what is left of the connections is at most one, and idle."""
        return all(
            engine.pool.checkedout() == 0 and engine.pool.checkedin() <= 1
            for engine in reused.engines
        )

    def close(self) -> None:
        for reused in self._made.values():
            reused.close()


@pytest.fixture(scope="session")
def pool_of_apps() -> Iterator[Pool]:
    pool = Pool()
    yield pool
    pool.close()


@pytest.fixture(scope="session")
def empty_databases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two SQLite files with the schema and nothing in them, to be copied."""
    folder = tmp_path_factory.mktemp("empty")
    urls = (f"sqlite:///{folder}/main.sqlite", f"sqlite:///{folder}/box.sqlite")
    with used_once(settings_for(*urls, folder)):
        create_schema()
        for engine in (db.engine, box_engine()):
            with engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder


@pytest.fixture
def sqlite_urls(empty_databases: Path, tmp_path: Path) -> tuple[str, str]:
    """The URLs of two new SQLite databases with the schema, for this test alone."""
    for name in ("main", "box"):
        shutil.copy(empty_databases / f"{name}.sqlite", tmp_path / f"{name}.sqlite")
    return f"sqlite:///{tmp_path}/main.sqlite", f"sqlite:///{tmp_path}/box.sqlite"


@pytest.fixture(scope="session")
def postgres_databases(
    postgres_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Emptied, Emptied]]:
    """Two PostgreSQL databases of this worker with the schema, emptied after each test."""
    made = Emptied(postgres_url, "main"), Emptied(postgres_url, "box")
    folder = tmp_path_factory.mktemp("templates")
    with used_once(settings_for(*(each.template_url for each in made), folder)):
        create_schema()
    for each in made:
        each.create()
    yield made
    for each in made:
        each.close()


@pytest.fixture(scope="session")
def postgres_templates(postgres_databases: tuple[Emptied, Emptied]) -> tuple[str, str]:
    """The names of two PostgreSQL databases with the schema and nothing in them, to be copied."""
    return postgres_databases[0].template, postgres_databases[1].template


def create_schema() -> None:
    """Create the tables of both databases of the current application."""
    Base.metadata.create_all(db.engine)
    BoxBase.metadata.create_all(box_engine())


@contextmanager
def on_sqlite(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """Give an application on two new SQLite files, its context pushed."""
    urls = request.getfixturevalue("sqlite_urls")
    settings = settings_for(*urls, request.getfixturevalue("tmp_path"))
    pool: Pool = request.getfixturevalue("pool_of_apps")
    with used_once(settings) if is_fresh(request) else pool.app("sqlite", settings) as made:
        yield made


@contextmanager
def on_postgresql(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """Give an application on two PostgreSQL databases without rows, its context pushed."""
    folder = request.getfixturevalue("tmp_path")
    databases = request.getfixturevalue("postgres_databases")
    if is_fresh(request):
        make: Callable[[str], str] = request.getfixturevalue("new_postgres_database")
        with used_once(settings_for(*(make(each.template) for each in databases), folder)) as made:
            yield made
        return
    pool: Pool = request.getfixturevalue("pool_of_apps")
    try:
        with pool.app("postgresql", settings_for(*(each.url for each in databases), folder)) as app:
            yield app
    finally:
        for each in databases:
            each.renew()


def is_fresh(request: pytest.FixtureRequest) -> bool:
    return request.node.get_closest_marker("fresh_app") is not None


@contextmanager
def on_store(store: str, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """Give an application on a store, its context pushed."""
    with (on_sqlite if store == "sqlite" else on_postgresql)(request) as made:
        yield made


@pytest.fixture
def app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """Give an application on two SQLite files of this test, its context pushed."""
    with on_sqlite(request) as made:
        yield made
