"""Runs the migrations of the ballot box on the connection it is given."""

from alembic import context

from voting.db import BoxBase
from voting.schema import plain_type

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=BoxBase.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=plain_type,
)
with context.begin_transaction():
    context.run_migrations()
