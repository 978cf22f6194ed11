"""Evaluations of leaders (民主测评): what is asked, how it is scored, and what becomes of it."""
