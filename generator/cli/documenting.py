"""文档 `registry docs`, for `make docs`: what is kept in git but made by the program."""

from pathlib import Path

from generator.checks.casebook import article_list, articles
from generator.cli.desk import REGISTRY, opened
from generator.cli.schemas import written
from generator.schemas import FOLDER, KINDS

ARTICLES = Path("docs/articles.md")
EDITION = "lgxf-2020-4"


def docs() -> None:
    """重写由程序生成的文件（docs/articles.md、registry/.schema/）。"""
    edition = opened(REGISTRY).regulations[EDITION]
    ARTICLES.write_text(article_list(articles(), edition), encoding="utf-8")
    for path in (ARTICLES, *written(REGISTRY, REGISTRY / FOLDER, [*KINDS])):
        print(f"已写 {path}")
