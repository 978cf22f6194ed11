"""The independent recount of a published bundle; it imports nothing of the service.

``docs/bundle-format.md`` is the only source it was written from. Use it as a program
(``python -m verifier BUNDLE``) or call :func:`verify`.
"""

from verifier.command import main
from verifier.container import NotABundle
from verifier.report import Check, Report
from verifier.verification import Expected, verify

__all__ = ["Check", "Expected", "NotABundle", "Report", "main", "verify"]
