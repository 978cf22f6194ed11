"""The secret core: rules of a sheet, papers, seal, box, board, opening and tally.

It knows neither persons nor meetings nor pages. ``docs/decisions/0001`` is its specification.
"""
