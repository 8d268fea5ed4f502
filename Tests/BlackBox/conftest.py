# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

import pytest

from client import Documents, make_world
from server_process import ROOT, ServerProcess, run

SIXTH_API = ROOT / "Tests" / "UnderstudyTests" / "Fixtures" / "sixth-api.yaml"


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The one server that most tests share, each in a space of its own."""
    folder = tmp_path_factory.mktemp("server")
    ready, journal = folder / "ready.json", folder / "run.jsonl"
    with ServerProcess("--api", SIXTH_API, "--ready-file", ready, "--save-journal", journal) as process:
        process.ready_file = ready
        yield process
        assert process.process.poll() is None, "the server died during the tests:\n" + "".join(process.errors)
        assert process.stop() == 0
    # All that the tests did is done again, and every answer must be the same.
    replay = run("replay", journal)
    assert replay.returncode == 0, replay.stdout + replay.stderr
    print(f"\nreplayed {replay.stdout.strip()}")


@pytest.fixture
def world(server):
    """Makes spaces on the shared server."""

    def make(**settings):
        return make_world(server, documents={"earshot": Documents.of(SIXTH_API)}, **settings)

    return make


def pytest_terminal_summary(terminalreporter):
    counts: dict[str, int] = {}
    for contract in Documents._known.values():
        for judge, count in contract.judged.items():
            counts[judge] = counts.get(judge, 0) + count
    if counts:
        words = ", ".join(f"{count} by {judge}" for judge, count in sorted(counts.items()))
        terminalreporter.write_line(f"answers judged against the documents: {words}")
