"""Record models: what one file may say. Frozen and strict, without input or output.

One value is shape and is judged here; anything that compares two values is a
check (`generator.checks`), so that one mistake never hides another.
"""
