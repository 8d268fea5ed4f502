# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""The report of a server that runs already, by the command line."""

import json
import socket
import subprocess
import threading

import pytest

from receiver import free_port
from reports import Reports
from server_process import PATIENCE, ServerProcess, binary, clean_environment


def report(*arguments, **environment):
    return subprocess.run(
        [str(binary()), "report", *map(str, arguments)], capture_output=True, text=True,
        env=clean_environment(**environment), timeout=PATIENCE,
    )


@pytest.fixture(scope="module")
def busy():
    """A server with two used spaces: one whose client made an error, one whose client made none."""
    with ServerProcess("--control-token", "secret") as process:
        import requests

        def get(path, **headers):
            return requests.get(process.url + path, headers=headers, timeout=PATIENCE)

        get("/~wrong/promptwatch/api/v2/nowhere", **{"X-API-Key": "k"})
        get("/~right/promptwatch/api/v2/prompts", **{"X-API-Key": "k"})
        yield process


def test_it_prints_what_the_server_says_and_exits_by_it(busy):
    result = report("--url", busy.url, "--token", "secret")
    assert result.returncode == 3, result.stderr
    assert "space wrong: 1 request, 1 error, 0 warnings" in result.stdout
    assert "space right: 1 request, 0 errors, 0 warnings" in result.stdout
    assert "error path-unknown: promptwatch: no operation at GET /api/v2/nowhere [requests 1]" in result.stdout
    right = report("--url", busy.url, "--token", "secret", "--space", "right")
    assert right.returncode == 0, right.stderr
    assert "wrong" not in right.stdout
    assert report("--url", busy.url, "--token", "secret", "--fail-on", "never").returncode == 0


def test_formats_files_and_folders(busy, tmp_path):
    file = tmp_path / "report.json"
    result = report(
        "--format", "json", "--output", file, "--report-dir", tmp_path / "a" / "b",
        UNDERSTUDY_URL=busy.url, UNDERSTUDY_CONTROL_TOKEN="secret",
    )
    assert result.returncode == 3 and result.stdout == ""
    assert json.loads(file.read_text())["errors"] == 1
    Reports.of(tmp_path / "a" / "b").assert_same_in_all_formats()


def test_a_baseline_is_written(busy, tmp_path):
    file = tmp_path / "known.json"
    result = report("--url", busy.url, "--token", "secret", "--write-baseline", file)
    assert result.returncode == 0
    (entry,) = json.loads(file.read_text())["silenced"]
    assert entry["fingerprint"] == "path-unknown|promptwatch||GET /api/v2/nowhere"


def test_it_says_why_it_has_no_report(busy, tmp_path):
    def fails(code, said, *arguments):
        result = report(*arguments)
        assert result.returncode == code, (result.returncode, result.stderr)
        assert said in result.stderr, result.stderr

    port = free_port()
    fails(2, f"nobody listens at http://127.0.0.1:{port} (connection refused)", "--url", f"http://127.0.0.1:{port}")
    fails(2, "the server refuses: ", "--url", busy.url)
    fails(2, 'there is no space "writ"', "--url", busy.url, "--token", "secret", "--space", "writ")
    fails(2, "is no URL of a server", "--url", "127.0.0.1:4010")
    fails(2, "a server's URL has no path", "--url", busy.url + "/promptwatch")
    fails(64, 'there is no format "jnit"; did you mean "junit"?', "--url", busy.url, "--format", "jnit")
    fails(64, 'there is no severity "info"', "--url", busy.url, "--fail-on", "info")
    fails(1, "cannot be written", "--url", busy.url, "--token", "secret", "--output", tmp_path / "no" / "file")


def test_what_is_no_server_is_told_apart():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()

        def answer():
            for reply in (b"220 mail.example ready\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]", b""):
                connection, _ = listener.accept()
                connection.recv(65536)
                connection.sendall(reply)
                connection.close()

        threading.Thread(target=answer, daemon=True).start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        for said in ("is no HTTP server", "is no understudy server", "closed without an answer"):
            result = report("--url", url)
            assert result.returncode == 2 and said in result.stderr, result.stderr
