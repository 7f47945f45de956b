"""审查 What must be true of the register: one check per file, yields findings.

A check compares two values or more; it never prints and never raises on bad data.
"""

from collections.abc import Iterator
from datetime import date

from generator.checks import (
    act_days_in_order,
    batch_known,
    code_or_reason,
    count_equals_rows,
    credit_code_known,
    credit_code_unique,
    department_known,
    division_known,
    document_number_once,
    edition_terms_known,
    id_is_file_name,
    id_unique,
    name_or_reason,
    notice_known,
    platform_known,
    platform_once_per_notice,
    publicity_days_in_order,
    regulation_known,
    rows_complete,
    source_given,
    span_order,
    validity_given,
    year_folder,
)
from generator.findings import Finding, Rule
from generator.register.register import Register

CHECKS = (
    platform_known,
    id_is_file_name,
    notice_known,
    department_known,
    regulation_known,
    batch_known,
    id_unique,
    credit_code_unique,
    platform_once_per_notice,
    code_or_reason,
    name_or_reason,
    year_folder,
    count_equals_rows,
    source_given,
    rows_complete,
    act_days_in_order,
    document_number_once,
    span_order,
    validity_given,
    publicity_days_in_order,
    credit_code_known,
    division_known,
    edition_terms_known,
)

RULES: tuple[Rule, ...] = tuple(module.RULE for module in CHECKS)


def examine(register: Register, as_of: date) -> Iterator[Finding]:
    """审查 Every breach of every rule, as of one day."""
    for module in CHECKS:
        yield from module.check(register, as_of)
