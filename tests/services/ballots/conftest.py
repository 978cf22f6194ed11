"""Boxes to cast into: the twin in memory, SQLite files, and a real PostgreSQL server."""

import pytest
from sqlalchemy import create_engine

from tests.services.ballots.voters import SECRET, an_election
from voting.ballots.box import MemoryBox
from voting.ballots.post import BallotPost
from voting.ballots.sqlbox import SqlBox
from voting.db import BoxBase


@pytest.fixture(params=["sqlite", "postgresql"])
def box_url(request, tmp_path):
    """The URL of an empty box database."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/box.sqlite"
    else:
        url = request.getfixturevalue("fresh_postgres")
    engine = create_engine(url)
    BoxBase.metadata.create_all(engine)
    engine.dispose()
    return url


@pytest.fixture
def new_engine():
    """A function that opens an engine, which is closed after the test."""
    engines = []

    def make(url, **options):
        engines.append(create_engine(url, pool_pre_ping=True, max_overflow=40, **options))
        return engines[-1]

    yield make
    for engine in engines:
        engine.dispose()


@pytest.fixture
def sql_box(box_url, new_engine):
    return SqlBox(new_engine(box_url), SECRET)


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def handles(request, tmp_path):
    """A function that gives one more handle on one and the same box."""
    if request.param == "memory":
        box = MemoryBox()
        return lambda: box
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/box.sqlite"
    else:
        url = request.getfixturevalue("fresh_postgres")
    # Asked for last, so that engines are closed before their database is dropped.
    new_engine = request.getfixturevalue("new_engine")
    BoxBase.metadata.create_all(new_engine(url))
    return lambda: SqlBox(new_engine(url), SECRET)


@pytest.fixture
def box(handles):
    return handles()


@pytest.fixture
def election(box):
    """An election that is open in the box."""
    return an_election().open(box)


@pytest.fixture
def new_post():
    """A function that opens a post, which is stopped after the test."""
    posts = []

    def make(box, **options):
        posts.append(BallotPost(box, **options))
        return posts[-1]

    yield make
    for post in posts:
        post.stop()


@pytest.fixture
def post(box, new_post):
    return new_post(box)
