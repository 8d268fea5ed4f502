# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""A saved journal is replayed on another machine from one file, byte for byte."""

import json
import subprocess
import sys
import threading

import pytest
import requests

from conftest import SIXTH_API
from receiver import Receiver
from server_process import PATIENCE, ServerProcess, binary, clean_environment, run

PROMPTWATCH = {"X-API-Key": "k"}


def control(server, method, path, body=None):
    answer = requests.request(method, f"{server.url}/_understudy/v1{path}", json=body, timeout=PATIENCE)
    assert answer.status_code < 300, answer.text
    return answer.json() if answer.content else None


def use_every_api(server, space, key="sk_live_1"):
    """Some life of each API: reads, submissions, polls, mistakes."""

    bearer = {"Authorization": f"Bearer {key}"}

    def send(method, path, headers, body=None, **more):
        url = f"{server.url}/~{space}{path}"
        return requests.request(method, url, headers=headers, json=body, timeout=PATIENCE, **more)

    apis = {api["id"]: api for api in control(server, "GET", "/apis")["apis"]}
    assert set(apis) == {"promptwatch", "seo-agent", "seomonitor", "topify", "writerzroom", "earshot"}
    for path, headers in [
        ("/promptwatch/api/v2/content", PROMPTWATCH),
        ("/promptwatch/api/v2/prompts?page=1&size=3&colour=red", PROMPTWATCH),
        ("/seo-agent/api/v1/articles?limit=2", bearer),
        ("/seomonitor/v3/research/campaigns", bearer),
        ("/topify/api/v1/projects", bearer),
        ("/writerzroom/v1/dashboard/stats", bearer),
        ("/earshot/rest/2/voices", {"Authorization": "Bearer t"}),
    ]:
        assert send("GET", path, headers).status_code < 500, path
    send("GET", "/seo-agent/api/v1/artcles", bearer)
    send("GET", "/nowhere", {})
    send("GET", "/writerzroom/v1/dashboard/stats", {})
    # Not JSON, not UTF-8, in chunks.
    requests.post(
        f"{server.url}/~{space}/writerzroom/v1/generate", headers=bearer | {"Content-Type": "application/json"},
        data=iter([b'{"template_id": ', b"\xff\xfe"]), timeout=PATIENCE,
    )
    audit = send("POST", "/seo-agent/api/v1/agents/audit", bearer | {"Idempotency-Key": "a"}, {"domain": f"{key[-1]}.example.com"})
    assert audit.status_code < 300, audit.text
    again = send("POST", "/seo-agent/api/v1/agents/audit", bearer | {"Idempotency-Key": "a"}, {"domain": f"{key[-1]}.example.com"})
    assert again.text == audit.text
    order = {
        "template_id": "blog_article_generator", "style_profile_id": "general_blog",
        "user_input": {"topic": "tides", "target_audience": "sailors"},
    }
    answer = send("POST", "/writerzroom/v1/generate", bearer, order)
    if answer.status_code == 429:
        return  # the limit is the account's, and everybody in the space has the same
    job = answer.json()["request_id"]
    for _ in range(3):
        send("GET", f"/writerzroom/v1/generate/status/{job}", bearer)


@pytest.fixture(scope="module")
def journal(tmp_path_factory):
    path = tmp_path_factory.mktemp("journal") / "run.jsonl"
    with ServerProcess("--save-journal", path, "--api", SIXTH_API, "--max-body-bytes", "2000") as server, Receiver() as receiver:
        control(server, "POST", "/spaces", {"name": "manual", "clock": {"mode": "manual"}, "scenario": "happy"})
        control(
            server, "POST", "/spaces/manual/webhooks",
            {"api": "seo-agent", "url": receiver.url, "events": ["audit.completed"]},
        )
        use_every_api(server, "manual")
        control(server, "POST", "/spaces/manual/clock/advance", {"until": "idle"})
        use_every_api(server, "manual")
        for scenario in ["flaky-server", "slow-network", "rate-limited", "by-polls"]:
            control(server, "POST", "/spaces", {"name": scenario, "scenario": scenario, "clock": {"mode": "auto"}})
            for _ in range(2):
                try:
                    use_every_api(server, scenario)
                except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError, KeyError, AssertionError):
                    pass  # the scenario breaks connections and answers on purpose
        requests.post(
            f"{server.url}/~manual/writerzroom/v1/generate", headers={"Authorization": "Bearer x"}, json={"text": "x" * 5000}, timeout=PATIENCE
        )
        threads = [threading.Thread(target=use_every_api, args=(server, "together", f"sk_live_{n}")) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE)
        assert server.stop() == 0
        assert receiver.received
    return path


