"""The closed list of official acts that are logged, and their names for readers."""

from enum import StrEnum

from voting.i18n import lazy


class Event(StrEnum):
    """An official act; ``subject:what-happened``, in alphabetical order."""

    ACCOUNT_CHANGED = "account:changed"
    ACCOUNT_CREATED = "account:created"
    ACCOUNT_DISABLED = "account:disabled"
    ACCOUNT_ENABLED = "account:enabled"
    ACCOUNT_INVITED = "account:invited"
    ACCOUNT_PASSWORD_SET = "account:password-set"  # noqa: S105 - an event's name
    AGENDA_CHANGED = "agenda:changed"
    APPOINTMENT_ENDED = "appointment:ended"
    APPOINTMENT_MADE = "appointment:made"
    APPROVAL_OVERRIDDEN = "approval:overridden"
    APPROVAL_RECORDED = "approval:recorded"
    AWARD_PUBLISHED = "award:published"
    AWARD_REVOKED = "award:revoked"
    CANDIDATE_ADDED = "candidate:added"
    CANDIDATE_CHANGED = "candidate:changed"
    CANDIDATE_REMOVED = "candidate:removed"
    CARDS_PRINTED = "cards:printed"
    CHECK_IN_UNDONE = "check-in:undone"
    COMMENT_ANSWERED = "comment:answered"
    COMMENT_MADE = "comment:made"
    COMMENT_WITHDRAWN = "comment:withdrawn"
    CONGRESS_CHANGED = "congress:changed"
    CONGRESS_CREATED = "congress:created"
    DELEGATES_FROZEN = "delegates:frozen"
    DELEGATES_UPDATED = "delegates:updated"
    DOCUMENT_ADDED = "document:added"
    DOCUMENT_REMOVED = "document:removed"
    EVALUATIONS_LINKED = "evaluations:linked"
    HAND_VOTE_RECORDED = "hand-vote:recorded"
    HAND_VOTE_WITHDRAWN = "hand-vote:withdrawn"
    HEARING_RECORDED = "hearing:recorded"
    IMPROVEMENT_REWARDED = "improvement:rewarded"
    ITEM_CHANGED = "item:changed"
    JOINT_DECISION_RECORDED = "joint-decision:recorded"
    JOINT_DECISION_SETTLED = "joint-decision:settled"
    JURY_SCORED = "jury:scored"
    LETTER_BOX_CHANGED = "letter-box:changed"
    LINK_REVOKED = "link:revoked"
    MAIL_ADDRESS_CHANGED = "mail-address:changed"
    MAIL_SENT_AGAIN = "mail:sent-again"
    MEETING_CHANGED = "meeting:changed"
    MEETING_CREATED = "meeting:created"
    MOTION_REGISTER_IMPORTED = "motion-register:imported"
    MOTION_SETTINGS_CHANGED = "motion-settings:changed"
    MOTION_ACTED = "motion:acted"
    MOTION_HONOURED = "motion:honoured"
    MOTION_SCORED = "motion:scored"
    ORDER_OVERRIDDEN = "order:overridden"
    PAPER_BOX_CHANGED = "paper-box:changed"
    PAPER_COUNTED = "paper:counted"
    PAPER_HANDED_OUT = "paper:handed-out"
    PAPER_TAKEN_BACK = "paper:taken-back"
    POLL_ANNULLED = "poll:annulled"
    POLL_CERTIFIED = "poll:certified"
    POLL_CHANGED = "poll:changed"
    POLL_CLOSED = "poll:closed"
    POLL_COUNTED = "poll:counted"
    POLL_CREATED = "poll:created"
    POLL_DECLARED = "poll:declared"
    POLL_OPENED = "poll:opened"
    POLL_PUBLISHED = "poll:published"
    POLL_SEALED = "poll:sealed"
    POLL_UNSEALED = "poll:unsealed"
    PUBLICITY_RECORDED = "publicity:recorded"
    REPORTER_APPOINTED = "reporter:appointed"
    REPORTER_DISMISSED = "reporter:dismissed"
    RESOLUTION_RESUBMITTED = "resolution:resubmitted"
    RESULT_SIGNED = "result:signed"
    ROSTER_IMPORTED = "roster:imported"
    RUN_OFF_CREATED = "run-off:created"
    SEATS_REDUCED = "seats:reduced"
    SESSIONS_REVOKED = "sessions:revoked"
    SETTING_OVERRIDDEN = "setting:overridden"
    SIGN_IN_REFUSED = "sign-in:refused"
    SITUATION_ASKED = "situation:asked"
    SITUATION_SUBMITTED = "situation:submitted"
    SITUATION_TAKEN_BACK = "situation:taken-back"
    SUBJECT_ADDED = "subject:added"
    SUBJECT_CHANGED = "subject:changed"
    SUBJECT_REMOVED = "subject:removed"
    SURVEY_BATCH_IMPORTED = "survey:batch-imported"
    SURVEY_BATCH_REMOVED = "survey:batch-removed"
    SURVEY_CHANGED = "survey:changed"
    SURVEY_CLOSED = "survey:closed"
    SURVEY_COMMENT_AGREED = "survey:comment-agreed"
    SURVEY_COMMENT_REVIEWED = "survey:comment-reviewed"
    SURVEY_COUNTED = "survey:counted"
    SURVEY_CREATED = "survey:created"
    SURVEY_DISCARDED = "survey:discarded"
    SURVEY_PAPER_GIVEN = "survey:paper-given"
    SURVEY_PAPER_REFUSED = "survey:paper-refused"
    SURVEY_PAPER_TAKEN_BACK = "survey:paper-taken-back"
    SURVEY_PUBLISHED = "survey:published"
    SURVEY_RELEASED = "survey:released"
    SURVEY_REMINDED = "survey:reminded"
    SURVEY_RESPONSE_INVALIDATED = "survey:response-invalidated"
    SURVEY_RESPONSE_RESTORED = "survey:response-restored"
    SURVEY_ROWS_EXPORTED = "survey:rows-exported"
    SURVEY_WITHDRAWN = "survey:withdrawn"
    TEXT_ADDED = "text:added"
    TIE_DECIDED = "tie:decided"
    VACANCY_LEFT = "vacancy:left"
    WRITE_IN_RESOLVED = "write-in:resolved"


