"""Foreign text put into Markdown so that it stays text."""


def quoted(text: str, longest: int = 200) -> str:
    """Text as code in one line: nobody is called by it, and nothing in it is markup."""
    line = " ".join(text.replace("`", "'").split())
    return f"`{line if len(line) <= longest else line[:longest] + '…'}`"
