"""Forms of the agenda and its documents."""

from werkzeug.datastructures import FileStorage
from wtforms import FileField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired

from voting.congress.forms.fields import choices_of, required_text
from voting.congress.rules import ItemClass
from voting.congress.service import ItemFacts
from voting.errors import WrongInput
from voting.i18n import _, lazy
from voting.web.fields import CHOOSE, at_most
from voting.web.forms import TellingForm, plain_text, trimmed


class ItemForm(TellingForm):
    """An item of the agenda."""

    title = required_text(lazy("议题"), 120)
    item_class = RadioField(
        lazy("类别"),
        [InputRequired(CHOOSE)],
        choices=choices_of(ItemClass),
        default=ItemClass.HEAR.value,
    )
    note = TextAreaField(
        lazy("说明"), [at_most(400), plain_text], filters=[trimmed], render_kw={"rows": 3}
    )

    @property
    def facts(self) -> ItemFacts:
        """What was said, for the service."""
        return ItemFacts(
            self.title.data or "", ItemClass(self.item_class.data), self.note.data or ""
        )


class DocumentForm(TellingForm):
    """A document of an item."""

    title = StringField(
        lazy("文件标题"),
        [at_most(120), plain_text],
        filters=[trimmed],
        description=lazy("不填则用文件名。"),
    )
    file = FileField(
        lazy("文件"),
        [InputRequired(lazy("请选择要上传的文件。"))],
        description=lazy("PDF、Word、Excel、PPT 或图片，不超过 20 MB。"),
        render_kw={"accept": ".pdf,.doc,.docx,.xls,.xlsx,.pptx,.png,.jpg,.jpeg"},
    )

    @property
    def sent(self) -> FileStorage:
        """The file that was sent; refuse where there is none."""
        found = self.file.data
        if isinstance(found, FileStorage) and found.filename:
            return found
        raise WrongInput(_("请选择要上传的文件。"))
