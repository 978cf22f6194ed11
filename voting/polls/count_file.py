"""What the files of ``voting count`` have in common: declared counts, held against the ballots."""

from typing import Protocol

from voting.ballots.tally import Counts
from voting.i18n import _
from voting.polls.reading import Reader
from voting.polls.sheets import Sheets


class Declared(Protocol):
    """The counts a file declares; ``attended`` is ``None`` where it was left out."""

    @property
    def eligible(self) -> int:
        """Those who may vote."""

    @property
    def attended(self) -> int | None:
        """Those who came."""

    @property
    def issued(self) -> int:
        """Ballots handed out."""

    @property
    def returned(self) -> int:
        """Ballots in the box."""


def sheets_of(file: Declared, counts: Counts) -> Sheets:
    """Return the counts of the whole, with what the ballots were judged to be."""
    return Sheets(
        eligible=file.eligible,
        attended=file.attended,
        issued=file.issued,
        returned=file.returned,
        valid=counts.valid(),
        rejected=counts.rejected(),
        blank=counts.blank(),
    )


def check_attended(reader: Reader, file: Declared) -> None:
    """Say so where more came than may vote."""
    if file.attended is not None and file.attended > file.eligible:
        reader.wrong(
            "attended",
            _("到会人数 %(n)s 多于应到会人数 %(of)s。", n=file.attended, of=file.eligible),
        )


def check_ballots(reader: Reader, file: Declared, number: int) -> None:
    """Say so where the ballots in the file are not those returned, or more than the electors."""
    if number != file.returned:
        reader.wrong(
            "ballots",
            _(
                "共有选票 %(n)s 张，与收回的 %(returned)s 张不符。",
                n=number,
                returned=file.returned,
            ),
        )
    elif number > file.eligible:
        reader.wrong(
            "ballots",
            _("共有选票 %(n)s 张，多于应到会人数 %(of)s。", n=number, of=file.eligible),
        )
