"""What the office sends about answers on paper: a file with its figures, staff numbers."""

import re

from wtforms import FileField
from wtforms.validators import InputRequired, NumberRange, Optional

from voting.i18n import lazy
from voting.surveys.service.batching import BatchFacts
from voting.web.fields import WholeNumber, paragraph, text
from voting.web.forms import TellingForm

_MOST_ISSUED = 1_000_000
_BETWEEN = re.compile(r"[\s,，、;；]+")


class BatchForm(TellingForm):
    """A file of responses, what to call it, and how many were given out."""

    title = text(
        lazy("这一批叫什么"),
        60,
        required=True,
        description=lazy("如“东校区纸质问卷”，结果里会写明。"),
    )
    issued = WholeNumber(
        lazy("发出多少份"),
        [Optional(), NumberRange(0, _MOST_ISSUED, message=lazy("请填写不小于 0 的整数。"))],
        description=lazy("收回的份数按文件里的行数计。"),
    )
    file = FileField(
        lazy("答卷文件"),
        [InputRequired(lazy("请先选择文件。"))],
        render_kw={"accept": ".xlsx,.xls,.csv"},
        description=lazy("Excel 或 CSV，一行一份答卷，不超过 20 MB。"),
    )

    @property
    def facts(self) -> BatchFacts:
        """What was typed."""
        return BatchFacts(self.title.data or "", self.issued.data)


class KeepForm(TellingForm):
    """The button under the preview."""


class PaperListForm(TellingForm):
    """Staff numbers of those who answer on paper."""

    numbers = paragraph(lazy("工号"), 20_000, 4)

    @property
    def read_numbers(self) -> list[str]:
        """The numbers, in the order they were typed."""
        return [each for each in _BETWEEN.split(self.numbers.data or "") if each]
