"""What several tests share: the corpus built once, and the folder of real documents where it is present."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import kehoach

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus" / "documents"
SHARED = ROOT.parent / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--large", action="store_true", help="grow the texts of test_linear.py to 320 KB")
    parser.addoption("--update-golden", action="store_true", help="write the golden outlines anew")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What reading leaves in a person's cache stays out of that of who runs the tests."""
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        os.environ[name] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents; tests that need it are skipped, saying so, where it is absent."""
    if not (SHARED / "gold").is_dir():
        pytest.skip(f"real documents are absent: {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def corpus_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The knowledge base of the corpus."""
    folder = tmp_path_factory.mktemp("corpus") / "kb"
    report = kehoach.build([CORPUS], folder)
    assert report.counts["documents"] >= 14, "the corpus must not be empty"
    assert not report.failed
    return folder


@pytest.fixture()
def kb(corpus_folder: Path) -> Iterator[kehoach.KnowledgeBase]:
    """The knowledge base of the corpus, open."""
    with kehoach.open(str(corpus_folder)) as base:
        yield base
