"""一页 What a page is before it is printed: its address, its title, its words."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Page:
    """网页 `address` ends in a slash; `template` lies in site_templates/pages."""

    address: str
    column: str
    title: str
    template: str
    description: str
    words: dict[str, Any] = field(default_factory=dict)
    alternate: str | None = None
    linked_data: str = ""

    @property
    def depth(self) -> int:
        """层数 How many folders lie above the page."""
        return self.address.count("/")

    @property
    def root(self) -> str:
        """回根路径 The relative way from this page to the home page."""
        return "../" * self.depth or "./"

    @property
    def shell(self) -> str:
        """页壳 The printed page whose links fit this depth."""
        if self.depth == 0:
            return "index.html"
        folders = {1: f"shell-{self.column}", 2: f"shell/{self.column}"}
        return f"{folders.get(self.depth, f'shell/sheet/{self.column}')}/index.html"
