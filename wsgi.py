"""The application for any WSGI server, set up from ``VOTING_…`` variables."""

import os

from voting.app import create_app
from voting.config import Settings

app = create_app(Settings.from_environment(os.environ))
