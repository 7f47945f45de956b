"""依据条款 The one article that a revocation rests on (第二十四条、第二十五条)."""

import re

from generator.citations import article_label
from generator.desk.annexes.values.reading import Read, plain

NUMBERED = re.compile(r"第([0-9]{1,2})条")
LABELS = {article_label(number): number for number in range(1, 100)}
IN_WORDS = re.compile(r"第[一二三四五六七八九十]+条")


def article(text: str) -> Read:
    """读条款 A bare number, 第24条 or 第二十四条; several articles are a doubt."""
    said = plain(text)
    if said.isdecimal():
        return Read(str(int(said)))
    found = {int(number) for number in NUMBERED.findall(said)}
    found |= {LABELS[label] for label in IN_WORDS.findall(said) if label in LABELS}
    if len(found) == 1:
        return Read(str(found.pop()))
    several = f"引了 {len(found)} 条" if found else "没有引出条文编号"
    return Read(doubt=f"依据条款“{text}”{several}，这里只能记一条")
