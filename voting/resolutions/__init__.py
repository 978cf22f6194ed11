"""Resolutions (表决): documents voted on line by line, thresholds, and what was decided."""
