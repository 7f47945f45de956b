"""字段格式 JSON Schema of every record, for editors: made from the models of `records/`.

Shape only. What compares two values is a check, and stays with `registry check`.
"""

from generator.schemas.kinds import FOLDER, KINDS, schema_line
from generator.schemas.making import encoded, functions_of, schema_of

__all__ = ["FOLDER", "KINDS", "encoded", "functions_of", "schema_line", "schema_of"]
