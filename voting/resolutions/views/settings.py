"""The page of the rules, with both readings of “半数以上” in this meeting's own numbers."""

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.congress.views.replies import Reply, done
from voting.i18n import _
from voting.polls import roll
from voting.polls.models import Poll
from voting.resolutions import presets, queries, service
from voting.resolutions.forms import SettingsForm
from voting.resolutions.readiness import page_of
from voting.resolutions.rules import readings
from voting.resolutions.views.blueprint import SETUP, bp
from voting.resolutions.views.frame import setup_page
from voting.resolutions.wording import SECRECY_LABELS


@bp.route(f"{SETUP}/settings", methods=["GET", "POST"])
@requires(Permission.POLL_EDIT)
def settings(meeting_id: int, poll_id: int) -> Reply:
    """Choose by which rules the documents are voted on."""
    poll = queries.resolution_poll(meeting_id, poll_id)
    form = _form(poll)
    if form.submitted():
        made = form.tried(
            lambda: service.set_up(poll_id, form.read_version, form.facts, current().actor)
        )
        if made is not None:
            return done(*_after(poll, form))
    shown = setup_page(
        "resolutions/settings.html",
        poll,
        form=form,
        both=readings(roll.eligible(poll)),
        usual=[presets.preset(name) for name in presets.names()],
        secrecy=SECRECY_LABELS,
    )
    return shown, form.status


def _form(poll: Poll) -> SettingsForm:
    found = queries.found_resolution(poll.id)
    if found is not None:
        return SettingsForm.of(found, poll.version)
    return SettingsForm.fresh(queries.usual_preset(poll.meeting_id), poll.version)


def _after(poll: Poll, form: SettingsForm) -> tuple[str, str]:
    if form.other_preset:
        told = _("已保存，规则已换成所选的一套，请核对下面各项。")
        return page_of(poll, "settings"), told
    return page_of(poll, "items"), _("规则已保存。请逐项加入要表决的议题。")
