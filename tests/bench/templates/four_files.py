"""Hook of MkDocs: beside the page of each platform its data, its feed and its badge."""

import json
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

FOLDER = Path(__file__).parent
TEMPLATES = Environment(loader=FileSystemLoader(FOLDER), autoescape=True)


def on_post_page(output: str, page: Any, config: Any) -> str:
    """Write the three files when a page is done."""
    facts = FOLDER / "facts" / f"{page.file.name}.json"
    if facts.exists():
        values = json.loads(facts.read_bytes())
        place = Path(config["site_dir"]) / page.file.name
        place.mkdir(parents=True, exist_ok=True)
        (place / "index.json").write_text(json.dumps(values["platform"], ensure_ascii=False))
        for form in ("atom", "svg"):
            text = TEMPLATES.get_template(f"material.{form}").render(values)
            (place / f"index.{form}").write_text(text)
    return output
