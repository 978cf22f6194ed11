"""The forms of surveys: the shape of what is typed, one module for each part of the work."""
