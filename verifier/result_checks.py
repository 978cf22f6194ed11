"""Checks of what every result has: counts, piles, signatures, and where the log stood."""

from verifier.documents import OFFICES, Bundle
from verifier.report import Mismatch

_PILED = ("issued", "returned", "valid", "rejected", "blank")


def result_belongs(bundle: Bundle) -> str:
    """Compare the counts in the result with counts.json, and what it says of the poll."""
    result, counts = bundle.result, bundle.counts
    if result["kind"].text() != bundle.manifest.kind:
        raise Mismatch("结果的投票种类与清单不符")
    if result["counts"].value != counts.published():
        raise Mismatch("结果中的应到、到会、发出、收回、有效、无效、空白票数与 counts.json 不符")
    for key, expected in (
        ("manifest_hash", bundle.manifest_hash.hex()),
        ("board_root", bundle.board.root.hex()),
        ("title", bundle.manifest.title),
    ):
        said = result.get(key)
        if said is not None and said.value != expected:
            raise Mismatch(f"结果中的 {key} 与公布包不符")
    _refuse_other_piles(bundle)
    return "结果中的各项票数与 counts.json 一致"


def _refuse_other_piles(bundle: Bundle) -> None:
    """Compare what the result says of phones and paper boxes apart."""
    boxes, groups = bundle.boxes, dict(enumerate(bundle.manifest.groups))
    if not boxes:
        if bundle.result.get("paper") is not None or bundle.result.get("phone") is not None:
            raise Mismatch("结果中有纸质票，paper.json 中没有票箱")
        return
    paper = [
        {"title": box.title, "group": groups[box.group].id}
        | {name: getattr(box, name) for name in _PILED}
        for box in boxes
    ]
    phone = {
        name: getattr(bundle.counts, name) - sum(getattr(box, name) for box in boxes)
        for name in _PILED
    }
    if bundle.result["paper"].value != paper or bundle.result["phone"].value != phone:
        raise Mismatch("结果中手机票与各票箱的票数，与 paper.json 不符")


def signatures_refer(bundle: Bundle) -> str:
    """Check that every signature is under exactly this result."""
    signed = bundle.sign_offs
    if any(each.result_hash != bundle.result_hash for each in signed):
        raise Mismatch("有的签字不是签在这份结果上（结果哈希不一致）")
    if not signed:
        raise Mismatch("没有任何监票人、计票人签字")
    if len({(each.name, each.office) for each in signed}) != len(signed):
        raise Mismatch("有人以同一职务签了两次")
    who = "、".join(f"{each.name}（{OFFICES[each.office]}）" for each in signed)
    return f"{len(signed)} 人签字都指向这份结果：{who}"


def log_readable(bundle: Bundle) -> str:
    """Read the head of the service's log, to be compared with the log itself."""
    entries, head = bundle.log_head
    return f"共 {entries} 条，末条哈希 {head.hex()[:16]}…（可与服务的操作日志核对）"
