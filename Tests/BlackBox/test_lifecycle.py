# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""The process: ready line, environment, hot reload, shutdown, a binary on its own."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess

import pytest

from client import BUILT_IN, START, World, control, make_world
from conftest import SIXTH_API
from raw import RawConnection, message
from server_process import PATIENCE, ServerProcess, binary, clean_environment, run
from vendors import content, submit_content, submit_generation


def test_the_ready_file_holds_the_ready_line(server):
    assert json.loads(server.ready_file.read_text()) == server.ready
    assert set(server.ready) == {"url", "port", "pid", "version", "seed", "listeners"}
    assert server.ready["pid"] == server.process.pid
    assert server.url == f"http://127.0.0.1:{server.port}"


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_the_server_with_0(how):
    with ServerProcess() as server:
        control(server).get("/health", expect=200)
        assert server.stop(how) == 0


def test_shutdown_finishes_the_answer_in_flight():
    with ServerProcess() as server:
        drip = {"name": "drip", "faults": [{"transfer": {"drip": {"bytes": 40, "every": "30ms"}}}]}
        w = make_world(server, scenario=drip)
        with RawConnection(server.port) as connection:
            connection.send(
                message("GET", "/promptwatch/api/v2/personas", [("X-API-Key", "k"), ("X-Understudy-Space", w.name)])
            )
            first = connection.socket.recv(1)
            server.ask_to_stop()
            data = first + connection.rest()
        head, body = data.split(b"\r\n\r\n", 1)
        assert head.startswith(b"HTTP/1.1 200 ") and len(json.loads(body)["personas"]) == 4
        assert server.wait() == 0
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE)


def test_an_idle_connection_does_not_hold_up_the_shutdown():
    with ServerProcess("--grace-seconds", 50) as server:
        with RawConnection(server.port) as connection:
            connection.send(message("GET", "/_understudy/v1/health")).answer()
            assert server.stop() == 0
            assert connection.rest() == b""


def test_the_binary_alone_in_an_empty_folder_serves_everything(tmp_path):
    program = tmp_path / "understudy"
    shutil.copy(binary(), program)
    with ServerProcess(program=program, cwd=tmp_path) as server:
        w = make_world(server, scenario="fails-midway")
        ids = submit_content(w), submit_generation(w)
        w.advance(until="idle")
        assert [w.job(id)["state"] for id in ids] == ["failed", "failed"]
        assert len(control(server).get("/apis", expect=200).json["apis"]) == len(BUILT_IN)
    assert os.listdir(tmp_path) == ["understudy"]
    assert run("scenario", "preview", "slow", program=program, cwd=tmp_path).returncode == 0


