"""Intake: the only room that knows YAML; files become records and findings."""

from generator.intake.receiving import receive
from generator.intake.rules import RULES

__all__ = ["RULES", "receive"]
