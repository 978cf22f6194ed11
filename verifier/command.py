"""The recount as a program: ``python -m verifier BUNDLE [--receipt CODE] [--json]``."""

import argparse
import json
import sys
from collections.abc import Sequence

from verifier.container import NotABundle
from verifier.verification import Expected, verify

PASSED, FAILED, UNREADABLE = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Check a bundle and print what was found; return the exit status.

    0: every check passed; 1: at least one failed; 2: the file is not a bundle.
    """
    given = _parser().parse_args(argv)
    try:
        report = verify(given.bundle, Expected(given.fingerprint, given.root, given.receipt))
    except NotABundle as problem:
        print(problem, file=sys.stderr)
        return UNREADABLE
    if given.json:
        print(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        print(report.text())
    return PASSED if report.ok else FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="verifier", description="独立复核一份公布包：从公布的记录重新计票，逐项比对。"
    )
    parser.add_argument("bundle", metavar="BUNDLE", help="公布包（.zip）")
    parser.add_argument("--receipt", metavar="CODE", help="查一张回执的回执码是否在公告板上")
    parser.add_argument("--fingerprint", metavar="TEXT", help="您从大屏幕记下的清单指纹或清单哈希")
    parser.add_argument("--root", metavar="HEX", help="您从大屏幕记下的公告板根")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    return parser
