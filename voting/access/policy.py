"""Every endpoint says who may reach it, or the application does not start."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, current_app, request

from voting.access import cookies, sources
from voting.access.principal import Kind, current, may
from voting.access.rules import Permission, offices_with
from voting.access.sources import register_office_source, register_person_source
from voting.errors import NotAllowed, SignInNeeded
from voting.i18n import _

__all__ = [
    "Policy",
    "UndeclaredPolicy",
    "anonymous",
    "check_policies",
    "declare",
    "init_app",
    "is_anonymous",
    "policy_of",
    "public",
    "register_office_source",
    "register_person_source",
    "requires",
    "signed_in",
]

View = TypeVar("View", bound=Callable[..., Any])


class Door(StrEnum):
    """How far a door stands open."""

    ANONYMOUS = "anonymous"
    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    PERMISSION = "permission"


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may reach an endpoint."""

    door: Door
    permission: Permission | None = None


class UndeclaredPolicy(RuntimeError):
    """An endpoint does not say who may reach it; the application does not start."""


ANONYMOUS = Policy(Door.ANONYMOUS)
PUBLIC = Policy(Door.PUBLIC)
SIGNED_IN = Policy(Door.SIGNED_IN)

# Pages of slices below access, which cannot import its decorators.
_BELOW: dict[str, Policy] = {
    "assets.static_file": ANONYMOUS,
    "audit.log": Policy(Door.PERMISSION, Permission.AUDIT_READ),
}


def _mark(view: View, policy: Policy) -> View:
    view.__dict__["access_policy"] = policy
    return view


def anonymous(view: View) -> View:
    """Let everybody in and never look at a cookie or the accounts: nobody is recognised."""
    return _mark(view, ANONYMOUS)


def public(view: View) -> View:
    """Let everybody in, and recognise who is signed in."""
    return _mark(view, PUBLIC)


def signed_in(view: View) -> View:
    """Let in whoever is signed in, officer or delegate; the view decides about what."""
    return _mark(view, SIGNED_IN)


def requires(permission: Permission) -> Callable[[View], View]:
    """Let in whoever has a permission: in the meeting of the URL (``meeting_id``), or globally."""

    def mark(view: View) -> View:
        return _mark(view, Policy(Door.PERMISSION, permission))

    return mark


def policy_of(view: Callable[..., Any] | None) -> Policy | None:
    """Return what a view declared, or None if it said nothing."""
    found: Policy | None = getattr(view, "access_policy", None)
    return found


def declare(app: Flask, endpoint: str, policy: Policy) -> None:
    """Declare the policy of an endpoint whose view cannot be decorated (a library's)."""
    _declared(app)[endpoint] = policy


def _declared(app: Flask) -> dict[str, Policy]:
    table: dict[str, Policy] = app.extensions.setdefault("voting.access.declared", dict(_BELOW))
    return table


def policy_for(app: Flask, endpoint: str) -> Policy | None:
    """Return the policy of an endpoint, or None if nothing declares one."""
    return policy_of(app.view_functions.get(endpoint)) or _declared(app).get(endpoint)


def is_anonymous(endpoint: str) -> bool:
    """Tell whether an endpoint of the current application never looks at a cookie."""
    return policy_for(current_app, endpoint) == ANONYMOUS


def check_policies(app: Flask) -> None:
    """Refuse to start while an endpoint does not say who may reach it."""
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    silent = sorted(endpoint for endpoint in endpoints if policy_for(app, endpoint) is None)
    if silent:
        raise UndeclaredPolicy(f"endpoints without a policy: {', '.join(silent)}")


def enforce() -> None:
    """Recognise who comes and let them in, or not (before every request)."""
    endpoint = request.endpoint
    policy = policy_for(current_app, endpoint) if endpoint else PUBLIC
    cookies.start_afresh()
    if policy == ANONYMOUS:
        return
    cookies.recognise()
    if policy == PUBLIC:
        return
    if current().kind is Kind.NOBODY:
        raise SignInNeeded(_("请先登录。代表请扫描会议卡上的二维码，工作人员请用账号登录。"))
    if policy is None:
        raise NotAllowed(_("这个页面没有对任何人开放。"))
    if policy.permission is not None:
        demand(policy.permission, (request.view_args or {}).get("meeting_id"))


def demand(permission: Permission, meeting_id: int | None) -> None:
    """Refuse whoever lacks a permission, and say whose it is."""
    if may(permission, meeting_id):
        return
    holders = "、".join(office.label for office in offices_with(permission))
    raise NotAllowed(
        _("您没有这项权限，它属于：%(holders)s。如有需要请联系他们。", holders=holders)
    )


def init_app(app: Flask) -> None:
    """Guard every door of an application."""
    sources.of_app(app)
    app.before_request(enforce)
    app.after_request(cookies.hand_out)
    app.context_processor(lambda: {"current": current(), "may": may})
