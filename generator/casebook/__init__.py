"""案例 Every rule with the cases that show it: read by tests and by the help of each code.

A case is a small lawful registry (base/) with a few edits, and the findings that
must follow. Somebody who cannot program can add one by writing a YAML file.
"""

from generator.casebook.article_list import article_list
from generator.casebook.articles import ArticleRow, ArticleTable, articles
from generator.casebook.cases import ALL_RULES, Case, Edit, cases_of, laid_out, mending
from generator.casebook.running import CASE_DAY, found_in

__all__ = [
    "ALL_RULES",
    "CASE_DAY",
    "ArticleRow",
    "ArticleTable",
    "Case",
    "Edit",
    "article_list",
    "articles",
    "cases_of",
    "found_in",
    "laid_out",
    "mending",
]
