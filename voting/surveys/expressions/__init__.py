"""Expressions of a questionnaire: read, checked and computed, here and alike on the phone."""
