"""One's own mail address."""

from voting.i18n import lazy
from voting.web.fields import text
from voting.web.forms import TellingForm


class AddressForm(TellingForm):
    """Where one is written to; empty to be written to no more."""

    address = text(
        lazy("邮箱地址"), 254, description=lazy("例如 wangfang@example.com；不填则不再发邮件。")
    )
