"""How the log's page says what an entry is about, and names its details."""

import re

from voting.audit.value_labels import VALUE_LABELS
from voting.i18n import lazy

SUBJECT_LABELS: dict[str, str] = {
    "account": lazy("账号"),
    "calendar": lazy("工作日历"),
    "congress": lazy("大会"),
    "mail": lazy("邮件"),
    "meeting": lazy("会议"),
    "motion": lazy("提案"),
    "person": lazy("人员"),
    "poll": lazy("投票"),
    "roster": lazy("花名册"),
    "situation": lazy("情况反馈表"),
    "survey": lazy("问卷"),
}

DETAIL_LABELS: dict[str, str] = {
    "act": lazy("操作"),
    "added": lazy("新增"),
    "agreed": lazy("同意"),
    "approval": lazy("通过方式"),
    "approved_on": lazy("批复日期"),
    "attended": lazy("出席"),
    "before": lazy("原为"),
    "blank": lazy("空白票"),
    "board_root": lazy("公告板校验值"),
    "body": lazy("大会形式"),
    "box": lazy("票箱"),
    "breakdowns": lazy("分组题"),
    "call": lazy("会议形式"),
    "cards": lazy("会议卡"),
    "carried": lazy("通过"),
    "carriers": lazy("携箱人"),
    "changed": lazy("改动"),
    "chosen": lazy("选定"),
    "closes_at": lazy("截止时间"),
    "comments_shown": lazy("本人可看意见"),
    "copied_from": lazy("复制自"),
    "count": lazy("数目"),
    "delegation": lazy("代表团"),
    "delegations": lazy("代表团"),
    "digest": lazy("结果校验值"),
    "dimensions": lazy("测评项目"),
    "elector": lazy("选举人"),
    "electors": lazy("选举人"),
    "eligible": lazy("有选举权"),
    "ended": lazy("终止"),
    "expected": lazy("应到"),
    "extra": lazy("附加分"),
    "extra_by": lazy("附加分由谁决定"),
    "extra_reason": lazy("附加分理由"),
    "failures": lazy("失败次数"),
    "first": lazy("起始日"),
    "flags": lazy("提示"),
    "follows": lazy("后续投票"),
    "group": lazy("组别"),
    "groups": lazy("组别"),
    "into": lazy("并入"),
    "invited": lazy("邀请"),
    "issued": lazy("发出"),
    "item": lazy("议程"),
    "item_class": lazy("议程类别"),
    "kind": lazy("类别"),
    "last": lazy("截止日"),
    "leader": lazy("团长"),
    "letters": lazy("信件"),
    "level": lazy("层级"),
    "linked": lazy("关联的测评"),
    "manifest": lazy("选票校验值"),
    "meetings": lazy("会议"),
    "members": lazy("会员人数"),
    "min_group": lazy("最少人数"),
    "mode": lazy("作答方式"),
    "name": lazy("姓名"),
    "names": lazy("姓名"),
    "need": lazy("须同意"),
    "new_card": lazy("换发新卡"),
    "nominated_by": lazy("提名"),
    "note": lazy("说明"),
    "number": lazy("编号"),
    "numbers": lazy("工号"),
    "objections": lazy("异议"),
    "off": lazy("休息日"),
    "office": lazy("职务"),
    "offices": lazy("职务"),
    "on": lazy("日期"),
    "order": lazy("顺序"),
    "own_sheet": lazy("本人可看结果"),
    "people": lazy("人员"),
    "period": lazy("期次"),
    "person": lazy("人员"),
    "photo": lazy("照片"),
    "place": lazy("地点"),
    "points": lazy("分数"),
    "post": lazy("职务"),
    "preliminary": lazy("预备人选"),
    "present": lazy("到会"),
    "previous": lazy("上一次测评"),
    "published": lazy("公布"),
    "questions": lazy("题目"),
    "reason": lazy("理由"),
    "rejected": lazy("无效票"),
    "removed": lazy("移除"),
    "result": lazy("结果校验值"),
    "returned": lazy("收回"),
    "round": lazy("轮次"),
    "rules": lazy("规则"),
    "scale": lazy("等次"),
    "scan": lazy("扫描件"),
    "scheme": lazy("计分办法"),
    "seats": lazy("应选名额"),
    "seconds": lazy("暂停秒数"),
    "series": lazy("系列"),
    "sessions": lazy("退出登录"),
    "settled": lazy("处理结果"),
    "sha256": lazy("文件校验值"),
    "signed": lazy("重新签发"),
    "small_groups": lazy("人数过少的组"),
    "source": lazy("来源"),
    "state": lazy("状态"),
    "states": lazy("各状态件数"),
    "texts": lazy("所写姓名"),
    "title": lazy("标题"),
    "unchanged": lazy("未变"),
    "units": lazy("部门"),
    "vacant": lazy("空缺"),
    "valid": lazy("有效票"),
    "version": lazy("版次"),
    "visibility": lazy("公布范围"),
    "work": lazy("补班日"),
}

_DIGEST = re.compile(r"[0-9a-f]{64}")
_SHOWN_OF_DIGEST = 16
_YES_NO = {True: lazy("是"), False: lazy("否"), None: lazy("无")}


def subject_in_words(subject: str) -> str:
    """Return what an entry is about: 'poll:7 主席选举' becomes '投票 7 主席选举'."""
    head, colon, rest = subject.partition(":")
    if not colon:
        head, _space, rest = subject.partition(" ")
    if head not in SUBJECT_LABELS:
        return subject
    return f"{SUBJECT_LABELS[head]} {rest}".rstrip()


def details_in_words(details: dict[str, object]) -> list[tuple[str, str]]:
    """Return the details of an entry as (name, value), for reading."""
    return [
        (str(DETAIL_LABELS.get(key, key)), _value(value, VALUE_LABELS.get(key, {})))
        for key, value in details.items()
    ]


def _value(value: object, words: dict[str, str]) -> str:
    if value is None or isinstance(value, bool):
        return str(_YES_NO[value])
    if isinstance(value, list):
        return "、".join(_value(each, words) for each in value) or str(_YES_NO[None])
    if isinstance(value, dict):
        return "，".join(
            f"{words.get(key, key)} {_value(each, words)}" for key, each in value.items()
        )
    text = str(words.get(str(value), value))
    if _DIGEST.fullmatch(text):
        return f"{text[:_SHOWN_OF_DIGEST]}…"
    return text or str(_YES_NO[None])
