"""Runs the migrations of the main database on the connection it is given."""

from alembic import context

from voting.db import Base
from voting.schema import plain_type

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=plain_type,
)
with context.begin_transaction():
    context.run_migrations()
