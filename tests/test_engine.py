"""What the environment says of whoever publishes the site, as far as MkDocs hands it on."""

from __future__ import annotations

import pytest
from sample import Project

from explainer import engine
from explainer.engine import Session
from explainer.faults import Faulty


@pytest.fixture
def configured(project: Project) -> Project:
    """A project whose address comes from the environment, as the real one's."""
    project.replace("mkdocs.yml", "site_url: https://example.org/explainer/", "site_url: !ENV SITE_URL")
    return project


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://example.org/x/", "https://example.org/x/"),
        (" https://example.org/x/ ", "https://example.org/x/"),
        ("https://example.org/x\n", "https://example.org/x/"),
        ("http://localhost:8000", "http://localhost:8000/"),
        ("", ""),
    ],
)
def test_the_address_of_the_site_is_taken_without_spaces_around_it(
    configured: Project, monkeypatch: pytest.MonkeyPatch, given: str, address: str
) -> None:
    monkeypatch.setenv("SITE_URL", given)
    assert (Session(configured.root).config.site_url or "") == address
    assert engine.address_of(configured.root) == address


@pytest.mark.parametrize(
    "given", ["https://e.org/a/?x=1", "https://e.org/a/#top", "https://e.org/a b/", 'https://e.org/"a"/', "ftp://e.org/", "https://e.org/a&b/"]
)
def test_an_address_to_which_none_can_be_added_is_one_fault(configured: Project, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("SITE_URL", given)
    with pytest.raises(Faulty) as told:
        Session(configured.root)
    (fault,) = told.value.faults
    assert (str(fault.place), fault.fix) == ("mkdocs.yml:2:1", "Correct SITE_URL in the environment")
    assert fault.found.startswith(f"the address '{given.rstrip('/')}")
    with pytest.raises(engine.Stopped, match="Correct SITE_URL"):
        engine.build(configured.root, configured.root / "site")


@pytest.mark.parametrize(
    ("given", "address"),
    [
        (" https://example.org/me/x/ ", "https://example.org/me/x"),
        ("https://github.com/me/x.git", "https://github.com/me/x"),
        ("https://github.com/me/x.git/", "https://github.com/me/x"),
        (" ", ""),
    ],
)
def test_a_repository_is_taken_by_the_address_of_its_pages(project: Project, monkeypatch: pytest.MonkeyPatch, given: str, address: str) -> None:
    monkeypatch.setenv("REPO_URL", given)
    assert Session(project.root).config.extra["repo_url"] == address


@pytest.mark.parametrize("given", ["git@github.com:me/x.git", "github.com/me/x", "https://example.org/me/x?tab=readme", "x"])
def test_a_repository_that_is_no_web_address_is_one_fault(project: Project, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("REPO_URL", given)
    with pytest.raises(Faulty) as told:
        Session(project.root)
    (fault,) = told.value.faults
    assert fault.sentence == (
        f"the address '{given}'. Expected a web address without ?, # and &, such as https://example.org/you/detainers. "
        "Correct REPO_URL in the environment."
    )
