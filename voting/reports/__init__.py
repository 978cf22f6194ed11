"""Reads only: result sheets, spreadsheets, the published bundle, the archive, the public page."""
