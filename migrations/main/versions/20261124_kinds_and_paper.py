"""kinds and paper."""

import sqlalchemy as sa
from alembic import op

revision = "kinds_and_paper_main"
down_revision = "first_main"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "award",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(length=16), nullable=False),
        sa.Column("quorum", sa.String(length=9), nullable=False),
        sa.Column("publicity_days", sa.Integer(), nullable=False),
        sa.Column("publicity_unit", sa.String(length=16), nullable=False),
        sa.Column("presented", sa.Boolean(), nullable=False),
        sa.Column("final_on", sa.Date(), nullable=True),
        sa.Column("final_by", sa.String(length=60), nullable=True),
        sa.CheckConstraint(
            "publicity_unit IN ('workdays', 'days')", name=op.f("ck_award_publicity_unit_known")
        ),
        sa.CheckConstraint("round IN ('first', 'runoff')", name=op.f("ck_award_round_known")),
        sa.CheckConstraint(
            "(final_on IS NULL) = (final_by IS NULL)", name=op.f("ck_award_final_by_somebody")
        ),
        sa.CheckConstraint("publicity_days >= 0", name=op.f("ck_award_publicity_days_counted")),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_award_poll_id_poll")),
        sa.PrimaryKeyConstraint("poll_id", name=op.f("pk_award")),
    )
    op.create_table(
        "evaluation",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("order_rule", sa.String(length=16), nullable=False),
        sa.Column("order_reason", sa.String(length=200), nullable=False),
        sa.Column("own_rows", sa.Boolean(), nullable=False),
        sa.Column("visibility", sa.String(length=16), nullable=False),
        sa.Column("own_sheet", sa.Boolean(), nullable=False),
        sa.Column("comments_shown", sa.Boolean(), nullable=False),
        sa.Column("series", sa.String(length=60), nullable=False),
        sa.Column("period", sa.String(length=40), nullable=False),
        sa.Column("previous_poll_id", sa.Integer(), nullable=True),
        sa.Column("linked_poll_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(order_rule = 'manual') = (order_reason <> '')",
            name=op.f("ck_evaluation_order_explained"),
        ),
        sa.CheckConstraint(
            "(series = '') = (period = '')", name=op.f("ck_evaluation_series_dated")
        ),
        sa.CheckConstraint(
            "order_rule IN ('strokes', 'posts', 'manual')", name=op.f("ck_evaluation_order_known")
        ),
        sa.CheckConstraint(
            "visibility IN ('leaders', 'bodies', 'meeting', 'public')",
            name=op.f("ck_evaluation_visibility_known"),
        ),
        sa.CheckConstraint(
            "linked_poll_id IS NULL OR linked_poll_id <> poll_id", name=op.f("ck_evaluation_linked")
        ),
        sa.CheckConstraint(
            "own_sheet OR NOT comments_shown", name=op.f("ck_evaluation_comments_on_own_sheet")
        ),
        sa.CheckConstraint(
            "previous_poll_id IS NULL OR previous_poll_id <> poll_id",
            name=op.f("ck_evaluation_earlier"),
        ),
        sa.ForeignKeyConstraint(
            ["linked_poll_id"], ["poll.id"], name=op.f("fk_evaluation_linked_poll_id_poll")
        ),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_evaluation_poll_id_poll")),
        sa.ForeignKeyConstraint(
            ["previous_poll_id"], ["poll.id"], name=op.f("fk_evaluation_previous_poll_id_poll")
        ),
        sa.PrimaryKeyConstraint("poll_id", name=op.f("pk_evaluation")),
    )
    op.create_table(
        "hand_vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("agenda_item_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("item_class", sa.String(length=24), nullable=False),
        sa.Column("preset", sa.String(length=40), nullable=False),
        sa.Column("eligible", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("agree", sa.Integer(), nullable=False),
        sa.Column("oppose", sa.Integer(), nullable=False),
        sa.Column("abstain", sa.Integer(), nullable=False),
        sa.Column("share", sa.String(length=20), nullable=False),
        sa.Column("operator", sa.String(length=2), nullable=False),
        sa.Column("base", sa.String(length=16), nullable=False),
        sa.Column("need", sa.Integer(), nullable=False),
        sa.Column("carried", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=60), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "base IN ('eligible', 'attended', 'returned', 'valid')",
            name=op.f("ck_hand_vote_base_known"),
        ),
        sa.CheckConstraint(
            "item_class IN ('welfare', 'distribution', 'appointment', 'assessment', 'discipline', 'regulation', 'collective_contract', 'settlement', 'work_report', 'finance_report', 'motions_report', 'procedure', 'other')",
            name=op.f("ck_hand_vote_item_class_known"),
        ),
        sa.CheckConstraint("operator IN ('>', '>=')", name=op.f("ck_hand_vote_operator_known")),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_reason IS NULL)",
            name=op.f("ck_hand_vote_withdrawal_explained"),
        ),
        sa.CheckConstraint(
            "agree + oppose + abstain <= present", name=op.f("ck_hand_vote_hands_of_those_present")
        ),
        sa.CheckConstraint(
            "agree >= 0 AND oppose >= 0 AND abstain >= 0", name=op.f("ck_hand_vote_hands_counted")
        ),
        sa.CheckConstraint(
            "need >= 1 AND carried = (agree >= need)", name=op.f("ck_hand_vote_carried_by_need")
        ),
        sa.CheckConstraint(
            "present <= eligible", name=op.f("ck_hand_vote_present_of_the_eligible")
        ),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"],
            ["agenda_item.id"],
            name=op.f("fk_hand_vote_agenda_item_id_agenda_item"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_hand_vote_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_vote")),
    )
    with op.batch_alter_table("hand_vote", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_hand_vote_agenda_item_id"), ["agenda_item_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_hand_vote_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "joint_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("congress_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.String(length=120), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=60), nullable=False),
        sa.Column("agenda_item_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("outcome_note", sa.String(length=400), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('confirmed', 'not_confirmed')",
            name=op.f("ck_joint_decision_outcome_known"),
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (confirmed_at IS NULL) AND (outcome IS NULL) = (confirmed_by_id IS NULL)",
            name=op.f("ck_joint_decision_outcome_dated"),
        ),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"],
            ["agenda_item.id"],
            name=op.f("fk_joint_decision_agenda_item_id_agenda_item"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"],
            ["meeting.id"],
            name=op.f("fk_joint_decision_confirmed_by_id_meeting"),
        ),
        sa.ForeignKeyConstraint(
            ["congress_id"], ["congress.id"], name=op.f("fk_joint_decision_congress_id_congress")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_decision")),
    )
    with op.batch_alter_table("joint_decision", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_joint_decision_agenda_item_id"), ["agenda_item_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_joint_decision_congress_id"), ["congress_id"], unique=False
        )

    op.create_table(
        "paper_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("title", sa.String(length=40), nullable=False),
        sa.Column("carriers", sa.String(length=120), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('mobile', 'hall')", name=op.f("ck_paper_batch_kind_known")),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_paper_batch_poll_id_poll")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_batch")),
        sa.UniqueConstraint("poll_id", "title", name=op.f("uq_paper_batch_poll_id_title")),
    )
    with op.batch_alter_table("paper_batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_batch_poll_id"), ["poll_id"], unique=False)

    op.create_table(
        "resolution",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("preset", sa.String(length=40), nullable=False),
        sa.Column("overrides", sa.Text(), nullable=False),
        sa.Column("override_reason", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "(overrides = '{}') = (override_reason = '')",
            name=op.f("ck_resolution_overrides_explained"),
        ),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_resolution_poll_id_poll")),
        sa.PrimaryKeyConstraint("poll_id", name=op.f("pk_resolution")),
    )
    op.create_table(
        "award_section",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("quota", sa.Integer(), nullable=False),
        sa.Column("ticks", sa.Integer(), nullable=False),
        sa.Column("exact", sa.Boolean(), nullable=False),
        sa.Column("jury_weight", sa.String(length=9), nullable=True),
        sa.Column("threshold_share", sa.String(length=9), nullable=True),
        sa.Column("threshold_op", sa.String(length=2), nullable=False),
        sa.Column("threshold_base", sa.String(length=16), nullable=True),
        sa.Column("manual_order", sa.Boolean(), nullable=False),
        sa.Column("order_reason", sa.String(length=200), nullable=False),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "manual_order = (order_reason <> '')", name=op.f("ck_award_section_order_explained")
        ),
        sa.CheckConstraint(
            "subject IN ('person', 'group', 'work')", name=op.f("ck_award_section_subject_known")
        ),
        sa.CheckConstraint(
            "threshold_base IS NULL OR threshold_base IN ('eligible', 'attended', 'returned', 'valid')",
            name=op.f("ck_award_section_threshold_base_known"),
        ),
        sa.CheckConstraint(
            "threshold_op IN ('>=', '>')", name=op.f("ck_award_section_threshold_op_known")
        ),
        sa.CheckConstraint(
            "(threshold_share IS NULL) = (threshold_base IS NULL)",
            name=op.f("ck_award_section_threshold_based"),
        ),
        sa.CheckConstraint("quota >= 1", name=op.f("ck_award_section_quota_some")),
        sa.CheckConstraint("ticks >= 1", name=op.f("ck_award_section_ticks_some")),
        sa.ForeignKeyConstraint(
            ["follows_id"],
            ["award_section.id"],
            name=op.f("fk_award_section_follows_id_award_section"),
        ),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["award.poll_id"], name=op.f("fk_award_section_poll_id_award")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_section")),
        sa.UniqueConstraint("poll_id", "title", name=op.f("uq_award_section_poll_id_title")),
    )
    with op.batch_alter_table("award_section", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_award_section_poll_id"), ["poll_id"], unique=False)

    op.create_table(
        "evaluation_group",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("title", sa.String(length=40), nullable=False),
        sa.Column("weight", sa.String(length=24), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("title <> ''", name=op.f("ck_evaluation_group_titled")),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["evaluation.poll_id"], name=op.f("fk_evaluation_group_poll_id_evaluation")
        ),
        sa.PrimaryKeyConstraint("poll_id", "id", name=op.f("pk_evaluation_group")),
        sa.UniqueConstraint("poll_id", "title", name=op.f("uq_evaluation_group_poll_id_title")),
    )
    op.create_table(
        "evaluation_subject",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("post", sa.String(length=60), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("is_body", sa.Boolean(), nullable=False),
        sa.Column("report_sha256", sa.String(length=64), nullable=True),
        sa.Column("report_name", sa.String(length=120), nullable=True),
        sa.Column("report_mime", sa.String(length=80), nullable=True),
        sa.Column("report_size", sa.Integer(), nullable=True),
        sa.Column("extra", sa.String(length=24), nullable=False),
        sa.Column("extra_by", sa.String(length=40), nullable=False),
        sa.Column("extra_reason", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "(extra = '') = (extra_by = '') AND (extra = '') = (extra_reason = '')",
            name=op.f("ck_evaluation_subject_extra_explained"),
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_evaluation_subject_named")),
        sa.CheckConstraint(
            "(report_sha256 IS NULL) = (report_name IS NULL) AND (report_sha256 IS NULL) = (report_mime IS NULL) AND (report_sha256 IS NULL) = (report_size IS NULL)",
            name=op.f("ck_evaluation_subject_report_whole"),
        ),
        sa.CheckConstraint(
            "NOT is_body OR person_id IS NULL", name=op.f("ck_evaluation_subject_body_is_no_person")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_evaluation_subject_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["poll_id"],
            ["evaluation.poll_id"],
            name=op.f("fk_evaluation_subject_poll_id_evaluation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_subject")),
        sa.UniqueConstraint(
            "poll_id", "person_id", name=op.f("uq_evaluation_subject_poll_id_person_id")
        ),
    )
    with op.batch_alter_table("evaluation_subject", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_evaluation_subject_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_evaluation_subject_poll_id"), ["poll_id"], unique=False
        )

    op.create_table(
        "honour_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("contact", sa.String(length=120), nullable=False),
        sa.Column("listed", sa.Text(), nullable=False),
        sa.Column("posted_by", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("first <= last", name=op.f("ck_honour_notice_first_before_last")),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["award.poll_id"], name=op.f("fk_honour_notice_poll_id_award")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_honour_notice")),
    )
    with op.batch_alter_table("honour_notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_honour_notice_poll_id"), ["poll_id"], unique=False)

    op.create_table(
        "honour_objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("conclusion", sa.String(length=1000), nullable=False),
        sa.Column("concluded_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "(conclusion = '') = (concluded_on IS NULL)",
            name=op.f("ck_honour_objection_concluded_on_a_day"),
        ),
        sa.CheckConstraint("text <> ''", name=op.f("ck_honour_objection_something_objected")),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["award.poll_id"], name=op.f("fk_honour_objection_poll_id_award")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_honour_objection")),
    )
    with op.batch_alter_table("honour_objection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_honour_objection_poll_id"), ["poll_id"], unique=False)

    op.create_table(
        "juror",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["award.poll_id"], name=op.f("fk_juror_poll_id_award")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_juror")),
        sa.UniqueConstraint("poll_id", "name", name=op.f("uq_juror_poll_id_name")),
    )
    with op.batch_alter_table("juror", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_juror_poll_id"), ["poll_id"], unique=False)

    op.create_table(
        "paper_entry",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("counts", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "source IN ('typed', 'file', 'confirmed')", name=op.f("ck_paper_entry_source_known")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_paper_entry_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["paper_batch.id"], name=op.f("fk_paper_entry_batch_id_paper_batch")
        ),
        sa.PrimaryKeyConstraint("batch_id", "account_id", name=op.f("pk_paper_entry")),
    )
    op.create_table(
        "resolution_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("item_class", sa.String(length=24), nullable=False),
        sa.Column("overrides", sa.Text(), nullable=False),
        sa.Column("override_reason", sa.String(length=200), nullable=False),
        sa.Column("earlier_item_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "(overrides = '{}') = (override_reason = '')",
            name=op.f("ck_resolution_item_overrides_explained"),
        ),
        sa.CheckConstraint(
            "item_class IN ('welfare', 'distribution', 'appointment', 'assessment', 'discipline', 'regulation', 'collective_contract', 'settlement', 'work_report', 'finance_report', 'motions_report', 'procedure', 'other')",
            name=op.f("ck_resolution_item_item_class_known"),
        ),
        sa.CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawn_reason IS NULL)",
            name=op.f("ck_resolution_item_withdrawal_explained"),
        ),
        sa.CheckConstraint(
            "earlier_item_id IS NULL OR earlier_item_id <> id",
            name=op.f("ck_resolution_item_earlier"),
        ),
        sa.ForeignKeyConstraint(
            ["earlier_item_id"],
            ["resolution_item.id"],
            name=op.f("fk_resolution_item_earlier_item_id_resolution_item"),
        ),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["resolution.poll_id"], name=op.f("fk_resolution_item_poll_id_resolution")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resolution_item")),
    )
    with op.batch_alter_table("resolution_item", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_resolution_item_earlier_item_id"), ["earlier_item_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_resolution_item_poll_id"), ["poll_id"], unique=False)

    op.create_table(
        "award_decision",
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=16), nullable=False),
        sa.Column("next_poll_id", sa.Integer(), nullable=True),
        sa.Column("chosen", sa.Text(), nullable=False),
        sa.Column("body", sa.String(length=60), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("recorded_by", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(step = 'decision') = (chosen <> '[]')",
            name=op.f("ck_award_decision_decision_names_the_chosen"),
        ),
        sa.CheckConstraint(
            "(step = 'runoff') = (next_poll_id IS NOT NULL)",
            name=op.f("ck_award_decision_next_ballot"),
        ),
        sa.CheckConstraint(
            "step <> 'decision' OR body <> ''", name=op.f("ck_award_decision_decided_by_a_body")
        ),
        sa.CheckConstraint(
            "step IN ('runoff', 'decision', 'leave_vacant')",
            name=op.f("ck_award_decision_step_known"),
        ),
        sa.ForeignKeyConstraint(
            ["next_poll_id"], ["poll.id"], name=op.f("fk_award_decision_next_poll_id_poll")
        ),
        sa.ForeignKeyConstraint(
            ["section_id"],
            ["award_section.id"],
            name=op.f("fk_award_decision_section_id_award_section"),
        ),
        sa.PrimaryKeyConstraint("section_id", name=op.f("pk_award_decision")),
    )
    with op.batch_alter_table("award_decision", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_award_decision_next_poll_id"), ["next_poll_id"], unique=False
        )

    op.create_table(
        "award_nominee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("who", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=60), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("nominated_by", sa.String(length=200), nullable=False),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=200), nullable=True),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("revoked_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "(person_id IS NULL) = (name <> '')", name=op.f("ck_award_nominee_person_or_name")
        ),
        sa.CheckConstraint(
            "(revoked_on IS NULL) = (revoked_reason IS NULL)",
            name=op.f("ck_award_nominee_revocation_explained"),
        ),
        sa.CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawn_reason IS NULL)",
            name=op.f("ck_award_nominee_withdrawal_explained"),
        ),
        sa.ForeignKeyConstraint(
            ["follows_id"],
            ["award_nominee.id"],
            name=op.f("fk_award_nominee_follows_id_award_nominee"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_award_nominee_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["section_id"],
            ["award_section.id"],
            name=op.f("fk_award_nominee_section_id_award_section"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_nominee")),
        sa.UniqueConstraint(
            "section_id", "person_id", name=op.f("uq_award_nominee_section_id_person_id")
        ),
    )
    with op.batch_alter_table("award_nominee", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_award_nominee_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_award_nominee_section_id"), ["section_id"], unique=False
        )

    op.create_table(
        "evaluation_group_member",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_evaluation_group_member_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["poll_id", "group_id"],
            ["evaluation_group.poll_id", "evaluation_group.id"],
            name=op.f("fk_evaluation_group_member_poll_id_group_id_evaluation_group"),
        ),
        sa.PrimaryKeyConstraint("poll_id", "person_id", name=op.f("pk_evaluation_group_member")),
    )
    op.create_table(
        "hearing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("presided_by", sa.String(length=60), nullable=False),
        sa.Column("participants", sa.Integer(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("summary <> '' AND conclusion <> ''", name=op.f("ck_hearing_told")),
        sa.CheckConstraint("participants >= 1", name=op.f("ck_hearing_attended")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["resolution_item.id"], name=op.f("fk_hearing_item_id_resolution_item")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing")),
    )
    with op.batch_alter_table("hearing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hearing_item_id"), ["item_id"], unique=False)

    op.create_table(
        "item_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("replied_by", sa.String(length=60), nullable=True),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("body <> ''", name=op.f("ck_item_comment_said")),
        sa.CheckConstraint(
            "(reply IS NULL) = (replied_at IS NULL) AND (reply IS NULL) = (replied_by IS NULL)",
            name=op.f("ck_item_comment_reply_signed"),
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["resolution_item.id"],
            name=op.f("fk_item_comment_item_id_resolution_item"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_item_comment_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_comment")),
    )
    with op.batch_alter_table("item_comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_item_comment_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_item_comment_person_id"), ["person_id"], unique=False)

    op.create_table(
        "text_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=True),
        sa.Column("mime", sa.String(length=80), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "(body IS NULL) = (file_name IS NOT NULL)", name=op.f("ck_text_version_file_or_text")
        ),
        sa.CheckConstraint(
            "(file_name IS NULL) = (mime IS NULL) AND (file_name IS NULL) = (size IS NULL)",
            name=op.f("ck_text_version_file_whole"),
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_text_version_numbered")),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["resolution_item.id"],
            name=op.f("fk_text_version_item_id_resolution_item"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_version")),
        sa.UniqueConstraint("item_id", "number", name=op.f("uq_text_version_item_id_number")),
    )
    with op.batch_alter_table("text_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_text_version_item_id"), ["item_id"], unique=False)

    op.create_table(
        "jury_score",
        sa.Column("juror_id", sa.Integer(), nullable=False),
        sa.Column("nominee_id", sa.Integer(), nullable=False),
        sa.Column("hundredths", sa.Integer(), nullable=True),
        sa.Column("entered_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "hundredths BETWEEN 0 AND 10000", name=op.f("ck_jury_score_score_within_the_scale")
        ),
        sa.ForeignKeyConstraint(
            ["juror_id"], ["juror.id"], name=op.f("fk_jury_score_juror_id_juror")
        ),
        sa.ForeignKeyConstraint(
            ["nominee_id"],
            ["award_nominee.id"],
            name=op.f("fk_jury_score_nominee_id_award_nominee"),
        ),
        sa.PrimaryKeyConstraint("juror_id", "nominee_id", name=op.f("pk_jury_score")),
    )
    with op.batch_alter_table("issued_paper", schema=None) as batch_op:
        batch_op.add_column(sa.Column("batch_id", sa.Integer(), nullable=True))
        batch_op.alter_column("blinded", existing_type=sa.LargeBinary(), nullable=True)
        batch_op.alter_column("signature", existing_type=sa.LargeBinary(), nullable=True)
        batch_op.create_foreign_key(
            batch_op.f("fk_issued_paper_batch_id_paper_batch"), "paper_batch", ["batch_id"], ["id"]
        )
        batch_op.create_check_constraint("signed", "(blinded IS NULL) = (signature IS NULL)")
        batch_op.create_check_constraint(
            "phone_or_paper", "(blinded IS NULL) = (batch_id IS NOT NULL)"
        )


def downgrade():
    with op.batch_alter_table("issued_paper", schema=None) as batch_op:
        batch_op.drop_constraint("phone_or_paper", type_="check")
        batch_op.drop_constraint("signed", type_="check")
        batch_op.drop_constraint(
            batch_op.f("fk_issued_paper_batch_id_paper_batch"), type_="foreignkey"
        )
        batch_op.alter_column("signature", existing_type=sa.LargeBinary(), nullable=False)
        batch_op.alter_column("blinded", existing_type=sa.LargeBinary(), nullable=False)
        batch_op.drop_column("batch_id")

    op.drop_table("jury_score")
    with op.batch_alter_table("text_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_text_version_item_id"))

    op.drop_table("text_version")
    with op.batch_alter_table("item_comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_item_comment_person_id"))
        batch_op.drop_index(batch_op.f("ix_item_comment_item_id"))

    op.drop_table("item_comment")
    with op.batch_alter_table("hearing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hearing_item_id"))

    op.drop_table("hearing")
    op.drop_table("evaluation_group_member")
    with op.batch_alter_table("award_nominee", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_award_nominee_section_id"))
        batch_op.drop_index(batch_op.f("ix_award_nominee_person_id"))

    op.drop_table("award_nominee")
    with op.batch_alter_table("award_decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_award_decision_next_poll_id"))

    op.drop_table("award_decision")
    with op.batch_alter_table("resolution_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resolution_item_poll_id"))
        batch_op.drop_index(batch_op.f("ix_resolution_item_earlier_item_id"))

    op.drop_table("resolution_item")
    op.drop_table("paper_entry")
    with op.batch_alter_table("juror", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_juror_poll_id"))

    op.drop_table("juror")
    with op.batch_alter_table("honour_objection", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_honour_objection_poll_id"))

    op.drop_table("honour_objection")
    with op.batch_alter_table("honour_notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_honour_notice_poll_id"))

    op.drop_table("honour_notice")
    with op.batch_alter_table("evaluation_subject", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evaluation_subject_poll_id"))
        batch_op.drop_index(batch_op.f("ix_evaluation_subject_person_id"))

    op.drop_table("evaluation_subject")
    op.drop_table("evaluation_group")
    with op.batch_alter_table("award_section", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_award_section_poll_id"))

    op.drop_table("award_section")
    op.drop_table("resolution")
    with op.batch_alter_table("paper_batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paper_batch_poll_id"))

    op.drop_table("paper_batch")
    with op.batch_alter_table("joint_decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_joint_decision_congress_id"))
        batch_op.drop_index(batch_op.f("ix_joint_decision_agenda_item_id"))

    op.drop_table("joint_decision")
    with op.batch_alter_table("hand_vote", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hand_vote_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_hand_vote_agenda_item_id"))

    op.drop_table("hand_vote")
    op.drop_table("evaluation")
    op.drop_table("award")
