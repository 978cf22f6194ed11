"""The pages of surveys hang on one blueprint; each module of pages adds its own."""

from flask import Blueprint

bp = Blueprint("surveys", __name__)
ONE = "/surveys/<int:survey_id>"
ANSWERED = "/s/<public_id>"
