"""The theme's styles: what a page could meet stays as it was, the rest goes."""

import pytest

from generator.site.printing import class_words, rules_met

CLASSES = class_words(['<p class="md-here reg-a">'])


@pytest.mark.parametrize(
    ("css", "left"),
    [
        ('@charset "UTF-8";a{b:c}', '@charset "UTF-8";a{b:c}'),
        (".md-here{a:b}.md-gone{a:b}", ".md-here{a:b}"),
        (".md-gone .md-here,.md-here>a{a:b}", ".md-here>a{a:b}"),
        (".md-here:not(.md-gone),a:not(.x:not(.y)){a:b}", ".md-here:not(.md-gone),a:not(.x:not(.y)){a:b}"),
        (":is(.md-gone,.md-here) p{a:b}", ":is(.md-gone,.md-here) p{a:b}"),
        ('[href$=".pdf"]{a:b}', '[href$=".pdf"]{a:b}'),
        ("@media print{.md-gone{a:b}}p{a:b}", "p{a:b}"),
        ("@media print{.md-gone{a:b}.md-here{a:b}}", "@media print{.md-here{a:b}}"),
        ("@keyframes x{from{a:b}to{a:c}}", "@keyframes x{from{a:b}to{a:c}}"),
        (":root{--i:url('data:image/svg+xml,<svg>{};}</svg>')}/* } */.md-here{a:b}",
         ":root{--i:url('data:image/svg+xml,<svg>{};}</svg>')}.md-here{a:b}"),
        ("", ""),
    ],
)  # fmt: skip
def test_rules_stay_where_a_page_bears_their_classes(css: str, left: str) -> None:
    """By whole selectors, also within conditions; what names no class always stays."""
    assert rules_met(css, CLASSES) == left
