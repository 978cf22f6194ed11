"""The report as PDF: the same words give the same bytes."""

from dataclasses import asdict
from importlib.resources import files

from voting.surveys.results.report import Report
from voting.web.typeset import typeset


def report_pdf(report: Report) -> bytes:
    """Set a report."""
    template = files("voting.surveys.results").joinpath("report.typ").read_bytes()
    return typeset(template, asdict(report))
