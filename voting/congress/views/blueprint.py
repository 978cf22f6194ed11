"""Where the pages of congresses and meetings hang."""

from flask import Blueprint

bp = Blueprint("congress", __name__)
