"""预览 What a clerk sees while writing: the open page follows the record, or says what is wrong."""

from generator.preview.server import opened
from generator.preview.stage import Fault, Stage

__all__ = ["Fault", "Stage", "opened"]
