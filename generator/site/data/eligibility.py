"""Judgement on eligibility as JSON, for programs that call the command."""

from typing import Any

from generator.register import eligibility
from generator.register.eligibility import CriterionJudgement, FunctionJudgement, Judgement
from generator.site.data.derivation import plain


def judgement_json(judgement: Judgement) -> dict[str, Any]:
    """Judgement line by line, with what is asked and given; `result` sums them up."""
    return {
        "regulation": judgement.edition.id,
        "result": judgement.result.value,
        "one_function": judgement.one_function.value,
        "general": [_line(line) for line in judgement.general],
        "functions": [_function(function) for function in judgement.functions],
    }


def _line(line: CriterionJudgement) -> dict[str, Any]:
    criterion = line.criterion
    return {
        "id": criterion.id,
        "label": criterion.label,
        "article": criterion.article,
        "item": criterion.item,
        "asked": True if line.asked is None else plain(line.asked),
        "unit": criterion.unit or None,
        "given": plain(line.figure),
        "result": line.result.value,
        "on_condition": line.on_condition,
        "says": eligibility.result_text(line),
    }


def _function(function: FunctionJudgement) -> dict[str, Any]:
    return {
        "function": function.asked.function,
        "article": function.asked.article,
        "item": function.asked.item,
        "result": function.result.value,
        "criteria": [_line(line) for line in function.own],
        "any_of": [
            {
                "label": way.way.label,
                "result": way.result.value,
                "criteria": [_line(line) for line in way.lines],
            }
            for way in function.ways
        ],
    }
