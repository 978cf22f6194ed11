"""All checks in their order, and what each is called."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from verifier import (
    award_checks,
    board_checks,
    container,
    count_checks,
    election_checks,
    evaluation_checks,
    fingerprint,
    mark_checks,
    paper_checks,
    resolution_checks,
    result_checks,
)
from verifier.canonical import Malformed
from verifier.documents import Bundle
from verifier.report import Check, Mismatch, Report

_CODE_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
_CODE_LENGTH = 10

Look = tuple[str, str, Callable[[Bundle], str]]
"""A check: its short name, its title, and what makes it."""

CHECKS: tuple[Look, ...] = (
    ("checksums", "文件校验和", board_checks.files_agree),
    ("manifest", "选票清单", board_checks.manifest_holds),
    ("issuing_keys", "发票公钥", board_checks.keys_agree),
    ("board_order", "公告板次序", board_checks.board_in_order),
    ("codes", "回执码", board_checks.codes_follow),
    ("papers", "发票签名", board_checks.papers_signed),
    ("root", "公告板根", board_checks.root_follows),
    ("bounds", "票数关系", count_checks.counts_bounded),
    ("electors", "领票人", count_checks.papers_bounded),
    ("boxes", "纸质票箱", paper_checks.boxes_add_up),
    ("verdicts", "选票判定", count_checks.verdicts_complete),
    ("marks", "划票记录", mark_checks.marks_complete),
    ("limits", "划票限额", mark_checks.limits_kept),
    ("groups", "选举人分组", mark_checks.groups_add_up),
    ("rulings", "另选认定", count_checks.write_ins_ruled),
    ("counts", "结果票数", result_checks.result_belongs),
    ("signatures", "签字", result_checks.signatures_refer),
    ("log", "日志末条", result_checks.log_readable),
)
"""What is looked at in every bundle, before the result of its kind is recounted."""

RECOUNTS: dict[str, tuple[Look, ...]] = {
    "election": (
        ("validity", "到会与效力", election_checks.held_rightly),
        ("threshold", "当选票数线", election_checks.threshold_follows),
        ("tally", "得票复算", election_checks.tally_follows),
        ("write_ins", "另选复算", election_checks.write_ins_follow),
        ("outcome", "当选复算", election_checks.outcome_follows),
    ),
    "resolution": (
        ("validity", "到会与效力", resolution_checks.held_rightly),
        ("items", "表决复算", resolution_checks.items_follow),
        ("legality", "合法性核对表", resolution_checks.legality_follows),
    ),
    "award": (
        ("validity", "到会与效力", award_checks.held_rightly),
        ("sections", "奖项", award_checks.sections_follow),
        ("scores", "得票得分复算", award_checks.scores_follow),
        ("outcome", "入选复算", award_checks.outcome_follows),
    ),
    "evaluation": (
        ("validity", "到会与效力", evaluation_checks.held_rightly),
        ("plan", "测评方案", evaluation_checks.plan_kept),
        ("figures", "票数复算", evaluation_checks.figures_follow),
        ("by_group", "各组复算", evaluation_checks.groups_follow),
        ("scores", "得分复算", evaluation_checks.scores_follow),
        ("places", "档次、提示和名次", evaluation_checks.places_follow),
    ),
}
"""How the result of each kind of poll is recounted."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What somebody noted from the big screen, or holds as a receipt; None: not given."""

    fingerprint: str | None = None
    root: str | None = None
    receipt: str | None = None


def verify(path: str | Path, expected: Expected | None = None) -> Report:
    """Check a bundle; raises :class:`verifier.NotABundle` where it cannot be read at all."""
    wanted = expected or Expected()
    data = container.content(Path(path))
    files = container.unpacked(data)
    bundle = Bundle(files)
    checks = [_form(data, files)]
    checks += [_checked(bundle, *look) for look in (*CHECKS, *_recount(bundle))]
    checks += _on_screen(bundle, wanted)
    receipt = _receipt(bundle, wanted.receipt) if wanted.receipt is not None else None
    return Report(tuple(checks), _facts(bundle), receipt)


