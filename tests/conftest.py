"""What every unit test may ask for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from sample import Project, make_project

from explainer import yaml_tree
from explainer.explainer import Explainer, Origin, validate
from explainer.faults import Place
from explainer.records import COLLECTIONS, Entry
from explainer.render import Renderer

settings.register_profile("same-each-time", derandomize=True, deadline=None, database=None)
settings.load_profile("same-each-time")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--edits", type=int, default=20, help="how many edits the preview is compared with a clean build after (the long run: 200)")


@pytest.fixture
def edits(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--edits"))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy for one test."""
    return make_project(tmp_path / "project")


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy that no test may edit."""
    return make_project(tmp_path_factory.mktemp("good") / "project")


@pytest.fixture(scope="session")
def explainer(good: Project) -> Explainer:
    """The whole of the good project."""
    return good.load()


@pytest.fixture(scope="session")
def renderer(good: Project) -> Renderer:
    return good.renderer()


@pytest.fixture
def record_of(tmp_path: Path) -> Callable[[str, str], tuple[Entry | None, list[str]]]:
    """Validates the YAML of one record: the record or None, and its faults as they are printed."""

    def read(collection: str, text: str) -> tuple[Entry | None, list[str]]:
        path = tmp_path / "record.yml"
        path.write_text(text, encoding="utf-8")
        node = yaml_tree.read(path, tmp_path)
        assert isinstance(node, yaml_tree.Mapping)
        record, faults = validate(COLLECTIONS[collection], "it", Origin(path, tmp_path, node, Place("record.yml")))
        return record, [f"{fault.place}: {fault.sentence}" for fault in faults]

    return read
