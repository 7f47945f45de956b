"""Jinja2 with everything escaped by default and nothing undefined let through."""

import os
import sys
import zlib
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
)

from generator.checks.governing import governing
from generator.program import beside
from generator.register.designation import ONE_DAY
from generator.register.eligibility import figures_said, plain
from generator.site.pages import wording
from generator.site.pages.entries import entry_line, term_in_words, validity_in_words
from generator.terms.citations import article_label, item_label, notice_path, numeral
from generator.terms.words import ActKind, Status

# Those of the desk in a browser are named by their folder: desk/today.html.
FOLDERS = ("site_templates/pages", "site_templates/documents", "site_templates")


@cache
def environment() -> Environment:
    """Environment of the templates: its filters are the wording of the house, and no template holds logic of the law."""
    made = Environment(
        loader=FileSystemLoader([beside(folder) for folder in FOLDERS]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_compiled(),
    )
    made.filters["day"] = wording.long_day
    made.filters["term"] = term_in_words
    made.filters["next_day"] = lambda day: day + ONE_DAY
    made.filters["article"] = article_label
    made.filters["numeral"] = numeral
    made.filters["notice_path"] = notice_path
    made.globals["item_label"] = item_label
    made.filters["plain"] = plain
    made.globals["governing"] = governing
    made.globals["figures_said"] = figures_said
    made.globals["entry_line"] = entry_line
    made.globals["validity_in_words"] = validity_in_words
    made.globals["Status"] = Status
    made.globals["ActKind"] = ActKind
    return made


def _compiled() -> BytecodeCache | None:
    """Compiled templates, kept where Python keeps this module compiled; none where it keeps none."""
    folder = Path(cache_from_source(__file__)).parent
    if sys.dont_write_bytecode or not os.access(folder, os.W_OK):
        return None
    # What is compiled hangs on the settings above too.
    mark = zlib.crc32(Path(__file__).read_bytes())
    return FileSystemBytecodeCache(str(folder), f"template-{mark:08x}-%s.pyc")
