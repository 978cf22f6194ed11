"""A service for staff congresses: secret ballots, elections and their results."""
