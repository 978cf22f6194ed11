"""Surveys (问卷): questionnaires, answers checked alike here and on the phone, safe tables."""
