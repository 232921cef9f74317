"""Reading by a cluster: two machines on this one, one of them lost in the middle; nothing is lost and the content is that of a local build."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import kehoach
from kehoach.errors import UsageError
from kehoach.running import Step
from tests.conftest import CORPUS, ROOT
from tests.contents import differences

TEXTS = 24


@pytest.fixture()
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A cluster of two machines with a core each."""
    pytest.importorskip("ray")
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    monkeypatch.setenv("PYTHONPATH", f"{ROOT / 'pipeline'}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    from ray.cluster_utils import Cluster

    try:
        made = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
        made.second = made.add_node(num_cpus=1)
    except Exception as error:  # Ray gives its processes half a minute, which a machine under load may not
        pytest.skip(f"no cluster could be started here: {error}")
    yield made
    made.shutdown()


def many(folder: Path) -> Path:
    """The corpus, and many short texts beside it, so that a machine is lost while there is still much to do."""
    folder.mkdir()
    for path in CORPUS.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    text = (CORPUS / "06-ke-hoach-so-giao-duc.txt").read_text("utf-8")
    for n in range(TEXTS):
        (folder / f"x{n:02}.txt").write_text(f"{text}\n\nThêm dòng {n}.\n", "utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    return folder


def test_a_machine_that_is_lost_loses_nothing(cluster: Any, tmp_path: Path) -> None:
    folder = many(tmp_path / "in")

    def step(told: Step) -> None:
        if told.done == 8:
            cluster.remove_node(cluster.second, allow_graceful=False)

    report = kehoach.build(
        [folder], tmp_path / "far", progress=step, names="rules", engine="ray", address=cluster.address
    )
    assert [Path(e.path).name for e in report.failed] == ["broken.pdf"]
    kehoach.build([folder], tmp_path / "near", names="rules")
    assert differences(tmp_path / "far", tmp_path / "near") == []


def test_there_must_be_a_cluster(tmp_path: Path) -> None:
    pytest.importorskip("ray")
    with pytest.raises(UsageError, match="no cluster at"):
        kehoach.build([CORPUS], tmp_path / "kb", engine="ray", address="127.0.0.1:1")
