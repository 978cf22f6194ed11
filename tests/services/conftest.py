"""Use cases run on both stores: two SQLite files, and two real PostgreSQL databases."""

import pytest

from tests.plugins.apps import on_store


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request):
    """An application with empty databases, its context pushed."""
    with on_store(request.param, request) as made:
        yield made
