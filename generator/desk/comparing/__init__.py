"""对比的说法 A comparison told: as text, as Markdown for a pull request, as data."""

from generator.desk.comparing.data import as_data
from generator.desk.comparing.markdown import as_markdown
from generator.desk.comparing.text import as_text

__all__ = ["as_data", "as_markdown", "as_text"]