def test_every_answer_of_all_apis_is_the_same(journal, tmp_path):
    # In another folder, with nothing but the file.
    result = run("replay", journal, cwd=tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "every answer is the same, byte for byte" in result.stdout
    assert result.stderr == ""
    requests_made = sum(json.loads(line)["type"] == "request" for line in journal.read_text().splitlines())
    assert result.stdout.startswith(f"{requests_made} requests in 6 spaces")
    assert requests_made > 150


def test_the_first_answer_that_differs_is_shown(journal, tmp_path):
    lines = journal.read_text().splitlines()
    number = next(n for n, line in enumerate(lines) if "/topify/api/v1/projects" in line)
    changed = json.loads(lines[number])
    changed["answer"]["status"] = 418
    lines[number] = json.dumps(changed)
    copy = tmp_path / "copy.jsonl"
    copy.write_text("\n".join(lines) + "\n")
    result = run("replay", copy)
    assert result.returncode == 1
    assert f"{copy}:{number + 1}: request " in result.stdout
    assert "status differs\n  recorded: 418\n  now:      " in result.stdout
    assert "1 of " in result.stdout


def test_another_document_shows_what_it_changes(journal, tmp_path):
    other = tmp_path / "earshot.yaml"
    other.write_text(SIXTH_API.read_text().replace("name: Bela", "name: Belinda"))
    result = run("replay", journal, "--api", other)
    assert result.returncode == 1
    assert "/earshot/rest/2/voices\n  body at byte " in result.stdout
    recorded, now = [line for line in result.stdout.splitlines() if "Bel" in line]
    assert '"Bela"' in recorded and '"Belinda"' in now


@pytest.mark.parametrize(
    "text, said",
    [
        ("", "the file is empty"),
        ("{}\n", "run.jsonl:1:1: error: this is no line that a server wrote"),
        ('{"type"\n', "run.jsonl:1:8: error:"),
    ],
)
def test_what_is_no_journal_is_refused(tmp_path, text, said):
    path = tmp_path / "run.jsonl"
    path.write_text(text)
    result = run("replay", path)
    assert result.returncode == 2
    assert said in result.stderr


def test_a_file_that_is_not_there_or_cannot_be_written(tmp_path):
    assert "no such file" in run("replay", tmp_path / "none").stderr
    result = run("serve", "--port", "0", "--save-journal", tmp_path / "none" / "x")
    assert result.returncode == 1
    assert "none/x: error: no such file or directory" in result.stderr
    result = run("serve", "--port", "0", "--save-journal", "/dev/full")
    assert result.returncode == 1
    assert "/dev/full: error: no space left on device" in result.stderr


def test_a_journal_that_breaks_off_is_said(tmp_path):
    """The disk is full in the middle of the run: the command's answers do not suffer, and its user is told."""
    path = tmp_path / "run.jsonl"
    code = (
        "import os, urllib.request\n"
        "for number in range(300):\n"
        "    request = urllib.request.Request(os.environ['PROMPTWATCH_BASE_URL'] + '/content', headers={'X-API-Key': 'k'})\n"
        "    assert urllib.request.urlopen(request).status == 200\n"
    )
    limited = f"ulimit -f 100; trap '' XFSZ; exec {binary()} exec --save-journal {path} -- {sys.executable} -c \"$0\""
    result = subprocess.run(
        ["bash", "-c", limited, code], capture_output=True, text=True, env=clean_environment(), timeout=PATIENCE
    )
    assert result.returncode == 1, result.stderr
    assert f"{path}: error: file too large; the journal ends there" in result.stderr
    replayed = run("replay", path)
    assert replayed.returncode == 0, replayed.stdout + replayed.stderr
    assert "the last line is cut off and was left out" in replayed.stderr


def test_a_server_that_was_killed_leaves_a_journal_that_can_be_replayed(tmp_path):
    path = tmp_path / "run.jsonl"
    with ServerProcess("--save-journal", path) as server:
        for _ in range(20):
            requests.get(f"{server.url}/promptwatch/api/v2/content", headers=PROMPTWATCH, timeout=PATIENCE)
        server.kill()
    assert run("replay", path).stdout.startswith("20 requests in 1 space")
