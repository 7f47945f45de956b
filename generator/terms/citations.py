"""Citations: how articles of the regulation and acts of a document are cited."""

DIGITS = "零一二三四五六七八九"


def numeral(number: int) -> str:
    """Number as articles are cited, 23 → 二十三; above 99, a slip of the pen, it stays in digits."""
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else DIGITS[tens] + "十")
    return head + (DIGITS[ones] if ones else "")


def article_label(number: int) -> str:
    """Citation of an article: 23 → 第二十三条."""
    return f"第{numeral(number)}条"


def item_label(article: int, item: int | None) -> str:
    """Citation of an item of an article: 14, 2 → 第十四条第（二）项."""
    return article_label(article) + (f"第（{numeral(item)}）项" if item else "")


# Between a document's id and the number of an act in it.
PART = "#"


def part_label(name: str) -> str:
    """Which act of its document an id names: 2021-9#2 → 第二项; empty where it names none."""
    number = name.partition(PART)[2]
    return f"第{numeral(int(number))}项" if number.isdecimal() else ""


def notice_path(name: str) -> str:
    """Path on the site of the page of a document, and there of the act if the id names one (2021-9#2)."""
    document, _, number = name.partition(PART)
    return f"notices/{document}/" + (f"#act-{number}" if number else "")
