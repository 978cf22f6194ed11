"""kinds and paper."""

import sqlalchemy as sa
from alembic import op

revision = "kinds_and_paper_box"
down_revision = "first_box"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "opened_text",
        sa.Column("manifest_hash", sa.LargeBinary(), nullable=False),
        sa.Column("contest", sa.String(length=64), nullable=False),
        sa.Column("option", sa.String(length=64), nullable=False),
        sa.Column("slot", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint(
            "manifest_hash", "contest", "option", "slot", "position", name=op.f("pk_opened_text")
        ),
        sqlite_with_rowid=False,
    )


def downgrade():
    op.drop_table("opened_text")
