"""Improvements (合理化建议): proposed by anybody of the staff, adopted or not, rewarded."""
