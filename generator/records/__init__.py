"""档案 What one file may say: frozen, strict models, no I/O.

One value is shape and is judged here; anything that compares two values is a
check (`generator.checks`), so that one mistake never hides another.
"""
