"""依据 A finding cites the edition that its act rests on, never another edition's article."""

import re
from dataclasses import replace

from generator.checks.walk import FORM, cited
from generator.citations import article_label
from generator.findings import Finding
from generator.register.register import Register

NUMBER = "第[零一二三四五六七八九十]+条"
ARTICLE = re.compile(f"{NUMBER}(?:至{NUMBER})?")


def grounded(register: Register, finding: Finding) -> Finding:
    """依据 The rule's article in the act's own edition; where it has none, the recording rule."""
    if not ARTICLE.fullmatch(finding.article):
        return finding
    edition = register.editions_by_file.get(finding.place.file)
    if edition is None or edition.terms_unknown:
        return replace(finding, article=FORM)
    numbers = {article_label(each.number): each.number for each in edition.articles}
    number = numbers.get(finding.article)
    return replace(finding, article=cited(edition, number) if number else FORM)
