"""托管平台的文件 The same targets on every forge; templates, forms and owners name what there is."""

import fnmatch
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.intake import receive
from generator.terms.words import ActKind
from generator.web.forge_form import BOXES, KINDS, PROMISE, Manner, form_answers
from tests.conftest import DEMONSTRATION, ROOT
from tests.forges.reading import (
    FORMS,
    GITEE,
    GITLAB,
    HOOKS,
    TEMPLATES,
    WORKFLOWS,
    commands,
    targets,
    value_of,
)
from tests.stories import commit, git
from tests.test_workflows import valid

OWNER = re.compile(r"@example-org/[a-z]+(?:-[a-z]+)*")
MANNERS = {
    "input": {Manner.ONE_LINE},
    "dropdown": {Manner.CHOICE},
    "checkboxes": {Manner.TICKS},
    "textarea": {Manner.TEXT, Manner.PAIRS, Manner.ROWS},
}
GITLAB_FORM = ROOT / ".gitlab/issue_templates/登记官方文件.md"
STARTS_DRAFTS = "起草"


def test_every_target_that_is_called_exists() -> None:
    """In workflows, pipelines of other forges, hooks and the script of CI."""
    made = {*re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.M)}
    called = targets((ROOT / ".ci" / "run").read_text("utf-8"))
    for path in (*WORKFLOWS, *GITEE, GITLAB, HOOKS):
        called |= targets(commands(path))
    assert called - made == set()
    assert called >= {"check", "report", "site", "verify", "test-request", "links", "draft", "lint"}


def test_every_forge_calls_the_same_targets() -> None:
    """The same work everywhere; drafts need GitHub's forms, and GitLab shows findings from a file."""
    named = {path.stem: targets(commands(path)) for path in WORKFLOWS}
    shared = {"check", "publish", "links", "audit"}
    ours = {target for name in shared for target in named[name]}
    assert ours == {"check", "report", "site", "verify", "test-request", "links", "sbom", "audit"}
    # Approvals are asked for on GitHub in review.yml, on GitLab in a job of the same file.
    assert targets(commands(GITLAB)) == ours | {"findings", "setup"}
    gitee = {path.stem: targets(commands(path)) for path in GITEE}
    assert gitee == {name: named[name] for name in shared}
    assert {*named} - shared == {"comment", "draft", "review"}


def test_a_make_that_is_wrong_says_so() -> None:
    """The targets take their arguments as the pipelines give them."""
    command = ["make", "--dry-run", "check", "report", "draft"]
    given = ["AGAINST=HEAD^1", "REVIEW=out/review.yaml", "BASE=HEAD^1", "ISSUE=out/issue.md"]
    given.append("REGISTRY=our records")
    done = subprocess.run([*command, *given], cwd=ROOT, capture_output=True, text=True, check=True)
    told = done.stdout
    command = ".venv/bin/registry check --registry 'our records'"
    assert f"{command} --against 'HEAD^1' --review 'out/review.yaml'\n" in told
    command = ".venv/bin/registry diff 'HEAD^1' --registry 'our records'"
    assert f"{command} --format markdown > out/report.md" in told
    assert (
        ".venv/bin/registry forge draft 'out/issue.md' out/draft --registry 'our records' \n"
        in told
    )


@pytest.mark.parametrize(
    ("changed", "is_tested"),
    [
        (("registry/site.yaml",), False),
        (("registry/notices/2024/new.yaml", "registry/README.md"), False),
        (("registry/site.yaml", "generator/verify.py"), True),
        (("registry.py",), True),
        ((".gitlab-ci.yml",), True),
    ],
)
def test_only_what_changes_the_program_has_it_tested(
    tmp_path: Path, changed: tuple[str, ...], is_tested: bool
) -> None:
    """What main did meanwhile is no part of the request."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / ".gitignore").write_text("!*\n", "utf-8")
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path)
    git(tmp_path, "switch", "-q", "-c", "request")
    for name in changed:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("changed\n", "utf-8")
    commit(tmp_path)
    git(tmp_path, "switch", "-q", "main")
    (tmp_path / "generator").mkdir(exist_ok=True)
    (tmp_path / "generator" / "later.py").write_text("", "utf-8")
    commit(tmp_path)
    git(tmp_path, "switch", "-q", "request")
    command = [
        "make",
        "--no-print-directory",
        "test-request",
        "AGAINST=main",
        "MAKE=echo asked for",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    said = "asked for test\n" if is_tested else "只改了登记记录：由 make check 检查，不测试程序。\n"
    assert done.stdout == said


def test_hooks_fetch_nothing() -> None:
    """Only the project's own commands."""
    repositories = value_of(HOOKS)["repos"]
    assert [each["repo"] for each in repositories] == ["local"]
    assert {hook["language"] for hook in repositories[0]["hooks"]} == {"system"}


