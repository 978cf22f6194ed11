"""What officers send about the roster: a search, a file, a confirmation."""

from wtforms import FileField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from voting.i18n import lazy
from voting.people.queries import Presence
from voting.web.forms import PageForm, TellingForm, trimmed

COMPLETE, PARTIAL = "complete", "partial"


class SearchForm(PageForm):
    """Words to find people by, and whom to show."""

    q = StringField(
        lazy("姓名、工号或部门"),
        [Optional(), Length(max=80)],
        filters=[trimmed],
        render_kw={"type": "search", "autocomplete": "off"},
    )
    show = SelectField(
        lazy("范围"),
        choices=[
            (Presence.PRESENT.value, lazy("在册")),
            (Presence.LEFT.value, lazy("已离开")),
            (Presence.ALL.value, lazy("全部")),
        ],
        default=Presence.PRESENT.value,
    )

    @property
    def words(self) -> str:
        """What is searched for."""
        return (self.q.data or "")[:80]

    @property
    def presence(self) -> Presence:
        """Whom to show; whatever else the address says, those present."""
        given = self.show.data
        return Presence(given) if given in set(Presence) else Presence.PRESENT


class UploadForm(PageForm):
    """A spreadsheet, and whether it names everybody."""

    file = FileField(
        lazy("花名册文件"),
        [InputRequired(lazy("请先选择文件。"))],
        render_kw={"accept": ".xlsx,.xls,.ods,.csv"},
    )
    extent = RadioField(
        lazy("这份名单"),
        choices=[
            (COMPLETE, lazy("是完整的花名册：名单中没有的在册人员，标记为已离开")),
            (PARTIAL, lazy("只是一部分人：只新增和更改，其他人不变")),
        ],
        default=COMPLETE,
    )


class ConfirmForm(TellingForm):
    """The button under the preview."""
