"""A clerk's form to arguments, a hostile form to sentences, a draft to a pull request."""

import shutil
import subprocess
from pathlib import Path

import pytest

from generator.desk.annexes.columns import folded_head
from generator.desk.questions import questions
from generator.intake import receive
from generator.records.acts import ACTS
from generator.register.register import Register
from generator.terms.words import ActKind
from generator.web.forge_draft import draft_answer, refusal_answer, request_text, request_title
from generator.web.forge_form import BOXES, DraftRequest, form_request, own_fields, own_names
from tests import commands
from tests.conftest import DEMONSTRATION, ROOT
from tests.forges.stand_in import Forge

TICKS = "- [x] 照原文填写，没有推算和编造\n- [X] 没有个人信息"
TYPED = {
    "文件种类": "撤销",
    "标题": "示例·关于撤销1个示范平台称号的通知",
    "发文字号": "示例信〔2024〕6号",
    "成文日期": "2024-06-17",
    "发文机关": "sd-gxt",
    "依据的办法": "lgxf-2020-4",
    "原文网址": "https://example.org/2024-revocation",
    "正文写明的数目": "1",
    "本类文件自己的字段": "takes_effect_on = 2024-07-01",
    "附表": "platform=sd-0001,grounds=整改期满仍不符合要求,article=25\n\n",
    "确认": TICKS,
}
REGISTER = Register.bind(receive(ROOT / "generator/casebook/base"))


def filled(**changes: str) -> str:
    """A form as the forge writes it, with some boxes filled in otherwise."""
    typed = {**TYPED, **changes}
    return "\n\n".join(
        f"### {box.label}\n\n{typed.get(box.label, '_No response_')}" for box in BOXES
    )


def request_of(body: str) -> DraftRequest:
    """The request of a form that is in order."""
    request, complaints = form_request(body, REGISTER)
    assert complaints == []
    assert request is not None
    return request


def test_a_form_becomes_answers() -> None:
    """Each box its field; what was not filled in is not there."""
    request = request_of(filled())
    assert request.kind is ActKind.REVOCATION
    assert request.fields == {
        "title": "示例·关于撤销1个示范平台称号的通知",
        "document_number": "示例信〔2024〕6号",
        "issued_on": "2024-06-17",
        "issuer": "sd-gxt",
        "regulation": "lgxf-2020-4",
        "source.url": "https://example.org/2024-revocation",
        "count": "1",
        "takes_effect_on": "2024-07-01",
    }
    assert request.rows.typed == (
        {"platform": "sd-0001", "grounds": "整改期满仍不符合要求", "article": "25"},
    )


def test_what_looks_like_an_option_stays_a_value() -> None:
    """Nothing that is typed becomes anything else."""
    request = request_of(filled(标题="--registry=/etc", 附表="--registry=/etc"))
    assert request.fields["title"] == "--registry=/etc"
    assert request.rows.typed == ({"name": "--registry=/etc"},)


def test_every_kind_has_its_own_fields() -> None:
    """From the models: what is in no other box."""
    always = ("id", "source.archived_sha256")
    assert {kind: (*own_fields(kind),) for kind in ActKind} == {
        kind: always + own
        for kind, own in {
            "call": ("applications.starts", "applications.ends"),
            "publicity": (
                "window.starts", "window.ends", "window.working_days",
                "objections.to", "objections.how", "objections.contact",
            ),
            "announcement": (
                "publicity", "publicity_unknown",
                "validity.starts", "validity.ends", "validity_unknown",
            ),
            "revocation": ("takes_effect_on",),
            "review": ("publicity",),
            "renaming": ("takes_effect_on",),
            "validity_change": ("of_notices", "except_listed_in", "starts", "ends"),
            "withdrawal": ("takes_effect_on",),
            "abolition": (
                "of_notices", "granted_before", "except_listed_in", "takes_effect_on",
            ),
            "inspection": (),
            "objection": ("publicity",),
            "national_recommendation": (),
            "annual_report": ("year",),
            "reconsideration": ("about", "by", "takes_effect_on"),
            "succession": ("takes_effect_on",),
            "other": (),
            "correction": ("corrects", "what"),
        }.items()
    }  # fmt: skip


