"""文档 `registry docs`, for `make docs`: what under docs/ is made from the program's own data."""

from pathlib import Path

from generator.casebook import article_list, articles
from generator.cli.desk import REGISTRY, opened
from generator.verifier.assembly import assembled

ARTICLES = Path("docs/articles.md")
VERIFIER = Path("tools/verify.py")
EDITION = "lgxf-2020-4"


def docs() -> None:
    """重写由程序生成的文档（docs/articles.md）和单文件核验程序（tools/verify.py）。"""
    edition = opened(REGISTRY).regulations[EDITION]
    ARTICLES.write_text(article_list(articles(), edition), encoding="utf-8")
    print(f"已写 {ARTICLES}")
    VERIFIER.write_text(assembled(), encoding="utf-8")
    print(f"已写 {VERIFIER}")
