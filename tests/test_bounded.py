"""What is far too large, deep or circular is refused in under a second of work and 200 MB, with a sentence that has its place.

Each is checked by a process of its own. A small launcher between starts it and measures it: a process that pytest started
itself would count pytest's own memory as its peak.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable

import pytest
from faults import CASE, GLOSSARY, HOME
from sample import ROOT, Project

LAUNCHER = """
import json, os, subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
out, err = child.stdout.read(), child.stderr.read()
_, status, usage = os.wait4(child.pid, 0)
unit = 1 if sys.platform == "darwin" else 1024
print(json.dumps([os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit, out.decode(), err.decode()]))
"""
CODE = "import json, sys; from explainer.checking import main; sys.exit(main(['--root', sys.argv[1], '--format', 'json']))"

SECONDS = 1.0
BYTES = 200_000_000

Edit = Callable[[Project], None]


def checked(project: Project) -> tuple[list[str], float, int]:
    """What a check says, a line a fault, the seconds of processor time beyond those for a good project, and the peak of memory."""
    command = [sys.executable, "-c", LAUNCHER, sys.executable, "-c", CODE, str(project.root)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={"PYTHONPATH": str(ROOT / "scripts"), "PATH": ""})
    code, seconds, peak, out, err = json.loads(done.stdout)
    assert "Traceback" not in err, err
    assert code in (0, 1)
    faults = json.loads(out)["faults"]
    assert (code == 1) == bool(faults)
    return [f"{fault['path']}:{fault['line']}:{fault['column']}: {fault['found']}" for fault in faults], seconds, peak


def write(name: str, content: str) -> Edit:
    return lambda project: project.write(name, content)


def append(name: str, content: str) -> Edit:
    return lambda project: project.write(name, project.read(name) + content)


def many_files(project: Project) -> None:
    for number in range(3000):
        project.write(f"data/states/{number}.yaml", "x")


BOMB = "".join(f"k{level}: &k{level} [{', '.join([f'*k{level - 1}' if level else 'x'] * 10)}]\n" for level in range(10))
DATA: dict[str, tuple[Edit, str]] = {
    "YAML bomb": (write(GLOSSARY, BOMB), "data/glossary.yml:1:5: an anchor (&k0)"),
    "ten thousand aliases": (write(GLOSSARY, "a: [" + "*x , " * 10_000 + "]\n"), "data/glossary.yml:1:1: a line of 50,005 characters"),
    "ten thousand aliases on lines": (write(GLOSSARY, "a:\n" + "  - *x\n" * 10_000), "data/glossary.yml:2:5: an alias (*x)"),
    "50 MB": (write(GLOSSARY, "detainer:\n" + "  title: x\n" * 4_545_454), "data/glossary.yml:1:1: a file of 50,000,004 bytes"),
    "50 MB on one line": (write(CASE, "x" * 50_000_000), "data/custody-cases/fairview-2019.yml:1:1: a file of 50,000,000 bytes"),
    "a line of a megabyte": (write(GLOSSARY, "detainer:\n  title: " + "x" * 1_000_000), "data/glossary.yml:2:1: a line of 1,000,009 characters"),
    "100,000 brackets": (write(GLOSSARY, "\n".join(["[" * 1000] * 100)), "data/glossary.yml:1:21: nesting deeper than 20 levels"),
    "100,000 braces": (write(GLOSSARY, "\n".join(["{" * 1000] * 100)), "data/glossary.yml:1:21: nesting deeper than 20 levels"),
    "100,000 lists in each other": (write(GLOSSARY, "\n".join(["- " * 1000] * 100)), "data/glossary.yml:1:41: nesting deeper than 20 levels"),
    "a link to itself": (lambda project: project.link("data/states/loop.yml", "loop.yml"), "data/states/loop.yml:1:1: a link that leads nowhere"),
    "a link to the folder above": (lambda project: project.link("data/states/up", ".."), "data/states/up:1:1: 'up' in a folder of records"),
    "data that is a link to itself": (
        lambda project: (project.rename("data", "aside"), project.link("data", "data"))[1],
        "data:1:1: no folder data/",
    ),
    "two links that lead to each other": (
        lambda project: (project.link("data/states/a.yml", "b.yml"), project.link("data/states/b.yml", "a.yml"))[1],
        "data/states/a.yml:1:1: a link that leads nowhere",
    ),
    "a key 200,000 times": (write(GLOSSARY, "a: 1\n" * 200_000), "data/glossary.yml:1:1: more than 100 faults in one file"),
    "30,000 unknown fields": (
        append(GLOSSARY, "".join(f"  k{n}: x\n" for n in range(30_000))),
        "data/glossary.yml:1:1: more than 100 faults in one file",
    ),
    "30,000 blank fields": (write(GLOSSARY, "detainer:\n  forms:\n" + "    -\n" * 30_000), "data/glossary.yml:1:1: more than 100 faults in one file"),
    "3,000 files with the wrong ending": (many_files, "data/states/0.yaml:1:1: '0.yaml' in a folder of records"),
}
PAGES: dict[str, tuple[Edit, str]] = {
    "a page of 50 MB": (write(HOME, "# Home\n" + "word\n" * 10_000_000), "docs/index.md:1:1: a file of 50,000,007 bytes"),
    "a page with a line of a megabyte": (append(HOME, "x" * 1_000_000), "docs/index.md:1:1: a file of 1,000,"),
    "a page with 100,000 brackets": (append(HOME, "{{ " + "(\n" * 100_000), "docs/index.md:100014:1: macros, blocks or brackets nested too deep"),
    "a page with 20,000 blocks in each other": (
        append(HOME, "{% if 1 %}\n" * 20_000),
        "docs/index.md:20014:1: macros, blocks or brackets nested too deep",
    ),
    "a page with 6,000 tags in each other": (append(HOME, "<p>" * 6_000 + "\n" + "[@" * 9_000), "docs/index.md:16:"),
    "a page with 15,000 citations never closed": (append(HOME, "\n[@doe-2014-op\n" * 15_000), "docs/index.md:16:1: '[@' that belongs to no citation"),
}


@pytest.fixture(scope="module")
def good_seconds(good: Project) -> float:
    """What it takes to start, and to check a project with everything that is loaded for it."""
    said, seconds, _ = checked(good)
    assert said == []
    return seconds


@pytest.mark.parametrize("name", DATA)
def test_data_beyond_all_bounds_is_refused_in_a_second_and_200_mb(name: str, project: Project) -> None:
    edit, expected = DATA[name]
    edit(project)
    said, seconds, peak = checked(project)
    assert said[0].startswith(expected), said[:3]
    assert seconds < SECONDS
    assert peak < BYTES


@pytest.mark.parametrize("name", PAGES)
def test_pages_beyond_all_bounds_are_refused_in_a_second_more_than_a_good_project_takes(name: str, project: Project, good_seconds: float) -> None:
    edit, expected = PAGES[name]
    edit(project)
    said, seconds, peak = checked(project)
    assert said[0].startswith(expected), said[:3]
    assert seconds < good_seconds + SECONDS
    assert peak < BYTES