def test_every_box_fills_a_field_of_every_kind() -> None:
    """So that no option of `registry new` is guessed."""
    fields = {box.field for box in BOXES if box.field}
    assert len(fields) == 9
    asked = {kind: {question.path for question in questions(ACTS[kind])} for kind in ActKind}
    assert {kind for kind in ActKind if fields - asked[kind]} == set()


def test_an_own_field_is_called_as_people_call_it() -> None:
    """By its code, its label, a head that lists print; a period by its name, for both its ends."""
    names = own_names(ActKind.ANNOUNCEMENT)
    for name in ("validity.starts", "有效期起", "有效期起日", "有效期开始日期"):
        assert names[folded_head(name)] == ("validity.starts",), name
    assert names["有效期"] == names["全部行共同的有效期"] == ("validity.starts", "validity.ends")
    assert names["此前的公示"] == ("publicity",)
    publicity = own_names(ActKind.PUBLICITY)
    assert publicity["公示期"] == ("window.starts", "window.ends")
    assert publicity["受理处室"] == ("objections.to",)


@pytest.mark.parametrize(
    ("body", "complaints"),
    [
        ("", [f"缺少“{box.label}”一栏。" for box in BOXES]),
        (filled().replace("### 标题", "### 题目"), ["缺少“标题”一栏。", "`题目` 不是本表单的栏目。"]),
        (filled(备注="好\n\n### 标题\n\n假的"), ["“标题”一栏出现了不止一次。"]),
        (filled(备注="### @everyone`"), ["`@everyone'` 不是本表单的栏目。"]),
        (
            "抄送某某\n\n" + filled(),
            ["各栏的次序变了，或者第一栏前面多了文字。请不要改动栏目的标题，重新填一份表单。"],
        ),
        (filled(标题="_No response_", 成文日期=""), ["“标题”没有填写。", "“成文日期”没有填写。"]),
        (filled(标题="一\n二"), ["“标题”只能写一行。"]),
        (filled(标题="示\u200b例"), ["“标题”含有看不见的字符 U+200B，请删去后重新键入。"]),
        (filled(确认="- [x] 一\n- [ ] 二"), ["“确认”中还有没有勾选的项。"]),
        (
            filled(文件种类="注销`"),
            ["“文件种类”写的是 `注销'`，应为 " + "、".join(k.label for k in ActKind) + " 之一。"],
        ),
        (
            filled(本类文件自己的字段="生效日 2024-07-01\nends=2024-07-01"),
            [
                "“本类文件自己的字段”第 1 行 `生效日 2024-07-01` 应写成“字段：值”。",
                "“本类文件自己的字段”第 2 行：撤销没有 `ends` 这一项，应为 生效日 之一。",
            ],
        ),
        (
            filled(文件种类="复核", 本类文件自己的字段="ends=2024-07-01"),
            [
                "“本类文件自己的字段”第 1 行：复核没有 `ends` 这一项，应为 此前的公示 之一。"
            ],
        ),
        (
            filled(备注="长" * 60_000),
            [f"申请有 {len(filled(备注='长' * 60_000))} 个字符，超过 60000 个：请拆成几份，或者把名单作为附件上传。"],
        ),
    ],
)  # fmt: skip
def test_a_form_that_cannot_be_used_is_told_why(body: str, complaints: list[str]) -> None:
    """Every reason at once, in sentences; what was typed is quoted as code."""
    assert form_request(body, REGISTER) == (None, complaints)


def test_the_proposal_is_the_template_of_the_kind() -> None:
    """Its first lines filled in with what was typed, which stays text."""
    request = request_of(filled(标题="关于`撤销`的通知 @all #1", 发文字号="_No response_"))
    text = request_text(request, ["id: 2024-revocation"])
    template = (ROOT / ".github/PULL_REQUEST_TEMPLATE/revocation.md").read_text("utf-8")
    assert text.startswith(
        "## 登记撤销\n\n- 标题：`关于'撤销'的通知 @all #1`\n- 文号：（没有）\n- 成文日期：`2024-06-17`\n"
    )
    assert template[template.index("## 提交前") :] in text
    assert "由程序按登记簿填写的各项，**务必对照原文**：\n\n- `id: 2024-revocation`\n" in text
    assert request_title(request) == "登记撤销：关于`撤销`的通知 @all #1"


