"""What people do about mail by hand: their own address, and a letter that is sent once more."""

from voting.access.principal import Principal
from voting.audit import service as audit
from voting.audit.events import Event
from voting.db import unit_of_work
from voting.errors import NotAllowed
from voting.i18n import _
from voting.mail import service as mail
from voting.mail.models import OutgoingMail
from voting.motions.office import is_secretary


def change_address(address: str, who: Principal) -> None:
    """Set, change or (empty) forget one's own address; the log does not keep the address."""
    if who.person_id is None:
        raise NotAllowed(_("当前账号没有关联花名册中的人员，不能设置邮箱。请联系管理员关联。"))
    with unit_of_work():
        mail.set_address(who.person_id, address)
        audit.record(who.actor, Event.MAIL_ADDRESS_CHANGED, f"person:{who.person_id}")


def demand_outbox(who: Principal) -> None:
    """Refuse whoever is not the secretary: letters tell of more than their readers may know."""
    if not is_secretary(who):
        raise NotAllowed(_("邮件由秘书查看，请用秘书账号登录。"))


def send_again(letter_id: int, who: Principal) -> OutgoingMail:
    """Send a failed or unconfirmed letter once more; an unconfirmed one may then arrive twice."""
    demand_outbox(who)
    with unit_of_work():
        letter = mail.send_again(letter_id)
        audit.record(who.actor, Event.MAIL_SENT_AGAIN, f"mail:{letter_id}", title=letter.subject)
    return letter
