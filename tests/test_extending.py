"""A new field and a new collection take changes in at most three places, as MAINTAINING.md says."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project that a test may change."""
    for name in ("data", "docs", "overrides", "scripts", "mkdocs.yml"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / name)
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path} has changed; correct the example here and in MAINTAINING.md"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def build(project: Path) -> None:
    """In a process of its own: models register themselves when they are defined."""
    done = subprocess.run(
        [sys.executable, "-m", "explainer", "build", "--root", str(project)],
        env={"PYTHONPATH": str(project / "scripts"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_a_new_field_takes_a_line_in_the_model_one_in_the_template_and_one_in_the_data(project: Path) -> None:
    example = 'amici: Line | None = label("Who else was heard.", "United States", None)'
    assert example in (ROOT / "MAINTAINING.md").read_text(encoding="utf-8")
    edit(project / "scripts/explainer/records.py", "    docket: Line", f"    {example}\n    docket: Line")
    printed = "{% if record.amici %}<div><dt>Also heard</dt><dd>{{ record.amici }}</dd></div>{% endif %}\n"
    edit(project / "overrides/records/court-cases.html", "{% if record.judges %}", printed + "{% if record.judges %}")
    edit(project / "data/court-cases/galarza-2014.yml", "\ntier: core\n", "\ntier: core\namici: United States\n")
    build(project)
    assert "Also heard</dt><dd>United States" in (project / "site/court-cases/galarza-2014/index.html").read_text(encoding="utf-8")
    assert "Also heard" not in (project / "site/court-cases/lunn-2017/index.html").read_text(encoding="utf-8")


def test_a_new_collection_takes_a_model_and_a_file(project: Path) -> None:
    model = '''class Hearing(Record, collection=_collection("hearings", "Hearings", "Hearing")):
    """A scheduled hearing."""

    day: Date = label("When.", "2026-12-01")
    room: Line | None = label("Where.", "Courtroom 1", None)
'''
    shown = (ROOT / "MAINTAINING.md").read_text(encoding="utf-8")
    assert all(line in shown for line in model.splitlines() if line)
    edit(project / "scripts/explainer/records.py", "class Source(Entry,", f"{model}\n\nclass Source(Entry,")
    record = project / "data/hearings/cacho-2026.yml"
    record.parent.mkdir()
    record.write_text(
        'title: Hearing in a pending case\nsummary: "A court hears the case. [@galarza-2014-op, at 1]"\nday: 2026-11-01\nroom: Courtroom 1\n'
        "sources:\n  - {id: galarza-2014-op, checked: excerpt}\nconfidence: high\nverified: 2026-11-24\n",
        encoding="utf-8",
    )
    build(project)
    page = (project / "site/hearings/cacho-2026/index.html").read_text(encoding="utf-8")
    assert "November 1, 2026" in page
    assert "Courtroom 1" in page
    assert "cacho-2026/" in (project / "site/hearings/index.html").read_text(encoding="utf-8")