def test_every_option_is_taken_from_the_environment(tmp_path):
    ready = tmp_path / "ready.json"
    baseline = tmp_path / "baseline.json"
    write(baseline, {"silenced": [{"fingerprint": "parameter-unknown|promptwatch|listContent|query colour"}]})
    environment = {
        "UNDERSTUDY_PORT": "0", "UNDERSTUDY_HOST": "127.0.0.1", "UNDERSTUDY_SEED": "77",
        "UNDERSTUDY_SCENARIO": "stuck", "UNDERSTUDY_CLOCK": "manual", "UNDERSTUDY_SPEED": "3",
        "UNDERSTUDY_READY_FILE": str(ready), "UNDERSTUDY_API": str(SIXTH_API), "UNDERSTUDY_JSON": "true",
        "UNDERSTUDY_LISTEN": "promptwatch=0, writerzroom=0", "UNDERSTUDY_MAX_BODY_BYTES": "1000",
        "UNDERSTUDY_MAX_HEADER_BYTES": "2000", "UNDERSTUDY_MAX_SPACES": "3", "UNDERSTUDY_JOURNAL_BYTES": "4000",
        "UNDERSTUDY_THREADS": "2", "UNDERSTUDY_LOG_LEVEL": "info", "UNDERSTUDY_WATCH": "false",
        "UNDERSTUDY_HEADER_SECONDS": "5", "UNDERSTUDY_IDLE_SECONDS": "60", "UNDERSTUDY_GRACE_SECONDS": "5",
        "UNDERSTUDY_CONTROL_TOKEN": "sesame", "UNDERSTUDY_BASELINE": str(baseline),
        "UNDERSTUDY_SAVE_JOURNAL": str(tmp_path / "run.jsonl"),
        "UNDERSTUDY_WEBHOOK_SECRET": "seo-agent=whsec_a,earshot=whsec_b",
        "UNDERSTUDY_CONTRACT": "report", "UNDERSTUDY_RULE": "job-abandoned=off, webhook-slow=enforce",
    }
    with ServerProcess(environment=environment, port=None) as server:
        assert server.ready["seed"] == 77 and set(server.ready["listeners"]) == {"promptwatch", "writerzroom"}
        assert json.loads(ready.read_text()) == server.ready
        refused = control(server).get("/health", own=True, expect=401)
        assert refused.json["error"]["code"] == "token-needed"
        c = control(server)
        c.headers["Authorization"] = "Bearer sesame"
        assert len(c.get("/apis", expect=200).json["apis"]) == len(BUILT_IN) + 1
        w = World(server, "default")
        w.control = c
        submit_content(w)
        shown = c.get("/spaces/default", expect=200).json
        assert shown["seed"] == 77 and shown["scenario"] == "stuck"
        assert (shown["clock"]["mode"], shown["clock"]["speed"]) == ("manual", 3)
        for _ in range(10):
            w.promptwatch.get("/content", expect=200)
        assert w.requests()["evicted"] > 0
        w.promptwatch.get("/content?colour=red", expect=200)
        assert c.get("/spaces/default/violations", expect=200).json["silenced"] == 1
        contract = {"mode": "report", "rules": {"job-abandoned": "off", "webhook-slow": "enforce"}}
        assert c.get("/spaces/default/contract", expect=200).json == contract
        hook = {"api": "earshot", "url": "http://127.0.0.1:9/hook"}
        assert c.post("/spaces/default/webhooks", hook, expect=201).json["secret"] == "whsec_b"
        c.post("/spaces", {"name": "a"}, expect=201)
        c.post("/spaces", {"name": "b"}, expect=201)
        assert c.post("/spaces", {"name": "c"}, expect=507).json["error"]["code"] == "full"
        with RawConnection(server.port) as connection:
            assert connection.send(message("POST", "/", body=b"x" * 1001)).answer("POST").status == 413
        with RawConnection(server.port) as connection:
            assert connection.send(message("GET", "/", [("X", "y" * 2000)])).answer().status == 431
    assert any("stopping" in line for line in server.errors), "level info"
    assert "every answer is the same" in run("replay", tmp_path / "run.jsonl").stdout


def test_every_option_of_serve_is_in_that_test():
    text = run("help", "serve").stdout
    options = set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", text, re.MULTILINE))
    assert len(options) > 15
    source = open(__file__, encoding="utf-8").read()
    for option in options - {"--help", "--version"}:
        assert '"UNDERSTUDY_' + option[2:].upper().replace("-", "_") + '"' in source, option


def test_the_command_line_wins_over_the_environment():
    with ServerProcess("--seed", 5, environment={"UNDERSTUDY_SEED": "6"}) as server:
        assert server.ready["seed"] == 5


def write(path, value):
    """As an editor does: the new content appears at once."""
    temporary = path.with_suffix(".new")
    temporary.write_text(value if isinstance(value, str) else json.dumps(value))
    temporary.replace(path)


