"""What the repository's host is told: workflows, updates, issue forms. Read as files; nothing is run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sample import ROOT

from explainer import yaml_tree

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").iterdir())
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").iterdir() if path.name != "config.yml")
MAY_WRITE = {("publish.yml", "publish"): {"pages": "write", "id-token": "write"}}
"""The only job that may change anything, and what."""


def read(path: Path) -> Any:
    node = yaml_tree.read(path, ROOT)
    assert node
    return yaml_tree.data(node)


def steps(workflow: Any) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job.get("steps", [])


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_its_full_commit_with_the_version_beside_it(path: Path) -> None:
    lines = [line.strip().removeprefix("- ") for line in path.read_text(encoding="utf-8").splitlines()]
    uses = [line for line in lines if line.startswith("uses:")]
    assert uses
    for line in uses:
        assert re.fullmatch(r"uses: (\./\.github/workflows/[\w.-]+|[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)", line), line
    named = [step["uses"] for step in steps(read(path)) if "uses" in step]
    assert len(named) == len([line for line in uses if "@" in line])


def test_one_action_is_pinned_to_one_commit_everywhere() -> None:
    pinned = {step["uses"] for path in WORKFLOWS for step in steps(read(path)) if "uses" in step}
    assert len(pinned) == len({action.split("@")[0] for action in pinned})


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_has_the_least_permissions_and_an_end(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        assert job["permissions"] == MAY_WRITE.get((path.name, name), {"contents": "read"})
        assert "uses" in job or int(job["timeout-minutes"]) <= 120
    for step in steps(workflow):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_nothing_that_a_stranger_writes_is_run_with_the_repositorys_rights(path: Path) -> None:
    workflow, text = read(path), path.read_text(encoding="utf-8")
    events = workflow["on"]
    assert not {"pull_request_target", "workflow_run", "issue_comment", "issues"} & set(events)
    assert "secrets." not in text
    for step in steps(workflow):
        assert "${{" not in step.get("run", "")


def test_a_fault_is_annotated_first_and_hides_no_test() -> None:
    first, second = [step for step in read(GITHUB / "workflows/ci.yml")["jobs"]["test"]["steps"] if "run" in step]
    assert first["run"] == "scripts/check --format github"
    assert (second["run"], second["if"]) == ("bash .ci/run", "${{ !cancelled() }}")


def test_both_locks_are_looked_up_every_week_and_nothing_is_passed_over() -> None:
    workflow = read(GITHUB / "workflows/audit.yml")
    audits = [step["run"] for step in steps(workflow) if "pip_audit" in step.get("run", "")]
    assert {run.split()[-1] for run in audits} == {"requirements.txt", "requirements-dev.txt"}
    for run in audits:
        assert {"--strict", "--require-hashes", "--disable-pip"} <= set(run.split())
    (schedule,) = workflow["on"]["schedule"]
    assert schedule["cron"].split()[2:4] == ["*", "*"]
    assert schedule["cron"].split()[4] != "*"


def test_updates_are_proposed_for_everything_that_is_locked_after_a_weeks_wait() -> None:
    updates = {update["package-ecosystem"]: update for update in read(GITHUB / "dependabot.yml")["updates"]}
    assert set(updates) == {"pip", "npm", "github-actions"}
    assert all(int(update["cooldown"]["default-days"]) >= 7 for update in updates.values())


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_an_issue_form_asks_in_fields_that_can_be_named(path: Path) -> None:
    form = read(path)
    assert form["name"]
    assert form["description"][-1] == "."
    fields = [part for part in form["body"] if part["type"] != "markdown"]
    assert len({field["id"] for field in fields}) == len(fields)
    for field in fields:
        assert field["type"] in ("input", "textarea", "dropdown", "checkboxes")
        assert field["attributes"]["label"]
        assert (field["type"] in ("dropdown", "checkboxes")) == bool(field["attributes"].get("options"))
    assert any(field.get("validations", {}).get("required") == "true" for field in fields)


def test_there_is_a_form_for_each_kind_of_change_and_plain_issues_stay_open_for_the_sites_own_links() -> None:
    assert {path.stem for path in FORMS} == {"wrong-fact", "new-ruling", "state-law", "broken-page", "missing"}
    assert read(GITHUB / "ISSUE_TEMPLATE/config.yml") == {"blank_issues_enabled": "true"}
    assert {"page", "says", "should"} <= {part.get("id") for part in read(GITHUB / "ISSUE_TEMPLATE/wrong-fact.yml")["body"]}


@pytest.mark.parametrize("name", ["SECURITY.md", ".github/PULL_REQUEST_TEMPLATE.md", "README.md", "CONTRIBUTING.md", "MAINTAINING.md"])
def test_a_file_that_a_guide_names_is_there(name: str) -> None:
    named = set(
        re.findall(r"`((?:scripts|data|docs|overrides|tests|schemas|\.github|\.vscode|\.ci)/[\w./-]*\w)`", (ROOT / name).read_text(encoding="utf-8"))
    )
    assert named
    missing = {path for path in named if not (ROOT / path).exists()}
    assert missing <= {"data/hearings", "overrides/records/hearings.html", "data/corrections.yml"}  # two of an example, one not begun yet
