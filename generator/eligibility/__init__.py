"""申报条件 One judgement for the self-check page, the command, the check and the tests: pure."""

from generator.eligibility.editions import newest
from generator.eligibility.judging import FunctionJudgement, Judgement, Line, judge
from generator.eligibility.misfits import Misfit, misfits
from generator.eligibility.wording import asked, given, result

__all__ = [
    "FunctionJudgement",
    "Judgement",
    "Line",
    "Misfit",
    "asked",
    "given",
    "judge",
    "misfits",
    "newest",
    "result",
]