def test_each_kind_of_act_has_a_template() -> None:
    """And each template is of a kind, begins with its name, and is named in the general one."""
    general = (ROOT / ".github" / "pull_request_template.md").read_text("utf-8")
    kinds = {kind.replace("_", "-"): kind for kind in ActKind}
    found = {path.stem: path.read_text("utf-8") for path in TEMPLATES.glob("*.md")}
    # An erratum is no act: its own form asks for other things.
    assert found.pop("erratum").startswith("## 勘误\n\n- 录错的文件或平台的编号：\n")
    assert {*found} == {*kinds}
    assert {*re.findall(r"\?template=([a-z-]+)\.md", general)} == {*kinds, "erratum"}
    for name, text in found.items():
        label = kinds[name].label
        assert text.startswith(
            f"## 登记{label}\n\n- 标题：\n- 文号：\n- 成文日期：\n- 原文网址：\n"
        )
        assert re.search(rf"template={name}\.md +{label}\n", general)
        assert [line for line in text.splitlines() if line.startswith("## ")][1:] == [
            "## 提交前",
            "## 审阅",
        ]


def test_forms_have_the_form_of_their_forge() -> None:
    """By the schemas that GitHub publishes; no form is blank."""
    assert valid("github-issue-forms", FORMS / "act.yml", FORMS / "error.yml")
    assert valid("github-issue-config", FORMS / "config.yml")
    assert value_of(FORMS / "config.yml")["blank_issues_enabled"] == "false"


def test_the_form_of_an_act_is_the_table() -> None:
    """Box for box, in order: heading, manner, and whether it must be filled in."""
    boxes = [each for each in value_of(FORMS / "act.yml")["body"] if each["type"] != "markdown"]
    assert [box["attributes"]["label"] for box in boxes] == [box.label for box in BOXES]
    for form, box in zip(boxes, BOXES, strict=True):
        assert box.manner in MANNERS[form["type"]]
        if box.manner is Manner.TICKS:
            assert {each["required"] for each in form["attributes"]["options"]} == {"true"}
        else:
            required = form.get("validations", {}).get("required", "false")
            assert (required == "true") is box.required
    assert boxes[0]["attributes"]["options"] == (*KINDS,)
    assert (*KINDS,) == tuple(kind.label for kind in ActKind)


def test_the_template_of_gitlab_has_the_same_boxes() -> None:
    """It is a text: headings, remarks, and the ticks; as it comes it can be read, and lacks its answers."""
    text = GITLAB_FORM.read_text("utf-8")
    assert re.findall(r"^### (.*)$", text, re.M) == [box.label for box in BOXES]
    kinds = text.partition("### 文件种类")[2].partition("-->")[0]
    assert re.findall(r"[^、\s<!-]+", kinds)[: len(KINDS)] == [*KINDS]
    typed, complaints = form_answers(text)
    assert {label: value for label, value in typed.items() if value} == {
        "确认": "- [ ] 照原文填写，没有推算和编造\n"
        "- [ ] 没有个人信息（姓名、手机号、身份证号、个人邮箱、异议人）"
    }
    missing = [f"“{box.label}”没有填写。" for box in BOXES if box.required and box is not PROMISE]
    assert complaints == [*missing, "“确认”中还有没有勾选的项。"]


