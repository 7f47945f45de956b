# Everything a person or CI runs. `make` alone lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -eo pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEV := $(VENV)/.ready-dev
BROWSER := $(VENV)/browser
PDF := $(VENV)/pdftotext
SERVERS := $(VENV)/servers
ACTIONLINT := $(VENV)/actionlint
# The folder of records: one's own, or another.
REGISTRY ?= registry
# Of `make desk`.
REPOSITORY ?= .
LISTEN ?= 127.0.0.1:8787
# Of `make fuzz` and `make faults`.
RUNS ?= 1200000
STEPS ?= 40
# Each worker has a stretch of the tests, so that what a file shares is made once.
PYTEST := $(BIN)/pytest -n auto --dist worksteal
QUICK := not browser and not slow and not pdf
# Compiled once, and not at every start of a command.
unexport PYTHONDONTWRITEBYTECODE
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --upgrade \
  --generate-hashes --no-header --no-annotate --no-strip-extras --quiet

.PHONY: help setup site example desk verify check findings diff report draft links test test-request browsers coverage quick lint docs lock \
  bench bench-desk bench-live bench-search faults power fuzz forges sbom audit screenshots clean

help: ## 列出全部目标
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: $(READY) ## 建立运行环境（首次会自动进行）

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "需要 Python 3.11 或更新的版本；可用 make PYTHON=python3.12 指定。"; exit 2; }
	@echo "建立运行环境 $(VENV) …"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements-dev.lock $(READY)
	@$(PIP) install --require-hashes -r requirements.lock -r requirements-dev.lock
	@touch $@

# The other printer is not in requirements.lock.
PRINTER := $(if $(shell grep -s '^printer: zensical' '$(REGISTRY)/site.yaml'),$(DEV),$(READY))

site: $(PRINTER) ## 由登记文件夹（默认 registry/，REGISTRY=文件夹 可另指）生成网站 site/
	@$(BIN)/registry build --registry '$(REGISTRY)'

example: $(READY) ## 由 examples/national/ 生成网站 site-example/
	@$(BIN)/registry build --registry examples/national --out site-example

desk: $(DEV) ## 打开登记台：在浏览器里登记（LISTEN=地址:端口，REPOSITORY=仓库 可另指）
	@$(BIN)/registry desk --repository '$(REPOSITORY)' --listen '$(LISTEN)'

verify: $(READY) ## 核验生成的网站 site/ 是否完整
	@$(BIN)/registry verify site

check: $(READY) ## 检查登记记录和写法（AGAINST=版本 时兼查与它的变动，REVIEW=文件 时兼查是否两人经手）
	@$(BIN)/registry check --registry '$(REGISTRY)' $(if $(AGAINST),--against '$(AGAINST)') $(if $(REVIEW),--review '$(REVIEW)')
	@$(BIN)/registry format --check --registry '$(REGISTRY)'

# GitLab shows it in the merge request; whether the records are in order, `check` says.
findings: $(READY) ## 把同样的问题写入 out/codequality.json，供 GitLab 显示在合并请求中
	@mkdir -p out
	@$(BIN)/registry check --registry '$(REGISTRY)' $(if $(AGAINST),--against '$(AGAINST)') --format codequality \
	  > out/codequality.json || [ $$? = 1 ]

BASE ?= origin/main
diff: $(READY) ## 登记记录与 BASE（默认 origin/main）相比，实际变了什么
	@$(BIN)/registry diff '$(BASE)' --registry '$(REGISTRY)'

report: $(READY) ## 把同样的变更写入 out/report.md，供审阅
	@mkdir -p out
	@$(BIN)/registry diff '$(BASE)' --registry '$(REGISTRY)' --format markdown > out/report.md

draft: $(READY) ## 把登记申请 ISSUE=文件 写成登记记录（ANNEX=文件 时带附件），说明写入 out/draft/
	@$(BIN)/registry forge draft '$(ISSUE)' out/draft --registry '$(REGISTRY)' $(if $(ANNEX),--annex '$(ANNEX)')

$(BIN)/lychee: tools/lychee.lock $(READY)
	@$(PIP) install --require-hashes --no-deps -r $<
	@touch $@

links: $(BIN)/lychee ## 查看来源网址能否打开，写入 out/links.md（要联网）
	@$(BIN)/registry forge links --registry '$(REGISTRY)' --out out/links.md

$(BROWSER): $(DEV) tests/browser/provision.py
	@$(BIN)/python tests/browser/provision.py $@

$(PDF): $(DEV) tests/provision_pdf.py
	@$(BIN)/python tests/provision_pdf.py $@

$(SERVERS): $(DEV) tests/provision_servers.py
	@$(BIN)/python tests/provision_servers.py $@
	@touch $@

