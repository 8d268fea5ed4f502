# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""One command for CI: a server, a client's tests, a report, an exit code."""

import json
import os
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as xml
from pathlib import Path

import jsonschema
import pytest
import xmlschema

from server_process import PATIENCE, binary, clean_environment

SCHEMAS = Path(__file__).parent / "fixtures" / "report-schemas"

CLIENT = """
import json, os, sys, time, urllib.request
base, key = os.environ["WRITERZROOM_BASE_URL"], os.environ["WRITERZROOM_API_KEY"]
def call(method, path, body=None):
    data = json.dumps(body).encode() if body is not None else None
    headers = {"Authorization": "Bearer " + key, "Content-Type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(base + path, data, headers, method=method), timeout=30) as answer:
        return json.load(answer)
order = {"template_id": "blog_article_generator", "style_profile_id": "general_blog",
         "user_input": {"topic": "tides", "target_audience": "sailors"}}
"""

BAD = (
    CLIENT
    + """
order["colour"] = "red"
request = call("POST", "/v1/generate", order)["request_id"]
for _ in range(4):
    call("GET", "/v1/generate/status/" + request)
    time.sleep(0.05)
"""
)

GOOD = (
    CLIENT
    + """
request = call("POST", "/v1/generate", order)["request_id"]
while call("GET", "/v1/generate/status/" + request)["status"] == "processing":
    time.sleep(5.1)
"""
)


def run(*arguments, code=None, timeout=PATIENCE):
    command = [binary(), "exec", *arguments]
    if code is not None:
        command += ["--", sys.executable, "-c", code]
    return subprocess.run(
        list(map(str, command)), capture_output=True, text=True, env=clean_environment(), timeout=timeout
    )


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports") / "deep" / "folder"
    result = run("--report-dir", folder, "--fail-on", "warning", code=BAD)
    assert result.returncode == 3, result.stderr
    return folder


def test_a_bad_client_is_told_each_violation_once(reports):
    report = json.loads((reports / "understudy.json").read_text())
    (space,) = report["spaces"]
    found = {violation["rule"]: violation for violation in space["violations"]}
    assert len(found) == len(space["violations"])
    assert set(found) == {"member-unknown", "poll-too-fast", "job-abandoned"}
    assert found["member-unknown"]["requests"] == [1]
    assert found["member-unknown"]["pointer"] == "/colour"
    assert found["poll-too-fast"]["requests"] == [2, 3, 4, 5]
    assert found["job-abandoned"]["requests"] == [1, 5]


def test_every_format_names_every_violation(reports):
    for name in ["understudy.txt", "understudy.sarif", "understudy.junit.xml", "understudy.ctrf.json", "understudy.github.txt"]:
        text = (reports / name).read_text()
        for rule in ["member-unknown", "poll-too-fast", "job-abandoned"]:
            assert rule in text, (name, rule)