def test_the_clerk_is_answered() -> None:
    """What was written, what the check says, what was supplied; or what must be put right."""
    written = ["registry/notices/2024/2024-revocation.yaml"]
    assert draft_answer(written, [], []) == (
        "已按申请起草 `registry/notices/2024/2024-revocation.yaml`。检查没有发现问题。\n\n"
        "请对照原文核对草稿，附表中程序补上的名称、单位也要核对。核对以后，再请另一位同事审阅。\n"
    )
    found = ["错误 X101 第 3 行：平台“`”不在登记簿中"]
    assert "\n- `错误 X101 第 3 行：平台“'”不在登记簿中`" in draft_answer(written, found, [])
    assert "- “标题”没有填写。\n" in refusal_answer(["“标题”没有填写。"])


def test_the_target_answers_a_form_that_cannot_be_used(tmp_path: Path) -> None:
    """`make draft` leaves an answer and nothing else."""
    form = tmp_path / "issue.md"
    form.write_text(filled(成文日期="_No response_"), "utf-8")
    registry = ("--registry", DEMONSTRATION)
    done = commands.run("forge", "draft", form, tmp_path / "draft", *registry, cwd=ROOT)
    assert (done.returncode, done.stdout) == (1, "“成文日期”没有填写。\n")
    assert [path.name for path in (tmp_path / "draft").iterdir()] == ["answer.md"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A checkout of the small lawful registry, as the first job of draft.yml has it."""
    folder = tmp_path / "checkout"
    shutil.copytree(ROOT / "generator/casebook/base", folder / "registry")
    shutil.copytree(
        ROOT / ".github/PULL_REQUEST_TEMPLATE", folder / ".github/PULL_REQUEST_TEMPLATE"
    )
    for arguments in (["init", "--quiet", "--initial-branch=main"], ["add", "registry"]):
        subprocess.run(["git", *arguments], cwd=folder, check=True)
    return folder


def drafted(folder: Path, body: str) -> subprocess.CompletedProcess[str]:
    """As `make draft` does it."""
    (folder / "issue.md").write_text(body, "utf-8")
    return commands.run("forge", "draft", "issue.md", "out", cwd=folder)


PRACTICE = {
    "依据的办法": "demo-2020",
    "附表": "platform=示例·济南信息平台,grounds=整改期满仍不符合要求,article=25",
    "本类文件自己的字段": "",
}


def test_a_form_becomes_a_record(folder: Path) -> None:
    """What the program proposed is told, and the patch holds the file."""
    done = drafted(folder, filled(**PRACTICE))
    file = "registry/notices/2024/2024-revocation.yaml"
    assert (done.returncode, done.stdout) == (0, f"{file}\n"), done.stderr
    assert (folder / file).read_text("utf-8") == (
        "# yaml-language-server: $schema=../../.schema/notice.json\n"
        "id: 2024-revocation\n"
        "kind: revocation\n"
        "title: 示例·关于撤销1个示范平台称号的通知\n"
        "document_number: 示例信〔2024〕6号\n"
        "issued_on: 2024-06-17\n"
        "issuer: sd-gxt\n"
        "regulation: demo-2020\n"
        "source:\n"
        "  url: https://example.org/2024-revocation\n"
        "count: 1\n"
        "rows:\n"
        "  - platform: sd-0001\n"
        "    name: 示例·济南信息平台\n"
        "    operating_unit: 示例·济南信息有限公司\n"
        "    grounds: 整改期满仍不符合要求\n"
        "    article: 25\n"
    )
    answer = (folder / "out/answer.md").read_text("utf-8")
    assert answer.startswith(f"已按申请起草 `{file}`。检查没有发现问题。")
    assert "**务必对照原文**：\n\n- `记录的编号：2024-revocation`\n\n" in answer
    patch = (folder / "out/change.patch").read_text("utf-8")
    assert f"+++ b/{file}\n" in patch
    assert patch.count("diff --git") == 1


def test_what_the_program_supplied_is_told(folder: Path) -> None:
    """A validity that nobody typed must not pass for one that was printed."""
    typed = {"文件种类": "公布", "附表": "platform=sd-0001"} | {
        "本类文件自己的字段": "validity.starts=2024-12-01"
    }
    done = drafted(folder, filled(**PRACTICE | typed))
    assert done.returncode == 0, done.stdout
    body = (folder / "out/body.md").read_text("utf-8")
    assert "- `全部行共同的有效期止日：2027-11-30`" in body
    assert "有效期起日：" not in body


ROW = "  - platform: sd-0001\n    name: 示例·济南信息平台\n"
ODD: dict[str, tuple[dict[str, str], str]] = {
    "full-width signs": (
        {
            "发文字号": "示例信［２０２４］６号",
            "成文日期": "２０２４．６．１７",
            "正文写明的数目": "１个",
            "附表": "平台＝示例·济南信息平台；理由＝整改期满仍不符合要求；依据条款＝第二十五条",
            "本类文件自己的字段": "生效日：２０２４年７月１日",
        },
        "takes_effect_on: 2024-07-01\n",
    ),
    "a day with its weekday": ({"成文日期": "2024年6月17日（星期一）"}, "issued_on: 2024-06-17\n"),
    "a list from Excel": (
        {
            "附表": '序号\t平台名称\t撤销理由\t依据条款\n1\t示例·济南信息平台\t"整改期满\n'
            '仍不符合要求"\t第二十五条\n合计\t1'
        },
        ROW + "    grounds: 整改期满仍不符合要求\n",
    ),
    "a list from Word": (
        {"附表": "序号  平台名称  理由  依据条款\n1  示例·济南信息平台  整改期满仍不符合要求  25"},
        ROW + "    grounds: 整改期满仍不符合要求\n",
    ),
    "a table of Markdown": (
        {
            "附表": "| 序号 | 平台名称 | 理由 | 依据条款 |\n|---|:---:|---|---|\n"
            "| 1 | **示例·济南信息平台** | 整改期满<br>仍不符合要求 | 25 |"
        },
        ROW + "    grounds: 整改期满仍不符合要求\n",
    ),
    "marks of quotation": (
        {
            "标题": "“示例·关于撤销示范平台称号的通知”",
            "发文字号": '"示例信〔2024〕6号"',
            "附表": "> 平台：“示例·济南信息平台”，理由：“整改期满，仍不符合”，依据条款：“25”",
        },
        "title: 示例·关于撤销示范平台称号的通知\ndocument_number: 示例信〔2024〕6号\n",
    ),
    "a period within one year": (
        {
            "文件种类": "公示",
            "附表": "示例·济南信息平台",
            "本类文件自己的字段": "公示时间：2024年6月17日-6月21日",
        },
        "window: {starts: 2024-06-17, ends: 2024-06-21}\n",
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_what_clerks_type_becomes_a_record(folder: Path, name: str) -> None:
    """However it is written, it is read as it is meant."""
    changes, written = ODD[name]
    done = drafted(folder, filled(**PRACTICE | changes))
    assert done.returncode == 0, done.stdout
    text = "".join((folder / file).read_text("utf-8") for file in done.stdout.split())
    assert written in text


def test_what_the_paper_does_not_print_is_not_proposed(folder: Path) -> None:
    """原文没有 is an answer: neither a number that was counted nor a validity that the edition gives."""
    absent = {
        "文件种类": "公布",
        "发文字号": "原文没有",
        "正文写明的数目": "原文没有",
        "附表": "示例·济南信息平台",
        "本类文件自己的字段": "有效期：原文没有",
    }
    done = drafted(folder, filled(**PRACTICE | absent))
    assert done.returncode == 0, done.stdout
    (file,) = (each for each in done.stdout.split() if "notices" in each)
    record = (folder / file).read_text("utf-8")
    assert not {"count", "document_number", "validity"} & {
        line.partition(":")[0] for line in record.splitlines()
    }


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"附表": ""}, "缺少必填字段“名单”"),
        (
            {"文件种类": "更正", "附表": "platform=sd-0001"},
            "还缺少 “被更正的文件”、“原来错在哪里”。",
        ),
        (
            {"附表": "序号\n平台名称\n理由\n1\n示例·济南信息平台\n整改期满仍不符合要求"},
            "“附表”里每行只有一格，看不出哪几格是同一行",
        ),
        ({"依据的办法": "那个办法"}, "登记簿里没有叫 `那个办法` 的办法，应为 《示例·"),
        ({"发文机关": "省厅"}, "部门名录中没有名为“省厅”的部门"),
        ({"正文写明的数目": "若干"}, "应为：不带单位的整数，如 12"),
        ({"本类文件自己的字段": "id=../../../escaped"}, "../../../escaped”不合写法"),
    ],
)
def test_what_cannot_be_drafted_is_told(folder: Path, changes: dict[str, str], said: str) -> None:
    """Every reason, in the words of people; nothing is written."""
    done = drafted(folder, filled(**PRACTICE | changes))
    assert done.returncode == 1, done.stderr
    answer = (folder / "out/answer.md").read_text("utf-8")
    assert answer.startswith("没有起草，请改正后再来：\n\n- ")
    assert said in answer
    assert [path.name for path in (folder / "out").iterdir()] == ["answer.md"]
    assert not [*folder.parent.rglob("escaped*")]


PATCH = """\
diff --git a/registry/notices/2024/2024-revocation.yaml b/registry/notices/2024/2024-revocation.yaml
new file mode 100644
--- /dev/null
+++ b/registry/notices/2024/2024-revocation.yaml
@@ -0,0 +1 @@
+id: 2024-revocation
"""


class Desk:
    """A clone with an origin, a draft, and a forge that answers."""

    def __init__(self, folder: Path) -> None:
        self.forge = Forge(folder / "forge")
        self.origin, self.clone = folder / "origin.git", folder / "clone"
        self.draft = self.clone / "out" / "draft"
        self.git("init", "--quiet", "--bare", "--initial-branch=main", self.origin, cwd=folder)
        self.git("clone", "--quiet", self.origin, self.clone, cwd=folder)
        for name in (".ci", "registry"):
            (self.clone / name).mkdir()
        shutil.copy(ROOT / ".ci/propose", self.clone / ".ci")
        shutil.copy(DEMONSTRATION / "site.yaml", self.clone / "registry")
        (self.clone / ".ci/propose").chmod(0o755)
        self.git("switch", "--quiet", "--create", "main")
        self.git("add", ".")
        who = ("-c", "user.name=示例", "-c", "user.email=demo@example.org")
        self.git(*who, "commit", "--quiet", "--message", "Begin")
        self.git("push", "--quiet", "origin", "main")
        self.draft.mkdir(parents=True)
        (self.draft / "answer.md").write_text("答复\n", "utf-8")

    def git(self, *arguments: object, cwd: Path | None = None) -> str:
        """What git says."""
        command = ["git", *map(str, arguments)]
        return subprocess.run(
            command, cwd=cwd or self.clone, capture_output=True, text=True, check=True
        ).stdout

    def drafted(self, patch: str) -> None:
        """What `make draft` leaves."""
        (self.draft / "title").write_text("登记撤销：$(touch pwned)", "utf-8")
        (self.draft / "body.md").write_text("## 登记撤销\n", "utf-8")
        (self.draft / "change.patch").write_text(patch, "utf-8")

    def propose(self, number: str = "12") -> int:
        """As draft.yml calls it."""
        command = [".ci/propose", number, "out/draft"]
        return subprocess.run(
            command, cwd=self.clone, env=self.forge.environment, capture_output=True, check=False
        ).returncode

    @property
    def branches(self) -> list[str]:
        """The branches of the origin."""
        return self.git("for-each-ref", "--format=%(refname:short)", cwd=self.origin).split()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """As in the second job of draft.yml."""
    return Desk(tmp_path)


def test_a_draft_becomes_a_draft_pull_request(desk: Desk) -> None:
    """One new file on a branch of its own; the clerk is told where."""
    desk.drafted(PATCH)
    assert desk.propose() == 0
    assert desk.branches == ["draft/issue-12", "main"]
    change = desk.git("show", "--name-status", "--format=%an %s", "draft/issue-12", cwd=desk.origin)
    assert change.split("\n\n") == [
        "github-actions[bot] Draft the record asked for in #12",
        "A\tregistry/notices/2024/2024-revocation.yaml\n",
    ]
    signed, opened, answered = desk.forge.asked
    assert signed["arguments"] == ["auth", "setup-git"]
    assert opened["arguments"][:9] == [
        "pr", "create", "--draft", "--head", "draft/issue-12", "--base", "main",
        "--title", "登记撤销：$(touch pwned)",
    ]  # fmt: skip
    assert opened["files"]["out/draft/body.md"].endswith("Closes #12\n")
    assert answered["arguments"][:3] == ["issue", "comment", "12"]
    assert answered["files"] == {
        "out/draft/answer.md": "答复\n\n草稿：https://example.org/pull/7\n"
    }
    assert not (desk.clone / "pwned").exists()


def test_without_a_draft_there_is_only_an_answer(desk: Desk) -> None:
    """A form that could not be used."""
    assert desk.propose() == 0
    assert desk.branches == ["main"]
    assert [asked["arguments"][:3] for asked in desk.forge.asked] == [["issue", "comment", "12"]]


def test_a_draft_that_is_there_is_left_alone(desk: Desk) -> None:
    """Somebody may have worked on it."""
    desk.git("push", "--quiet", "origin", "main:refs/heads/draft/issue-12")
    before = desk.git("rev-parse", "draft/issue-12", cwd=desk.origin)
    desk.drafted(PATCH)
    assert desk.propose() == 0
    assert desk.git("rev-parse", "draft/issue-12", cwd=desk.origin) == before
    _, answered = desk.forge.asked
    assert "分支 draft/issue-12 已经存在" in answered["files"]["out/draft/taken.md"]


@pytest.mark.parametrize(
    "patch",
    [
        PATCH.replace("registry/notices/2024/2024-revocation.yaml", ".github/workflows/x.yml"),
        PATCH.replace("2024-revocation.yaml", "2024-revocation.py"),
        PATCH.replace("registry/notices", "../notices"),
        PATCH.replace("new file mode 100644", "new file mode 120000"),
        "diff --git a/registry/site.yaml b/registry/site.yaml\ndeleted file mode 100644\n",
    ],
)
def test_a_draft_may_only_add_records(desk: Desk, patch: str) -> None:
    """Whatever the first job was led to write, nothing else is pushed."""
    desk.drafted(patch)
    assert desk.propose() != 0
    assert desk.branches == ["main"]
    assert [asked["arguments"] for asked in desk.forge.asked] == [["auth", "setup-git"]]


def test_a_draft_may_take_numbers(desk: Desk) -> None:
    """New platforms take theirs from the file of numbers: it may change, and is no record."""
    numbers = "registry/.last-ids"
    (desk.clone / numbers).write_text("sd-0001 0\n", "utf-8")
    desk.git("add", numbers)
    who = ("-c", "user.name=示例", "-c", "user.email=demo@example.org")
    desk.git(*who, "commit", "--quiet", "--message", "Numbers")
    desk.git("push", "--quiet", "origin", "main")
    change = (
        f"diff --git a/{numbers} b/{numbers}\n--- a/{numbers}\n+++ b/{numbers}\n"
        "@@ -1 +1 @@\n-sd-0001 0\n+sd-0002 1\n"
    )
    desk.drafted(PATCH + change)
    assert desk.propose() == 0
    told = desk.git("show", "--name-only", "--format=", "draft/issue-12", cwd=desk.origin)
    assert told.split() == [numbers, "registry/notices/2024/2024-revocation.yaml"]


def test_the_number_is_a_number(desk: Desk) -> None:
    """It is part of a branch's name."""
    assert desk.propose("1;2") == 2