def test_a_new_registry_gets_the_same_forms() -> None:
    """Those of GitHub, which Gitea and Gitee read too, and that of GitLab."""
    templates = ROOT / "site_templates/init"
    own = (FORMS / "act.yml").read_text("utf-8")
    theirs = (templates / "forms/.github/ISSUE_TEMPLATE/act.yml").read_text("utf-8")
    assert "".join(line for line in own.splitlines(True) if not line.startswith("#")) == theirs
    copy = templates / "gitlab/.gitlab/issue_templates" / GITLAB_FORM.name
    assert copy.read_text("utf-8") == GITLAB_FORM.read_text("utf-8")


def test_an_attachment_is_fetched_from_the_forge_only(tmp_path: Path) -> None:
    """The first that the form links to, under a name of ours; nothing else is asked for."""
    curl = tmp_path / "bin" / "curl"
    curl.parent.mkdir()
    curl.write_text('#!/bin/sh\necho "$@" >> asked\n', "utf-8")
    curl.chmod(0o755)
    path = {**os.environ, "PATH": f"{curl.parent}:{os.environ['PATH']}"}

    def fetched(text: str) -> tuple[str, str]:
        form, log = tmp_path / "form.md", tmp_path / "asked"
        log.unlink(missing_ok=True)
        form.write_text(text, "utf-8")
        done = subprocess.run([ROOT / ".ci/annex", form, "annex"], cwd=tmp_path, env=path,
                              capture_output=True, text=True, check=True)  # fmt: skip
        return done.stdout, log.read_text("utf-8") if log.exists() else ""

    store = "https://github.com/user-attachments/files"
    told, asked = fetched(f"[名单.xlsx]({store}/12/List%20a.XLSX)\n[二]({store}/13/b.docx)")
    assert told == "annex/annex.xlsx\n"
    assert asked.split()[-1] == f"{store}/12/List%20a.XLSX"
    assert "--max-filesize 10485760" in asked
    for text in (
        "", "https://example.org/user-attachments/files/1/a.xlsx",
        "https://github.com.example.org/user-attachments/files/1/a.xlsx",
        "http://github.com/user-attachments/files/1/a.xlsx",
        "https://github.com/user-attachments/files/$(id)/a.xlsx",
    ):  # fmt: skip
        assert fetched(text) == ("", "")


def test_no_form_starts_a_draft() -> None:
    """The label that does is set by hand; anybody could send a form that carried it."""
    forms = [value_of(FORMS / name) for name in ("act.yml", "error.yml")]
    assert [STARTS_DRAFTS in form["labels"] for form in forms] == [False, False]
    workflow = value_of(ROOT / ".github/workflows/draft.yml")
    first, second = workflow["jobs"].values()
    another = "github.event.sender.login != github.event.issue.user.login"
    assert first["if"] == f"github.event.label.name == '{STARTS_DRAFTS}' && {another}"
    assert second["needs"] == "write"


def test_forms_point_to_the_published_site() -> None:
    """Where the site is, and pages it has."""
    base = value_of(DEMONSTRATION / "site.yaml")["base_url"]
    links = [each["url"] for each in value_of(FORMS / "config.yml")["contact_links"]]
    assert links == [f"{base}verify/", f"{base}publicity/"]


def test_owners_are_placeholders_and_own_what_there_is() -> None:
    """No person, no real team; each path exists, or is the folder a city may have."""
    lines = (ROOT / ".github" / "CODEOWNERS").read_text("utf-8").splitlines()
    rules = [line.split() for line in lines if line and not line.startswith("#")]
    owners = {owner for _, *some in rules for owner in some}
    assert {owner for owner in owners if not OWNER.fullmatch(owner)} == set()
    register = receive(DEMONSTRATION)
    cities = {
        each.id.split("-")[0]
        for filed in register.departments
        for each in filed.record.departments
        if each.city
    }
    owned = {path.strip("/") for path, *_ in rules}
    folders = {path for path in owned if fnmatch.fnmatch(path, "registry/platforms/*")}
    assert folders == {f"registry/platforms/{city}" for city in cities}
    assert len(folders) == 16
    drawers = {"regulations", "work_calendars", "departments.yaml", "site.yaml"}
    assert {path for path in owned if path.startswith("registry/")} - folders == {
        f"registry/{name}" for name in drawers
    }
    theirs = {path for path in owned if path.startswith(("registry", "examples"))}
    assert {path for path in owned - theirs - {"*"} if not (ROOT / path).exists()} == set()
