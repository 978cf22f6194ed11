"""The application for any WSGI server, set up from ``VOTING_…`` variables."""

from voting.app import from_environment

app = from_environment()
