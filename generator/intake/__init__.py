"""收件 The only room that knows YAML: files in, records and findings out."""

from generator.intake.receiving import RULES, receive

__all__ = ["RULES", "receive"]
