"""On a Dask cluster of several processes, also when one of them dies."""

from __future__ import annotations

import os
import signal

import pytest
from munigraph.study import run
from munigraph.study._entries import table_hash

distributed = pytest.importorskip("distributed")

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def cluster():
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as made:
        yield made


def hashes(result):
    return {name: table_hash(result[name]) for name in result}


def test_a_cluster_gives_the_local_tables_and_survives_a_killed_worker(folder, cluster):
    local = hashes(run(folder / "study.toml", folder / "local"))
    with distributed.Client(cluster) as client:
        executor = client.get_executor()
        assert hashes(run(folder / "study.toml", folder / "dask", executor=executor)) == local
        assert hashes(run(folder / "study.toml", folder / "client", executor=client)) == local
        killed = []

        def kill_one(done, total):
            if done >= 1 and not killed:
                worker = next(iter(cluster.workers.values()))
                killed.append(worker.process.pid)
                os.kill(worker.process.pid, signal.SIGKILL)

        again = run(folder / "study.toml", folder / "hurt", executor=executor, progress=kill_one)
    assert killed
    assert hashes(again) == local


def test_the_command_takes_an_address(folder, cluster):
    typer_testing = pytest.importorskip("typer.testing")
    from munigraph.cli._study import app

    out = folder / "out"
    asked = ["run", str(folder / "study.toml"), "-o", str(out), "--dask", cluster.scheduler_address]
    done = typer_testing.CliRunner().invoke(app, asked)
    assert done.exit_code == 0, done.output
    assert "Everything: 3 clusters" in done.output