def _form(data: bytes, files: dict[str, bytes]) -> Check:
    ok = container.packed(files) == data
    said = "逐字节符合规定" if ok else "与规定的字节不同：被重新打包过，或包中夹带了别的内容"
    return Check("form", "公布包外形", ok, said)


def _checked(bundle: Bundle, name: str, title: str, look: Callable[[Bundle], str]) -> Check:
    try:
        return Check(name, title, ok=True, finding=look(bundle))
    except (Mismatch, Malformed) as problem:
        return Check(name, title, ok=False, finding=str(problem))
    except KeyError as missing:
        return Check(name, title, ok=False, finding=f"找不到所需的内容 {missing.args[0]!r}")
    except (ArithmeticError, LookupError, StopIteration, ValueError):
        # Rules and records that no service would make; whoever made them, nothing follows.
        return Check(name, title, ok=False, finding="清单或记录自相矛盾，无法由此复算")


def _recount(bundle: Bundle) -> tuple[Look, ...]:
    """Return how the result is recounted; of a kind nobody knows, a check that says so."""
    try:
        return RECOUNTS[bundle.manifest.kind]
    except (KeyError, Malformed):
        return (("kind", "投票种类", _unknown_kind),)


def _unknown_kind(bundle: Bundle) -> str:
    raise Mismatch(f"不认识这种投票（{bundle.manifest.kind}），无法复算它的结果")


def _on_screen(bundle: Bundle, wanted: Expected) -> list[Check]:
    checks = []
    if wanted.fingerprint is not None:
        same = fingerprint.same(wanted.fingerprint, bundle.manifest_hash)
        said = "与您记下的一致" if same else "与您记下的不同：这不是大屏幕上的那张选票"
        checks.append(Check("screen_fingerprint", "大屏幕指纹", same, said))
    if wanted.root is not None:
        noted = "".join(wanted.root.split()).lower()
        root = _root(bundle)
        same = bool(root) and root == noted
        said = "与您记下的一致" if same else "与您记下的不同：公告板被换过"
        checks.append(Check("screen_root", "大屏幕公告板根", same, said))
    return checks


def _root(bundle: Bundle) -> str:
    try:
        return bundle.board.root.hex()
    except Malformed:
        return ""


def _receipt(bundle: Bundle, given: str) -> Check:
    """Look for a receipt code among the entries."""
    code = "".join(letter for letter in given.upper() if letter.isalnum())
    if len(code) != _CODE_LENGTH or set(code) - _CODE_LETTERS:
        said = "回执码应为 10 个字母或数字（A–Z、2–7），请核对后再查"
        return Check("receipt", "回执", ok=False, finding=said)
    try:
        codes = [entry.expected_code for entry in bundle.board.entries]
    except Malformed as problem:
        return Check("receipt", "回执", ok=False, finding=str(problem))
    shown = f"{code[:4]} {code[4:8]} {code[8:]}"
    if code in codes:
        place = codes.index(code) + 1
        said = f"{shown} 在公告板上（第 {place} 条，共 {len(codes)} 条）"
        return Check("receipt", "回执", ok=True, finding=said)
    return Check("receipt", "回执", ok=False, finding=f"{shown} 不在公告板上，请持回执向监票人提出")


def _facts(bundle: Bundle) -> dict[str, str]:
    facts = {
        "清单哈希": bundle.manifest_hash.hex(),
        "清单指纹": fingerprint.fingerprint(bundle.manifest_hash),
        "结果哈希": bundle.result_hash.hex(),
    }
    root = _root(bundle)
    if root:
        facts["公告板根"] = root
    try:
        manifest = bundle.manifest
    except Malformed:
        return facts
    return {"会议": f"{manifest.organisation} {manifest.meeting}", "事项": manifest.title, **facts}
