"""Motions and mail."""

import sqlalchemy as sa
from alembic import op

revision = "motions_main"
down_revision = "kinds_and_paper_main"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "outgoing_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("put_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "(sent_at IS NOT NULL) = (state = 'sent')", name=op.f("ck_outgoing_mail_sent_when")
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'failed')",
            name=op.f("ck_outgoing_mail_state_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mail")),
        sa.UniqueConstraint("key", name=op.f("uq_outgoing_mail_key")),
    )
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.create_index("ix_outgoing_mail_due", ["state", "not_before"], unique=False)

    op.create_table(
        "letter_box",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("congress_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=20), nullable=False),
        sa.Column("hint", sa.String(length=200), nullable=False),
        sa.Column("keeper", sa.String(length=16), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("daily_most", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(keeper = 'unit') = (unit_id IS NOT NULL)", name=op.f("ck_letter_box_unit_keeps")
        ),
        sa.CheckConstraint("keeper IN ('unit', 'leader')", name=op.f("ck_letter_box_keeper_known")),
        sa.CheckConstraint(
            "daily_most BETWEEN 1 AND 500", name=op.f("ck_letter_box_daily_most_in_range")
        ),
        sa.ForeignKeyConstraint(
            ["congress_id"], ["congress.id"], name=op.f("fk_letter_box_congress_id_congress")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_letter_box_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_box")),
    )
    with op.batch_alter_table("letter_box", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_letter_box_congress_id"), ["congress_id"], unique=False
        )

    op.create_table(
        "motion_settings",
        sa.Column("congress_id", sa.Integer(), nullable=False),
        sa.Column("categories", sa.Text(), nullable=False),
        sa.Column("seconders", sa.Integer(), nullable=False),
        sa.Column("late", sa.String(length=16), nullable=False),
        sa.Column("review_days", sa.Integer(), nullable=False),
        sa.Column("accept_days", sa.Integer(), nullable=False),
        sa.Column("countersign_days", sa.Integer(), nullable=False),
        sa.Column("reply_days", sa.Integer(), nullable=False),
        sa.Column("extension_days", sa.Integer(), nullable=False),
        sa.Column("extensions", sa.Integer(), nullable=False),
        sa.Column("feedback_days", sa.Integer(), nullable=False),
        sa.Column("second_reply_days", sa.Integer(), nullable=False),
        sa.Column("co_replies_needed", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "late IN ('suggestion', 'refused')", name=op.f("ck_motion_settings_late_known")
        ),
        sa.CheckConstraint(
            "seconders BETWEEN 0 AND 50", name=op.f("ck_motion_settings_seconders_in_range")
        ),
        sa.ForeignKeyConstraint(
            ["congress_id"], ["congress.id"], name=op.f("fk_motion_settings_congress_id_congress")
        ),
        sa.PrimaryKeyConstraint("congress_id", name=op.f("pk_motion_settings")),
    )
    op.create_table(
        "situation_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("congress_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.CheckConstraint("month LIKE '____-__'", name=op.f("ck_situation_period_month_shaped")),
        sa.ForeignKeyConstraint(
            ["congress_id"], ["congress.id"], name=op.f("fk_situation_period_congress_id_congress")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_situation_period")),
        sa.UniqueConstraint(
            "congress_id", "month", name=op.f("uq_situation_period_congress_id_month")
        ),
    )
    op.create_table(
        "group_reporter",
        sa.Column("congress_id", sa.Integer(), nullable=False),
        sa.Column("group_name", sa.String(length=60), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("appointed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["congress_id"], ["congress.id"], name=op.f("fk_group_reporter_congress_id_congress")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_group_reporter_person_id_person")
        ),
        sa.PrimaryKeyConstraint(
            "congress_id", "group_name", "person_id", name=op.f("pk_group_reporter")
        ),
    )
    with op.batch_alter_table("group_reporter", schema=None) as batch_op:
        batch_op.create_index("ix_group_reporter_person", ["person_id"], unique=False)

    op.create_table(
        "mail_address",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mail_address_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_mail_address")),
    )
    op.create_table(
        "motion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("congress_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("serial", sa.Integer(), nullable=True),
        sa.Column("number", sa.String(length=24), nullable=True),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("category", sa.String(length=20), nullable=False),
        sa.Column("wanted_unit_id", sa.Integer(), nullable=True),
        sa.Column("delegation", sa.String(length=60), nullable=False),
        sa.Column("hides_movers", sa.Boolean(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("converted", sa.Boolean(), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("appealed", sa.Boolean(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("reply_class", sa.String(length=1), nullable=True),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("first_due_on", sa.Date(), nullable=True),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_unrated", sa.Boolean(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("analysis", sa.Text(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(merged_into_id IS NOT NULL) = (state = 'merged')", name=op.f("ck_motion_merged_into")
        ),
        sa.CheckConstraint(
            "kind IN ('motion', 'suggestion', 'improvement', 'situation', 'letter')",
            name=op.f("ck_motion_kind_known"),
        ),
        sa.CheckConstraint(
            "number IS NULL OR state NOT IN ('draft', 'seconding', 'review', 'returned', 'presidium', 'not_filed')",
            name=op.f("ck_motion_numbered_when_filed"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'seconding', 'review', 'returned', 'presidium', 'filed', 'not_filed', 'merged', 'handling', 'replied', 'follow_up', 'escalated', 'closed', 'archived', 'withdrawn')",
            name=op.f("ck_motion_state_known"),
        ),
        sa.CheckConstraint(
            "(serial IS NULL) = (number IS NULL)", name=op.f("ck_motion_number_whole")
        ),
        sa.CheckConstraint("round BETWEEN 0 AND 2", name=op.f("ck_motion_two_rounds")),
        sa.ForeignKeyConstraint(
            ["congress_id"], ["congress.id"], name=op.f("fk_motion_congress_id_congress")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_motion_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["motion.id"], name=op.f("fk_motion_merged_into_id_motion")
        ),
        sa.ForeignKeyConstraint(
            ["wanted_unit_id"], ["unit.id"], name=op.f("fk_motion_wanted_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion")),
        sa.UniqueConstraint("meeting_id", "serial", name=op.f("uq_motion_meeting_id_serial")),
        sa.UniqueConstraint("number", name=op.f("uq_motion_number")),
    )
    with op.batch_alter_table("motion", schema=None) as batch_op:
        batch_op.create_index("ix_motion_due", ["congress_id", "state", "due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_motion_due_on"), ["due_on"], unique=False)
        batch_op.create_index(
            "ix_motion_list",
            ["congress_id", "state", "kind", "category", "delegation", "title", "number"],
            unique=False,
        )
        batch_op.create_index("ix_motion_meeting", ["meeting_id", "state"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_motion_merged_into_id"), ["merged_into_id"], unique=False
        )

    op.create_table(
        "motion_call",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("reply_by", sa.Date(), nullable=True),
        sa.Column("last_serial", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("closes_on >= opens_on", name=op.f("ck_motion_call_forward")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_motion_call_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_motion_call")),
    )
    op.create_table(
        "motion_job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("congress_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("claim", sa.String(length=32), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_by", sa.String(length=60), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(length=400), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("mime", sa.String(length=80), nullable=False),
        sa.CheckConstraint(
            "(state = 'done') = (sha256 <> '')", name=op.f("ck_motion_job_done_with_a_file")
        ),
        sa.CheckConstraint(
            "(state = 'failed') = (error <> '')", name=op.f("ck_motion_job_failed_for_a_reason")
        ),
        sa.CheckConstraint(
            "(state = 'running') = (claim <> '')", name=op.f("ck_motion_job_running_for_somebody")
        ),
        sa.CheckConstraint(
            "kind IN ('book_docx', 'book_pdf')", name=op.f("ck_motion_job_kind_known")
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'running', 'done', 'failed')",
            name=op.f("ck_motion_job_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["congress_id"], ["congress.id"], name=op.f("fk_motion_job_congress_id_congress")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_motion_job_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_job")),
    )
    with op.batch_alter_table("motion_job", schema=None) as batch_op:
        batch_op.create_index("ix_motion_job_state", ["state", "id"], unique=False)

    op.create_table(
        "motion_seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("congress_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("seat", sa.String(length=16), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(seat IN ('handler', 'head')) = (unit_id IS NOT NULL)",
            name=op.f("ck_motion_seat_handlers_have_units"),
        ),
        sa.CheckConstraint(
            "seat IN ('committee', 'presidium', 'leader', 'handler', 'head')",
            name=op.f("ck_motion_seat_seat_known"),
        ),
        sa.ForeignKeyConstraint(
            ["congress_id"], ["congress.id"], name=op.f("fk_motion_seat_congress_id_congress")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_motion_seat_person_id_person")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_motion_seat_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_seat")),
        sa.UniqueConstraint(
            "congress_id",
            "person_id",
            "seat",
            "unit_id",
            name=op.f("uq_motion_seat_congress_id_person_id_seat_unit_id"),
        ),
    )
    with op.batch_alter_table("motion_seat", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_motion_seat_congress_id"), ["congress_id"], unique=False
        )
        batch_op.create_index("ix_motion_seat_person", ["person_id"], unique=False)

    op.create_table(
        "situation_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("group_name", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reporter_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(reporter_id IS NOT NULL) = (state = 'submitted')",
            name=op.f("ck_situation_form_by_somebody"),
        ),
        sa.CheckConstraint(
            "(submitted_at IS NOT NULL) = (state = 'submitted')",
            name=op.f("ck_situation_form_handed_in"),
        ),
        sa.CheckConstraint(
            "state IN ('open', 'draft', 'submitted')", name=op.f("ck_situation_form_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["period_id"],
            ["situation_period.id"],
            name=op.f("fk_situation_form_period_id_situation_period"),
        ),
        sa.ForeignKeyConstraint(
            ["reporter_id"], ["person.id"], name=op.f("fk_situation_form_reporter_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_situation_form")),
        sa.UniqueConstraint(
            "period_id", "group_name", name=op.f("uq_situation_form_period_id_group_name")
        ),
    )
    with op.batch_alter_table("situation_form", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_situation_form_group_name"), ["group_name"], unique=False
        )

    op.create_table(
        "waiting_letter",
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("box_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["box_id"], ["letter_box.id"], name=op.f("fk_waiting_letter_box_id_letter_box")
        ),
        sa.PrimaryKeyConstraint("code_digest", name=op.f("pk_waiting_letter")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("waiting_letter", schema=None) as batch_op:
        batch_op.create_index("ix_waiting_letter_day", ["box_id", "day"], unique=False)

    op.create_table(
        "adoption",
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("decided_by", sa.String(length=60), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("benefit", sa.String(length=400), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("bonus", sa.String(length=40), nullable=False),
        sa.Column("rewarded_by", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(decision = 'rejected') <= (level = '')", name=op.f("ck_adoption_rejected_unrewarded")
        ),
        sa.CheckConstraint(
            "(decision = 'rejected') <= (reason <> '')",
            name=op.f("ck_adoption_rejected_with_reason"),
        ),
        sa.CheckConstraint(
            "decision IN ('adopted', 'pilot', 'rejected')", name=op.f("ck_adoption_decision_known")
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_adoption_motion_id_motion")
        ),
        sa.PrimaryKeyConstraint("motion_id", name=op.f("pk_adoption")),
    )
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("leads", sa.Boolean(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("assigned_on", sa.Date(), nullable=False),
        sa.Column("accept_by", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("extensions", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'declined') <= (reason <> '')",
            name=op.f("ck_assignment_declined_with_reason"),
        ),
        sa.CheckConstraint(
            "state IN ('offered', 'accepted', 'declined', 'replied', 'countersigned', 'moved')",
            name=op.f("ck_assignment_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_assignment_motion_id_motion")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_assignment_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint(
            "motion_id", "unit_id", "round", name=op.f("uq_assignment_motion_id_unit_id_round")
        ),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index("ix_assignment_due", ["state", "due_on"], unique=False)
        batch_op.create_index("ix_assignment_unit", ["unit_id", "state"], unique=False)

    op.create_table(
        "letter",
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("box_id", sa.Integer(), nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["box_id"], ["letter_box.id"], name=op.f("fk_letter_box_id_letter_box")
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_letter_motion_id_motion")
        ),
        sa.PrimaryKeyConstraint("motion_id", name=op.f("pk_letter")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_letter_code_digest")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_box_id"), ["box_id"], unique=False)

    op.create_table(
        "motion_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("actor", sa.String(length=60), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("votes", sa.String(length=24), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "act IN ('edit', 'delete', 'invite', 'second', 'submit', 'withdraw', 'file', 'convert', 'merge', 'unmerge', 'reject', 'send_back', 'refer', 'appeal', 'assign', 'accept', 'decline', 'countersign', 'contact', 'urge', 'ask_extension', 'ask_transfer', 'decide_request', 'draft_reply', 'sign_reply', 'refuse_reply', 'rate', 'close_unrated', 'hold_meeting', 'report_progress', 'hand_over', 'nominate', 'archive', 'import')",
            name=op.f("ck_motion_event_act_known"),
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_motion_event_motion_id_motion")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_event")),
    )
    with op.batch_alter_table("motion_event", schema=None) as batch_op:
        batch_op.create_index("ix_motion_event_motion", ["motion_id", "id"], unique=False)

    op.create_table(
        "motion_face_to_face",
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("present", sa.String(length=400), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.String(length=60), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_motion_face_to_face_motion_id_motion")
        ),
        sa.PrimaryKeyConstraint("motion_id", name=op.f("pk_motion_face_to_face")),
    )
    op.create_table(
        "motion_feedback",
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("grade", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(grade = 'dissatisfied') <= (reason <> '')",
            name=op.f("ck_motion_feedback_why_dissatisfied"),
        ),
        sa.CheckConstraint(
            "grade IN ('satisfied', 'basically', 'dissatisfied')",
            name=op.f("ck_motion_feedback_grade_known"),
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_motion_feedback_motion_id_motion")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_motion_feedback_person_id_person")
        ),
        sa.PrimaryKeyConstraint("motion_id", "person_id", "round", name=op.f("pk_motion_feedback")),
    )
    op.create_table(
        "motion_nomination",
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("congress_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("nominated_by", sa.String(length=60), nullable=False),
        sa.Column("nominated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "(published_at IS NULL) = (published_by = '')",
            name=op.f("ck_motion_nomination_published_by"),
        ),
        sa.ForeignKeyConstraint(
            ["congress_id"], ["congress.id"], name=op.f("fk_motion_nomination_congress_id_congress")
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_motion_nomination_motion_id_motion")
        ),
        sa.PrimaryKeyConstraint("motion_id", name=op.f("pk_motion_nomination")),
    )
    with op.batch_alter_table("motion_nomination", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_motion_nomination_congress_id"), ["congress_id"], unique=False
        )

    op.create_table(
        "motion_progress",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("reply_class", sa.String(length=1), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "reply_class IN ('A', 'B', 'C', 'D')", name=op.f("ck_motion_progress_class_known")
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_motion_progress_motion_id_motion")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_progress")),
    )
    with op.batch_alter_table("motion_progress", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_motion_progress_motion_id"), ["motion_id"], unique=False
        )

    op.create_table(
        "motion_register_entry",
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("movers", sa.String(length=400), nullable=False),
        sa.Column("seconders", sa.String(length=400), nullable=False),
        sa.Column("unit", sa.String(length=120), nullable=False),
        sa.Column("co_units", sa.String(length=200), nullable=False),
        sa.Column("replied", sa.Boolean(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("grade", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.CheckConstraint(
            "grade IN ('', 'satisfied', 'basically', 'dissatisfied')",
            name=op.f("ck_motion_register_entry_grade_known"),
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_motion_register_entry_motion_id_motion")
        ),
        sa.PrimaryKeyConstraint("motion_id", name=op.f("pk_motion_register_entry")),
    )
    with op.batch_alter_table("motion_register_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_motion_register_entry_sha256"), ["sha256"], unique=False
        )

    op.create_table(
        "mover",
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("from_motion_id", sa.Integer(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("left_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "(left_on IS NULL) = (left_reason IS NULL)", name=op.f("ck_mover_leaving_explained")
        ),
        sa.ForeignKeyConstraint(
            ["from_motion_id"], ["motion.id"], name=op.f("fk_mover_from_motion_id_motion")
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_mover_motion_id_motion")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mover_person_id_person")
        ),
        sa.PrimaryKeyConstraint("motion_id", "person_id", name=op.f("pk_mover")),
    )
    with op.batch_alter_table("mover", schema=None) as batch_op:
        batch_op.create_index("ix_mover_person", ["person_id"], unique=False)

    op.create_table(
        "seconder",
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('invited', 'given', 'declined')", name=op.f("ck_seconder_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_seconder_motion_id_motion")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_seconder_person_id_person")
        ),
        sa.PrimaryKeyConstraint("motion_id", "person_id", name=op.f("pk_seconder")),
    )
    with op.batch_alter_table("seconder", schema=None) as batch_op:
        batch_op.create_index("ix_seconder_person", ["person_id", "state"], unique=False)

    op.create_table(
        "situation_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "topic IN ('difficulty', 'concern', 'single', 'common', 'opinion')",
            name=op.f("ck_situation_item_topic_known"),
        ),
        sa.ForeignKeyConstraint(
            ["form_id"],
            ["situation_form.id"],
            name=op.f("fk_situation_item_form_id_situation_form"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_situation_item")),
    )
    with op.batch_alter_table("situation_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_situation_item_form_id"), ["form_id"], unique=False)

    op.create_table(
        "handling_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("to_unit_id", sa.Integer(), nullable=True),
        sa.Column("asked_by", sa.String(length=60), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(length=400), nullable=False),
        sa.Column("decided_by", sa.String(length=60), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(kind = 'extension') = (until IS NOT NULL)",
            name=op.f("ck_handling_request_extended_until"),
        ),
        sa.CheckConstraint(
            "kind IN ('extension', 'transfer')", name=op.f("ck_handling_request_kind_known")
        ),
        sa.CheckConstraint(
            "state IN ('asked', 'granted', 'refused')", name=op.f("ck_handling_request_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_handling_request_assignment_id_assignment"),
        ),
        sa.ForeignKeyConstraint(
            ["to_unit_id"], ["unit.id"], name=op.f("fk_handling_request_to_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handling_request")),
    )
    with op.batch_alter_table("handling_request", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_handling_request_assignment_id"), ["assignment_id"], unique=False
        )

    op.create_table(
        "letter_message",
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("officer", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["letter.motion_id"], name=op.f("fk_letter_message_motion_id_letter")
        ),
        sa.PrimaryKeyConstraint("motion_id", "place", name=op.f("pk_letter_message")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "motion_nomination_score",
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "points BETWEEN 0 AND 100", name=op.f("ck_motion_nomination_score_points_in_range")
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"],
            ["motion_nomination.motion_id"],
            name=op.f("fk_motion_nomination_score_motion_id_motion_nomination"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_motion_nomination_score_person_id_person")
        ),
        sa.PrimaryKeyConstraint("motion_id", "person_id", name=op.f("pk_motion_nomination_score")),
    )
    op.create_table(
        "motion_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reply_class", sa.String(length=1), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("handled_by", sa.String(length=60), nullable=False),
        sa.Column("contact", sa.String(length=60), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_back", sa.String(length=400), nullable=False),
        sa.Column("without_co", sa.String(length=400), nullable=False),
        sa.Column("signed_by", sa.String(length=60), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(signed_at IS NULL) = (signed_by = '')",
            name=op.f("ck_motion_reply_signed_by_somebody"),
        ),
        sa.CheckConstraint(
            "reply_class IN ('A', 'B', 'C', 'D')", name=op.f("ck_motion_reply_class_known")
        ),
        sa.CheckConstraint(
            "signed_at IS NULL OR reply_class NOT IN ('B', 'C') OR promised_on IS NOT NULL",
            name=op.f("ck_motion_reply_promise_when_signed"),
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_motion_reply_assignment_id_assignment"),
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_motion_reply_motion_id_motion")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_reply")),
        sa.UniqueConstraint(
            "motion_id", "round", "number", name=op.f("uq_motion_reply_motion_id_round_number")
        ),
    )
    with op.batch_alter_table("motion_reply", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_motion_reply_assignment_id"), ["assignment_id"], unique=False
        )

    op.create_table(
        "situation_source",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["situation_item.id"],
            name=op.f("fk_situation_source_item_id_situation_item"),
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_situation_source_motion_id_motion")
        ),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_situation_source")),
    )
    with op.batch_alter_table("situation_source", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_situation_source_motion_id"), ["motion_id"], unique=False
        )

    op.create_table(
        "motion_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("reply_id", sa.Integer(), nullable=True),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("mime", sa.String(length=80), nullable=False),
        sa.Column("added_by", sa.String(length=60), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_motion_file_motion_id_motion")
        ),
        sa.ForeignKeyConstraint(
            ["reply_id"], ["motion_reply.id"], name=op.f("fk_motion_file_reply_id_motion_reply")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_file")),
    )
    with op.batch_alter_table("motion_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_motion_file_motion_id"), ["motion_id"], unique=False)


def downgrade():
    with op.batch_alter_table("motion_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_motion_file_motion_id"))

    op.drop_table("motion_file")
    with op.batch_alter_table("situation_source", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_situation_source_motion_id"))

    op.drop_table("situation_source")
    with op.batch_alter_table("motion_reply", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_motion_reply_assignment_id"))

    op.drop_table("motion_reply")
    op.drop_table("motion_nomination_score")
    op.drop_table("letter_message")
    with op.batch_alter_table("handling_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_handling_request_assignment_id"))

    op.drop_table("handling_request")
    with op.batch_alter_table("situation_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_situation_item_form_id"))

    op.drop_table("situation_item")
    with op.batch_alter_table("seconder", schema=None) as batch_op:
        batch_op.drop_index("ix_seconder_person")

    op.drop_table("seconder")
    with op.batch_alter_table("mover", schema=None) as batch_op:
        batch_op.drop_index("ix_mover_person")

    op.drop_table("mover")
    with op.batch_alter_table("motion_register_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_motion_register_entry_sha256"))

    op.drop_table("motion_register_entry")
    with op.batch_alter_table("motion_progress", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_motion_progress_motion_id"))

    op.drop_table("motion_progress")
    with op.batch_alter_table("motion_nomination", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_motion_nomination_congress_id"))

    op.drop_table("motion_nomination")
    op.drop_table("motion_feedback")
    op.drop_table("motion_face_to_face")
    with op.batch_alter_table("motion_event", schema=None) as batch_op:
        batch_op.drop_index("ix_motion_event_motion")

    op.drop_table("motion_event")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_box_id"))

    op.drop_table("letter")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index("ix_assignment_unit")
        batch_op.drop_index("ix_assignment_due")

    op.drop_table("assignment")
    op.drop_table("adoption")
    with op.batch_alter_table("waiting_letter", schema=None) as batch_op:
        batch_op.drop_index("ix_waiting_letter_day")

    op.drop_table("waiting_letter")
    with op.batch_alter_table("situation_form", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_situation_form_group_name"))

    op.drop_table("situation_form")
    with op.batch_alter_table("motion_seat", schema=None) as batch_op:
        batch_op.drop_index("ix_motion_seat_person")
        batch_op.drop_index(batch_op.f("ix_motion_seat_congress_id"))

    op.drop_table("motion_seat")
    with op.batch_alter_table("motion_job", schema=None) as batch_op:
        batch_op.drop_index("ix_motion_job_state")

    op.drop_table("motion_job")
    op.drop_table("motion_call")
    with op.batch_alter_table("motion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_motion_merged_into_id"))
        batch_op.drop_index("ix_motion_meeting")
        batch_op.drop_index("ix_motion_list")
        batch_op.drop_index(batch_op.f("ix_motion_due_on"))
        batch_op.drop_index("ix_motion_due")

    op.drop_table("motion")
    op.drop_table("mail_address")
    with op.batch_alter_table("group_reporter", schema=None) as batch_op:
        batch_op.drop_index("ix_group_reporter_person")

    op.drop_table("group_reporter")
    op.drop_table("situation_period")
    op.drop_table("motion_settings")
    with op.batch_alter_table("letter_box", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_box_congress_id"))

    op.drop_table("letter_box")
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.drop_index("ix_outgoing_mail_due")

    op.drop_table("outgoing_mail")
