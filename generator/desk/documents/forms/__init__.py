"""文种 The kinds of act that have a form as an official document."""

from collections.abc import Mapping

from generator.desk.documents.forms import (
    announcement,
    correction,
    publicity,
    renaming,
    review,
    revocation,
    validity_change,
    withdrawal,
)
from generator.desk.documents.forms.form import Form
from generator.terms import ActKind

FORMS: Mapping[ActKind, Form] = {
    ActKind.PUBLICITY: publicity.FORM,
    ActKind.ANNOUNCEMENT: announcement.FORM,
    ActKind.REVOCATION: revocation.FORM,
    ActKind.RENAMING: renaming.FORM,
    ActKind.CORRECTION: correction.FORM,
    ActKind.REVIEW: review.FORM,
    ActKind.VALIDITY_CHANGE: validity_change.FORM,
    ActKind.WITHDRAWAL: withdrawal.FORM,
}
