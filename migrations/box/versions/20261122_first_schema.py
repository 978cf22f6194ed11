"""first schema."""

import sqlalchemy as sa
from alembic import op

revision = "first_box"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():

    op.create_table(
        "box_poll",
        sa.Column("manifest_hash", sa.LargeBinary(), nullable=False),
        sa.Column("paper_keys", sa.Text(), nullable=False),
        sa.Column("receipt_key", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped_receipt_key", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_size", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "(root IS NOT NULL) = (state IN ('closed', 'opened'))",
            name=op.f("ck_box_poll_root_when_closed"),
        ),
        sa.CheckConstraint(
            "state IN ('prepared', 'open', 'closed', 'opened')",
            name=op.f("ck_box_poll_known_state"),
        ),
        sa.CheckConstraint("length(manifest_hash) = 32", name=op.f("ck_box_poll_hash_length")),
        sa.PrimaryKeyConstraint("manifest_hash", name=op.f("pk_box_poll")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "enveloped_ballot",
        sa.Column("manifest_hash", sa.LargeBinary(), nullable=False),
        sa.Column("tag", sa.LargeBinary(), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("manifest_hash", "tag", name=op.f("pk_enveloped_ballot")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "opened_mark",
        sa.Column("manifest_hash", sa.LargeBinary(), nullable=False),
        sa.Column("contest", sa.String(length=64), nullable=False),
        sa.Column("option", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("voter_group", sa.SmallInteger(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint(
            "manifest_hash", "contest", "option", "position", name=op.f("pk_opened_mark")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "opened_verdict",
        sa.Column("manifest_hash", sa.LargeBinary(), nullable=False),
        sa.Column("voter_group", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("outcome", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("sheets", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('valid', 'blank', 'rejected')",
            name=op.f("ck_opened_verdict_known_outcome"),
        ),
        sa.CheckConstraint("sheets > 0", name=op.f("ck_opened_verdict_some_sheets")),
        sa.PrimaryKeyConstraint(
            "manifest_hash", "voter_group", "outcome", "reason", name=op.f("pk_opened_verdict")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "opened_write_in",
        sa.Column("manifest_hash", sa.LargeBinary(), nullable=False),
        sa.Column("contest", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("voter_group", sa.SmallInteger(), nullable=False),
        sa.Column("text", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint(
            "manifest_hash", "contest", "position", name=op.f("pk_opened_write_in")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sealed_ballot",
        sa.Column("manifest_hash", sa.LargeBinary(), nullable=False),
        sa.Column("key_hash", sa.LargeBinary(), nullable=False),
        sa.Column("voter_group", sa.SmallInteger(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("paper", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(key_hash) = 32", name=op.f("ck_sealed_ballot_key_hash_length")),
        sa.CheckConstraint(
            "length(public_key) = 32", name=op.f("ck_sealed_ballot_public_key_length")
        ),
        sa.CheckConstraint(
            "length(signature) = 64", name=op.f("ck_sealed_ballot_signature_length")
        ),
        sa.PrimaryKeyConstraint("manifest_hash", "key_hash", name=op.f("pk_sealed_ballot")),
        sqlite_with_rowid=False,
    )


def downgrade():

    op.drop_table("sealed_ballot")
    op.drop_table("opened_write_in")
    op.drop_table("opened_verdict")
    op.drop_table("opened_mark")
    op.drop_table("enveloped_ballot")
    op.drop_table("box_poll")