EVENT_LABELS: dict[Event, str] = {
    Event.ACCOUNT_CHANGED: lazy("修改账号"),
    Event.ACCOUNT_CREATED: lazy("建立账号"),
    Event.ACCOUNT_DISABLED: lazy("停用账号"),
    Event.ACCOUNT_ENABLED: lazy("恢复账号"),
    Event.ACCOUNT_INVITED: lazy("发出设置密码的邀请"),
    Event.ACCOUNT_PASSWORD_SET: lazy("设置密码"),
    Event.AGENDA_CHANGED: lazy("修改议程"),
    Event.APPOINTMENT_ENDED: lazy("结束任职"),
    Event.APPOINTMENT_MADE: lazy("确定会议工作人员"),
    Event.APPROVAL_OVERRIDDEN: lazy("未获批复，说明理由后继续"),
    Event.APPROVAL_RECORDED: lazy("登记上级批复"),
    Event.AWARD_PUBLISHED: lazy("正式公布获奖名单"),
    Event.AWARD_REVOKED: lazy("取消获奖资格"),
    Event.CANDIDATE_ADDED: lazy("增加候选人"),
    Event.CANDIDATE_CHANGED: lazy("修改候选人"),
    Event.CANDIDATE_REMOVED: lazy("移除候选人"),
    Event.CARDS_PRINTED: lazy("印制会议卡"),
    Event.CHECK_IN_UNDONE: lazy("撤销签到"),
    Event.COMMENT_ANSWERED: lazy("答复预审意见"),
    Event.COMMENT_MADE: lazy("提出预审意见"),
    Event.COMMENT_WITHDRAWN: lazy("撤回预审意见"),
    Event.CONGRESS_CHANGED: lazy("修改大会信息"),
    Event.CONGRESS_CREATED: lazy("建立大会"),
    Event.DELEGATES_FROZEN: lazy("锁定代表名单"),
    Event.DELEGATES_UPDATED: lazy("更新代表名单"),
    Event.DOCUMENT_ADDED: lazy("上传会议文件"),
    Event.DOCUMENT_REMOVED: lazy("移除会议文件"),
    Event.EVALUATIONS_LINKED: lazy("关联两项测评"),
    Event.HAND_VOTE_RECORDED: lazy("登记举手表决"),
    Event.HAND_VOTE_WITHDRAWN: lazy("撤销举手表决记录"),
    Event.HEARING_RECORDED: lazy("登记听证"),
    Event.IMPROVEMENT_REWARDED: lazy("登记合理化建议的效益和奖励"),
    Event.ITEM_CHANGED: lazy("修改表决议题"),
    Event.JOINT_DECISION_RECORDED: lazy("登记联席会议决定"),
    Event.JOINT_DECISION_SETTLED: lazy("大会确认联席会议决定"),
    Event.JURY_SCORED: lazy("录入评审分"),
    Event.LETTER_BOX_CHANGED: lazy("设置信箱"),
    Event.LINK_REVOKED: lazy("作废个人链接"),
    Event.MAIL_ADDRESS_CHANGED: lazy("修改邮箱地址"),
    Event.MAIL_SENT_AGAIN: lazy("重新发送邮件"),
    Event.MEETING_CHANGED: lazy("修改会议信息"),
    Event.MEETING_CREATED: lazy("建立会议"),
    Event.MOTION_REGISTER_IMPORTED: lazy("导入提案登记册"),
    Event.MOTION_SETTINGS_CHANGED: lazy("修改提案工作设置"),
    Event.MOTION_ACTED: lazy("办理提案、建议或来信"),
    Event.MOTION_HONOURED: lazy("公布优秀提案"),
    Event.MOTION_SCORED: lazy("为优秀提案评分"),
    Event.ORDER_OVERRIDDEN: lazy("手工调整姓名顺序"),
    Event.PAPER_BOX_CHANGED: lazy("设置纸质票箱"),
    Event.PAPER_COUNTED: lazy("录入纸质选票"),
    Event.PAPER_HANDED_OUT: lazy("发出纸质选票"),
    Event.PAPER_TAKEN_BACK: lazy("收回未投的纸质选票"),
    Event.POLL_ANNULLED: lazy("作废投票"),
    Event.POLL_CERTIFIED: lazy("确认投票结果"),
    Event.POLL_CHANGED: lazy("修改投票设置"),
    Event.POLL_CLOSED: lazy("截止投票"),
    Event.POLL_COUNTED: lazy("完成计票"),
    Event.POLL_CREATED: lazy("新建投票"),
    Event.POLL_DECLARED: lazy("宣布结果"),
    Event.POLL_OPENED: lazy("开始投票"),
    Event.POLL_PUBLISHED: lazy("公布结果"),
    Event.POLL_SEALED: lazy("封存选举人名册"),
    Event.POLL_UNSEALED: lazy("开箱"),
    Event.PUBLICITY_RECORDED: lazy("登记公示"),
    Event.REPORTER_APPOINTED: lazy("设情况反馈信息员"),
    Event.REPORTER_DISMISSED: lazy("撤换情况反馈信息员"),
    Event.RESOLUTION_RESUBMITTED: lazy("重新提交表决"),
    Event.RESULT_SIGNED: lazy("签字确认"),
    Event.ROSTER_IMPORTED: lazy("导入花名册"),
    Event.RUN_OFF_CREATED: lazy("建立再次投票"),
    Event.SEATS_REDUCED: lazy("减少应选名额"),
    Event.SESSIONS_REVOKED: lazy("强制退出登录"),
    Event.SETTING_OVERRIDDEN: lazy("改动默认规则"),
    Event.SIGN_IN_REFUSED: lazy("登录多次失败，暂停登录"),
    Event.SITUATION_ASKED: lazy("征集情况反馈"),
    Event.SITUATION_SUBMITTED: lazy("提交情况反馈"),
    Event.SITUATION_TAKEN_BACK: lazy("撤回情况反馈"),
    Event.SUBJECT_ADDED: lazy("增加测评对象"),
    Event.SUBJECT_CHANGED: lazy("修改测评对象"),
    Event.SUBJECT_REMOVED: lazy("移除测评对象"),
    Event.SURVEY_BATCH_IMPORTED: lazy("导入纸质答卷"),
    Event.SURVEY_BATCH_REMOVED: lazy("移除纸质答卷"),
    Event.SURVEY_CHANGED: lazy("修改问卷"),
    Event.SURVEY_CLOSED: lazy("截止问卷"),
    Event.SURVEY_COMMENT_AGREED: lazy("同意意见的公布方式"),
    Event.SURVEY_COMMENT_REVIEWED: lazy("审读问卷意见"),
    Event.SURVEY_COUNTED: lazy("统计问卷"),
    Event.SURVEY_CREATED: lazy("新建问卷"),
    Event.SURVEY_DISCARDED: lazy("删除问卷草稿"),
    Event.SURVEY_PAPER_GIVEN: lazy("登记领纸质问卷"),
    Event.SURVEY_PAPER_REFUSED: lazy("登记领纸质问卷未成"),
    Event.SURVEY_PAPER_TAKEN_BACK: lazy("撤销领纸质问卷"),
    Event.SURVEY_PUBLISHED: lazy("发布问卷"),
    Event.SURVEY_RELEASED: lazy("公布问卷结果"),
    Event.SURVEY_REMINDED: lazy("发送问卷邀请或提醒"),
    Event.SURVEY_RESPONSE_INVALIDATED: lazy("判答卷无效"),
    Event.SURVEY_RESPONSE_RESTORED: lazy("恢复判为无效的答卷"),
    Event.SURVEY_ROWS_EXPORTED: lazy("导出实名答卷"),
    Event.SURVEY_WITHDRAWN: lazy("作废问卷"),
    Event.TEXT_ADDED: lazy("登记议题文本"),
    Event.TIE_DECIDED: lazy("决定得票相等者"),
    Event.VACANCY_LEFT: lazy("名额暂缺"),
    Event.WRITE_IN_RESOLVED: lazy("认定另选他人姓名"),
}
