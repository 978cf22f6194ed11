"""The forms of motions: the shape of what is typed, one module for each part of the work."""
