"""One honest bundle for all tests of a process, and what the verifier says of a changed one."""

from functools import cache
from pathlib import Path

import verifier
from tests.services.reports.sample_poll import a_source
from voting.reports.bundle import BundleSource, bundle_of
from voting.reports.readme import readme


@cache
def the_source() -> BundleSource:
    return a_source()


@cache
def the_bundle() -> bytes:
    return bundle_of(the_source(), readme(the_source()))


def failed(path: Path) -> set[str]:
    return set(verifier.verify(path).failed)


def finding(path: Path, name: str) -> str:
    return next(check.finding for check in verifier.verify(path).checks if check.name == name)