def test_a_watched_file_is_read_again_and_a_broken_one_is_not(tmp_path):
    file = tmp_path / "mine.json"
    write(file, {"name": "mine", "jobs": [{"then": "slow"}]})
    with ServerProcess("--scenario", file, "--watch", "--clock", "manual") as server:
        w = World(server, "default")
        before = submit_content(w)
        write(file, {"name": "mine", "jobs": [{"then": "fails-at-once"}]})
        server.wait_for_log("read again")
        after = submit_content(w)
        assert w.job(before)["timeline"] == "slow" and w.job(after)["timeline"] == "fails-at-once"
        write(file, '{"name": "mine", "jobs": [{"then": "fails-at-onc"}]}')
        line = server.wait_for_log("cannot be used")
        assert "mine.json" in line
        server.wait_for_log("mine.json:1:")
        assert w.job(submit_content(w))["timeline"] == "fails-at-once", "the last good reading stays"
        fresh = World(server, "fresh")
        assert fresh.job(submit_content(fresh))["timeline"] == "fails-at-once"
        write(file, {"name": "mine", "jobs": [{"then": "stuck"}]})
        server.wait_for_log("read again", occurrence=2)
        assert w.job(submit_content(w))["timeline"] == "stuck"
        w.advance(until="idle")
        assert w.job(before)["state"] == "completed", "running jobs keep their timelines"


def test_a_folder_of_scenarios_offers_each_by_name(tmp_path):
    write(tmp_path / "default.json", {"name": "ours", "jobs": [{"then": "stuck"}]})
    write(tmp_path / "other.json", {"name": "other", "jobs": [{"then": "fails-at-once"}]})
    with ServerProcess("--scenario", tmp_path) as server:
        w = make_world(server)
        assert w.job(submit_content(w))["timeline"] == "stuck"
        w.scenario("other")
        assert w.job(submit_content(w))["timeline"] == "fails-at-once"


@pytest.mark.parametrize(
    "arguments, code, words",
    [
        (["serve", "--prot", "1"], 64, "--port"),
        (["serve", "--port", "many"], 64, "many"),
        (["serve", "--port", "70000"], 64, "70000"),
        (["serve", "--listen", "promptwatch"], 64, "api=port"),
        (["serve", "--log-level", "loud"], 64, "notice"),
        (["serve", "--max-body-bytes", "0"], 64, "--max-body-bytes"),
        (["serf"], 64, "serf"),
        (["lint"], 64, "files"),
        (["serve", "--port", "0", "--clock", "fast"], 1, "manual"),
        (["serve", "--port", "0", "--scenario", "hapy"], 1, "happy"),
        (["serve", "--port", "0", "--listen", "promptwach=0"], 1, "promptwatch"),
        (["serve", "--port", "0", "--api", "/nowhere.yaml"], 1, "/nowhere.yaml"),
        (["serve", "--port", "0", "--host", "0.0.0.0"], 1, "--control-token"),
        (["scenario", "preview", "hapy"], 1, "happy"),
    ],
)
def test_mistakes_on_the_command_line_are_said_on_standard_error(arguments, code, words):
    done = run(*arguments)
    assert done.returncode == code, done
    assert words in done.stderr and done.stdout == ""


def test_a_wrong_variable_is_named():
    done = run("serve", environment={"UNDERSTUDY_PORT": "x"})
    assert done.returncode == 64 and "UNDERSTUDY_PORT" in done.stderr


def test_a_taken_port_is_2(server):
    done = run("serve", "--port", server.port)
    assert done.returncode == 2 and str(server.port) in done.stderr


def test_help_and_version_are_on_standard_output():
    for arguments in (["--help"], ["serve", "--help"], ["help", "lint"], ["apis", "--help"]):
        done = run(*arguments)
        assert done.returncode == 0 and done.stdout and not done.stderr
    assert run("--version").stdout.strip()
    for default in ("4010", "10485760", "16384", "127.0.0.1"):
        assert default in run("help", "serve").stdout


def test_without_json_the_ready_line_is_for_people():
    process = subprocess.Popen(
        [str(binary()), "serve", "--port", "0"], stdout=subprocess.PIPE, env=clean_environment()
    )
    try:
        assert b"ready at http://127.0.0.1:" in process.stdout.readline()
    finally:
        process.terminate()
        assert process.wait(PATIENCE) == 0
        process.stdout.close()


def test_two_servers_with_one_seed_answer_the_same_bytes():
    def life():
        with ServerProcess("--seed", 9) as server:
            w = make_world(server)
            id = submit_content(w)
            w.advance(until="idle")
            return w.promptwatch.get(f"/content/{id}", expect=200).body, content(w, id)["createdAt"]

    first = life()
    assert first == life() and first[1] == START
