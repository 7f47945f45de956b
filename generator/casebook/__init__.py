"""案例 Every rule with the cases that show it: read by tests and by the help of each code.

A case is a small lawful registry (base/) with a few edits, and the findings that
must follow. Somebody who cannot program can add one by writing a YAML file.
"""

from generator.casebook.cases import ALL_RULES, Case, Edit, cases_of, laid_out

__all__ = ["ALL_RULES", "Case", "Edit", "cases_of", "laid_out"]
