"""Two addresses for whoever watches the service: it is alive; it can work."""

from flask import Blueprint, Response, jsonify
from sqlalchemy.exc import SQLAlchemyError

from voting import schema

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def alive() -> Response:
    """Answer as long as the process runs."""
    return jsonify(status="ok")


@bp.get("/readyz")
def ready() -> tuple[Response, int]:
    """Answer yes when both databases can be reached and have the schema of this code."""
    try:
        good = schema.at_head()
    except SQLAlchemyError:
        good = False
    return jsonify(status="ready" if good else "not ready"), 200 if good else 503