def test_sarif_is_valid(reports):
    schema = json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text())
    report = json.loads((reports / "understudy.sarif").read_text())
    jsonschema.Draft4Validator(schema).validate(report)
    assert len(report["runs"][0]["results"]) == 3
    # The schema refuses what it must.
    del report["runs"][0]["tool"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(schema).validate(report)


def test_ctrf_is_valid(reports):
    schema = json.loads((SCHEMAS / "ctrf.schema.json").read_text())
    report = json.loads((reports / "understudy.ctrf.json").read_text())
    jsonschema.Draft7Validator(schema).validate(report)
    summary = report["results"]["summary"]
    assert summary["tests"] == len(report["results"]["tests"])
    assert summary["start"] <= summary["stop"]
    report["results"]["tests"][0]["status"] = "fine"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(schema).validate(report)


def test_junit_is_valid(reports):
    schema = xmlschema.XMLSchema(str(SCHEMAS / "JUnit.xsd"))
    schema.validate(str(reports / "understudy.junit.xml"))
    suite = xml.parse(reports / "understudy.junit.xml").getroot().find("testsuite")
    assert int(suite.get("tests")) == len(suite.findall("testcase"))
    suite.find("properties").clear()
    suite.remove(suite.find("properties"))
    with pytest.raises(xmlschema.XMLSchemaException):
        schema.validate(xml.ElementTree(suite))


def test_github_annotations_are_one_line_each(reports):
    lines = (reports / "understudy.github.txt").read_text().splitlines()
    assert len(lines) == 3
    assert all(line.startswith("::warning title=") for line in lines)


def test_a_good_client_is_told_nothing():
    result = run("--fail-on", "warning", code=GOOD)
    assert result.returncode == 0, result.stderr
    assert "0 errors, 0 warnings" in result.stderr


def test_a_baseline_silences_what_was_known(reports, tmp_path):
    report = json.loads((reports / "understudy.json").read_text())
    prints = [violation["fingerprint"] for violation in report["spaces"][0]["violations"]]
    baseline = tmp_path / "baseline.json"
    baseline.write_text(json.dumps({"silenced": [{"fingerprint": text, "reason": "known"} for text in prints]}))
    result = run("--fail-on", "warning", "--baseline", baseline, code=BAD)
    assert result.returncode == 0, result.stderr
    assert "3 silenced by the baseline" in result.stderr


def test_a_baseline_that_cannot_be_read_is_refused_with_its_place(tmp_path):
    baseline = tmp_path / "baseline.json"
    baseline.write_text('{"silenced": [\n  {"fingerprint": "pol-too-fast|a|b|"}]}')
    result = run("--baseline", baseline, code="pass")
    assert result.returncode == 1
    assert 'baseline.json:2:19: error: there is no rule "pol-too-fast"; did you mean "poll-too-fast"?' in result.stderr


def test_the_commands_own_exit_code_wins():
    assert run(code="raise SystemExit(7)").returncode == 7
    assert run("--fail-on", "warning", code=BAD + "\nraise SystemExit(9)").returncode == 9


def test_a_command_that_is_not_there():
    result = run("--", "no-such-command")
    assert result.returncode == 127
    assert "no-such-command" in result.stderr


def test_the_command_reads_and_writes_as_if_run_alone():
    result = subprocess.run(
        [binary(), "exec", "--", "cat"], input="through\n", capture_output=True, text=True, env=clean_environment(),
        timeout=PATIENCE,
    )
    assert result.stdout == "through\n"


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False


def wait_until_gone(pid: int):
    end = time.monotonic() + 20
    while is_alive(pid):
        assert time.monotonic() < end, f"process {pid} is still there"
        time.sleep(0.05)


GRANDCHILD = """
import subprocess, sys, time, pathlib
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
pathlib.Path(sys.argv[1]).write_text(str(child.pid))
"""


@pytest.mark.parametrize("hangs", [True, False])
def test_nothing_is_left_behind(tmp_path, hangs):
    note = tmp_path / "pid"
    code = GRANDCHILD + ("time.sleep(600)" if hangs else "")
    arguments = ["--timeout", "3"] if hangs else []
    result = subprocess.run(
        [binary(), "exec", *arguments, "--", sys.executable, "-c", code, str(note)], capture_output=True, text=True,
        env=clean_environment(), timeout=PATIENCE,
    )
    assert result.returncode == (124 if hangs else 0), result.stderr
    wait_until_gone(int(note.read_text()))


def test_signals_are_passed_on(tmp_path):
    note = tmp_path / "note"
    code = (
        "import pathlib, signal, sys, time\n"
        "def stop(number, frame):\n    pathlib.Path(sys.argv[1]).write_text('got it')\n    raise SystemExit(5)\n"
        "signal.signal(signal.SIGTERM, stop)\nprint('up', flush=True)\ntime.sleep(600)\n"
    )
    process = subprocess.Popen(
        [binary(), "exec", "--", sys.executable, "-c", code, str(note)], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env=clean_environment(),
    )
    assert process.stdout.readline() == b"up\n"
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 5
    assert note.read_text() == "got it"


def test_the_variables_are_printed_and_can_be_renamed():
    result = run("--print-env", "--env", "TEXTS_HOST=writerzroom.url", "--env", "TEXTS_KEY=writerzroom.key")
    assert result.returncode == 0, result.stderr
    variables = dict(line.split("=", 1) for line in result.stdout.splitlines())
    assert variables["TEXTS_HOST"] == variables["WRITERZROOM_BASE_URL"]
    assert variables["TEXTS_KEY"] == variables["WRITERZROOM_API_KEY"]
    assert variables["WRITERZROOM_BASE_URL"].startswith(variables["UNDERSTUDY_URL"])


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["--env", "X", "--", "true"], "NAME=api.url"),
        (["--env", "X=writerzrom.url", "--", "true"], 'there is no API "writerzrom"'),
        (["--env", "X=writerzroom.host", "--", "true"], '"host" is neither url nor key'),
        (["--fail-on", "info", "--", "true"], 'there is no severity "info"'),
        (["--timeout", "0", "--", "true"], "--timeout must be greater than 0"),
        ([], "which command?"),
    ],
)
def test_mistakes_in_the_command_line(arguments, said):
    result = run(*arguments)
    assert result.returncode == 64, (result.returncode, result.stderr)
    assert said in result.stderr


def test_five_runners_in_five_spaces_have_five_reports(server):
    """No cross-talk: each runner's report holds its own mistakes and nobody else's."""
    runners = []
    for number in range(5):
        code = CLIENT.replace('"Bearer " + key', f'"Bearer any~runner-{number}"') + (
            f"order['stray{number}'] = 1\nfor _ in range({number + 1}):\n    call('POST', '/v1/generate', order)\n"
        )
        environment = clean_environment(WRITERZROOM_BASE_URL=server.url + "/writerzroom", WRITERZROOM_API_KEY="unused")
        runners.append(subprocess.Popen([sys.executable, "-c", code], env=environment))
    assert [runner.wait(PATIENCE) for runner in runners] == [0] * 5
    import requests

    for number in range(5):
        report = requests.get(f"{server.url}/_understudy/v1/spaces/runner-{number}/report", timeout=PATIENCE).json()
        (space,) = report["spaces"]
        assert space["requests"] == number + 1
        strays = [v for v in space["violations"] if v["rule"] == "member-unknown"]
        assert [(v["pointer"], v["occurrences"]) for v in strays] == [(f"/stray{number}", number + 1)]
