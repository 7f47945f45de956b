"""经手 Who proposed a change and who approved it, as the forge tells it; names are its accounts."""

from pydantic import Field

from generator.records.base import Record, Text


class Endorsement(Record):
    """经手 One person proposes, another approves; a person's approval of the own work counts for nothing."""

    author: Text = Field(description="提出改动的账号")
    approved_by: tuple[Text, ...] = Field((), description="核准改动的账号")

    @property
    def is_by_two(self) -> bool:
        """是否两人经手 Forges do not tell accounts apart by capitals."""
        return any(name.casefold() != self.author.casefold() for name in self.approved_by)