$(ACTIONLINT): $(DEV) tests/forges/provision.py
	@$(BIN)/python tests/forges/provision.py $@
	@touch $@

lint: $(DEV) ## 检查代码：格式、类型、引用方向
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache | tail -n 3

test: lint $(ACTIONLINT) $(BROWSER) $(PDF) $(SERVERS) coverage ## 全部测试（含真实浏览器与分支覆盖）
	@$(PYTEST) -m "not ($(QUICK))"

test-request: ## 合并请求的测试：与 AGAINST=版本 相比只改了登记记录的，由 make check 检查，不测试程序
	@if git diff --quiet '$(AGAINST)...HEAD' -- . ':(exclude)$(REGISTRY)'; \
	  then echo '只改了登记记录：由 make check 检查，不测试程序。'; else $(MAKE) test; fi

coverage: $(DEV) ## 快的测试；检查、收件、状态、申报条件四处须走遍每个分支
	@$(PYTEST) --cov --cov-report=term-missing:skip-covered -m "$(QUICK)"

quick: lint ## 一分钟内的测试（不含浏览器、整站，也不运行命令和登记台）
	@$(PYTEST) -m "$(QUICK)"

browsers: $(DEV) ## 在 Debian 的 Firefox ESR 和 WebKitGTK 中走一遍网站（缺的从发行版和 npm 取，要联网；不属于 make test）
	@$(BIN)/python -m tests.browsers

docs: $(READY) ## 重写由程序生成的文件 docs/articles.md、registry/.schema/
	@$(BIN)/registry docs

lock: ## 重写 requirements.lock、requirements-dev.lock（带哈希，不含下载地址；需要 uv）
	@$(LOCK) --group build -o requirements.lock
	@$(LOCK) --all-extras --group dev --constraint requirements.lock -o requirements-dev.lock \
	  $$(sed -n 's/^\([a-z0-9._-]*\).*==.*/--no-emit-package \1/p' requirements.lock)

bench: $(DEV) ## 与其他程序比较生成速度（1 千、1 万个平台，每平台同样四个文件；下载同类程序到 .cache/bench，一小时以内）
	@$(BIN)/python -m tests.bench.speed .cache/bench/speed

bench-desk: $(DEV) ## 测登记台各页的时间（1 千、1 万个平台，约十分钟）
	@$(BIN)/python -m tests.bench.desk .cache/bench/desk

bench-live: $(BROWSER) ## 测从保存记录到网页显示的时间（1 千个平台，约一分钟）
	@$(BIN)/python -m tests.bench.live .cache/bench/live

bench-search: $(BROWSER) ## 与其他检索比较（下载同类程序到 .cache/bench，约十分钟）
	@rm -rf .cache/bench
	@$(BIN)/python -m tests.bench.search .cache/bench

faults: $(DEV) ## 整站生成和各个写入命令中注入数百次故障（杀死、磁盘满、写入被拒），约二十分钟
	@$(BIN)/python -m tests.faults.swap
	@$(BIN)/python -m tests.faults.build $(STEPS)
	@$(BIN)/python -m tests.faults.writing $(STEPS)

power: $(DEV) ## 在一块自备的磁盘上，于更换网站的每一步断电（Linux，须以 root 运行），几分钟
	@$(BIN)/python -m tests.faults.power

fuzz: $(DEV) ## 随机输入，默认 120 万个（RUNS=…；所需下载到 .cache/fuzz），约半小时
	@$(PIP) install --no-deps --upgrade --require-hashes --target .cache/fuzz -r tests/fuzz/requirements.txt
	@nice -n 19 $(BIN)/python -m tests.fuzz $(RUNS)

forges: $(DEV) ## 在本机试运行流水线（所需下载到 .cache/forges，约十分钟；须有 node 和 npm）
	@$(BIN)/python -m tests.forges.run .cache/forges

sbom: $(READY) ## 由 requirements.lock 写出物料清单 sbom.cdx.json
	@$(BIN)/python tools/sbom.py > sbom.cdx.json

audit: $(READY) ## 核对所锁软件包有无已知漏洞（需联网；与生成无关）
	@test -x .cache/audit/bin/pip-audit || $(PYTHON) -m venv .cache/audit
	@.cache/audit/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r tools/audit-requirements.txt
	@.cache/audit/bin/pip-audit --strict --disable-pip --require-hashes -r requirements.lock -r requirements-dev.lock

screenshots: $(BROWSER) ## 重拍 docs/images/ 中的网站截图
	@$(BIN)/python -m tests.browser.screenshots
	@$(BIN)/python -m tests.browser.pictures

clean: ## 删去生成的网站与运行环境
	rm -rf site site-example out .site.stamp .site-example.stamp $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
