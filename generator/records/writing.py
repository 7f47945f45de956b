"""写法 How a value is written in a file, as JSON Schema: for editors, which read YAML by its types.

An editor takes `2` for a number and `"2"` for text; the program takes both for the
same text. What is published of a value is a JSON value and described apart.
"""

from typing import Any

from pydantic import WithJsonSchema

WRITING = "x-writing"


def written(wording: str, **schema: Any) -> WithJsonSchema:
    """写法 What may stand in a file, and how to say so in Chinese."""
    return WithJsonSchema({**schema, WRITING: wording}, mode="validation")


def published(**schema: Any) -> WithJsonSchema:
    """公布的写法 What a published file holds."""
    return WithJsonSchema(schema, mode="serialization")
