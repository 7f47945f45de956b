"""审查 What must be true of the register: one check per file, yields findings.

A check compares two values or more; it never prints and never raises on bad data.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain
from types import ModuleType

from generator.checks import (
    act_days_in_order,
    announced_after_window,
    announced_was_publicised,
    announced_with_publicity,
    announced_without_objection,
    annual_report_filed,
    assessment_meets_criteria,
    bar_respected,
    batch_known,
    batches_per_year,
    calendar_known,
    code_or_reason,
    correction_chain,
    count_equals_rows,
    credit_code_known,
    credit_code_unique,
    days_known,
    department_known,
    division_exists,
    division_known,
    document_number_once,
    edition_in_force,
    edition_terms_known,
    excusing,
    functions_in_edition,
    id_is_file_name,
    id_unique,
    levels_apart,
    lookalike_characters,
    name_or_reason,
    no_future_days,
    no_personal_data,
    notice_known,
    notice_used,
    one_platform_per_unit,
    platform_known,
    platform_once,
    platform_once_per_notice,
    publicised_accounted_for,
    publicity_days_in_order,
    publicity_long_enough,
    reapplication_in_time,
    recommender_answers,
    rectification_in_time,
    regulation_known,
    renaming_chain,
    review_adds_up,
    revocation_not_backdated,
    revoked_in_validity,
    revoked_was_designated,
    row_names_as_then,
    rows_complete,
    source_given,
    span_order,
    validity_equals_term,
    validity_given,
    validity_no_gap,
    validity_no_overlap,
    year_folder,
)
from generator.checks.excusing import excused
from generator.checks.grounding import grounded
from generator.findings import Finding, Rule
from generator.register.register import Register

CHECKS = (
    platform_known,
    id_is_file_name,
    notice_known,
    days_known,
    department_known,
    regulation_known,
    batch_known,
    id_unique,
    correction_chain,
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
    division_exists,
    publicity_long_enough,
    calendar_known,
    announced_after_window,
    announced_with_publicity,
    announced_without_objection,
    announced_was_publicised,
    publicised_accounted_for,
    validity_equals_term,
    validity_no_overlap,
    validity_no_gap,
    reapplication_in_time,
    revoked_in_validity,
    bar_respected,
    revocation_not_backdated,
    revoked_was_designated,
    batches_per_year,
    review_adds_up,
    one_platform_per_unit,
    recommender_answers,
    edition_in_force,
    functions_in_edition,
    levels_apart,
    lookalike_characters,
    platform_once,
    row_names_as_then,
    renaming_chain,
    annual_report_filed,
    rectification_in_time,
    notice_used,
    no_future_days,
    no_personal_data,
    assessment_meets_criteria,
)

# One after the other, or divided among processes.
Mapped = Callable[
    [Callable[[ModuleType], list[Finding]], tuple[ModuleType, ...]], Iterable[list[Finding]]
]
RULES: tuple[Rule, ...] = (*(module.RULE for module in CHECKS), excusing.RULE)


def examine(register: Register, as_of: date, mapped: Mapped = map) -> Iterator[Finding]:
    """审查 Every breach of every rule, as of one day, less what is excused.

    `mapped` runs the checks: one after the other, or divided among processes.
    """

    def found(module: ModuleType) -> list[Finding]:
        return [grounded(register, finding) for finding in module.check(register, as_of)]

    return excused(register, [*chain.from_iterable(mapped(found, CHECKS))], as_of)
