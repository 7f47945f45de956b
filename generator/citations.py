"""引条 How articles of the regulation are cited, and citations read."""

import re

DIGITS = "零一二三四五六七八九"


def numeral(number: int) -> str:
    """中文数字 As articles are cited, up to 99; a slip of the pen beyond that stays in digits."""
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else DIGITS[tens] + "十")
    return head + (DIGITS[ones] if ones else "")


def article_label(number: int) -> str:
    """条文 The citation of an article: 23 → 第二十三条."""
    return f"第{numeral(number)}条"


def item_label(article: int, item: int | None) -> str:
    """条、项 The citation of an item of an article: 14, 2 → 第十四条第（二）项."""
    return article_label(article) + (f"第（{numeral(item)}）项" if item else "")


def cited_articles(citation: str) -> tuple[int, ...]:
    """所引条号 The articles that a rule cites: 第十四条至第十六条 → 14, 15, 16."""
    labels = {article_label(number): number for number in range(1, 100)}
    named = [labels[label] for label in re.findall("第[一二三四五六七八九十]+条", citation)]
    return tuple(range(named[0], named[-1] + 1)) if "至" in citation else tuple(named)
