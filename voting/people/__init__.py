"""The roster: who belongs to the house, read from spreadsheets and kept with care."""
