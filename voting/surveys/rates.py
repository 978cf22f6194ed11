"""How many came back, and how many of them count (回收率, 有效率, 有效问卷回收率)."""

from dataclasses import dataclass

from voting.errors import WrongInput
from voting.i18n import _
from voting.surveys.wording import percent


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its two numbers: it is never printed without them."""

    name: str
    numerator: int
    denominator: int

    @property
    def percent(self) -> str | None:
        """The share with one decimal; nothing of nothing."""
        return percent(self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class Returns:
    """Questionnaires given out (``None``: an open link, nobody knows), come back, and valid."""

    issued: int | None
    returned: int
    valid: int

    def __post_init__(self) -> None:
        """Refuse numbers that cannot be."""
        if self.issued is not None and self.returned > self.issued:
            raise WrongInput(
                _(
                    "收回 %(returned)s 份，多于发出的 %(issued)s 份，请检查发出数。",
                    returned=self.returned,
                    issued=self.issued,
                )
            )

    def rates(self) -> tuple[Rate, ...]:
        """Return the rates that can be told: 有效率 always, the others where 发出 is known."""
        valid = Rate("有效率", self.valid, self.returned)
        if self.issued is None:
            return (valid,)
        return (
            Rate("回收率", self.returned, self.issued),
            valid,
            Rate("有效问卷回收率", self.valid, self.issued),
        )
