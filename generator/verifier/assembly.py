"""单文件 Joins the modules of the verifier into one file that needs no package."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
# In the order in which one needs another.
MODULES = (
    "merkle", "entries", "places", "records", "copies", "leftovers", "logs", "proofs", "signatures", "commands",
)  # fmt: skip
OPENING = '''"""核验 Tells whether a copy of the register is whole, and whether its history is as before.

Needs nothing but Python's standard library: `python3 verify.py FOLDER|ADDRESS|PROOF`.
Made from generator/verifier/ by `make docs`; see docs/trust.md.
"""
'''
OWN = "generator"
MAIN = "if __name__"


def assembled() -> str:
    """单文件 The whole verifier, as text."""
    sources = [(HERE / f"{name}.py").read_text("utf-8") for name in MODULES]
    imports = "\n".join(_imports(ast.parse(source) for source in sources))
    bodies = "\n\n\n".join(_body(source) for source in sources)
    return f"{OPENING}\n{imports}\n\n{bodies}\n"


def _imports(modules: Iterable[ast.Module]) -> Iterator[str]:
    """Whole modules first, then names, each once and in order."""
    plain: set[str] = set()
    named: dict[str, set[str]] = {}
    for node in (node for module in modules for node in module.body):
        if isinstance(node, ast.Import):
            plain |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and not (node.module or "").startswith(OWN):
            named.setdefault(node.module or "", set()).update(each.name for each in node.names)
    yield from (f"import {name}" for name in sorted(plain))
    for module, names in sorted(named.items()):
        # Constants, then classes, then functions: as the formatter orders them.
        ordered = sorted(names, key=lambda name: (not name.isupper(), name.islower(), name))
        yield f"from {module} import {', '.join(ordered)}"


def _body(source: str) -> str:
    """What comes after the imports; the docstring of the module becomes a comment."""
    module = ast.parse(source)
    last = max(
        (n.end_lineno or 0 for n in module.body if isinstance(n, ast.Import | ast.ImportFrom)),
        default=module.body[0].end_lineno or 0,
    )
    said = (ast.get_docstring(module) or "").splitlines()
    comment = "\n".join(f"# {line}".rstrip() for line in said)
    rest = "\n".join(source.splitlines()[last:]).strip()
    return (
        f"{comment}\n\n{rest}"
        if rest.startswith(("#", "class", "def", "@"))
        else f"{comment}\n{rest}"
    )
