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
import requests
import xmlschema

from ordering_client import CLIENT
from reports import FILES, SCHEMAS, Reports, schema
from server_process import PATIENCE, binary, clean_environment

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


def test_every_format_is_valid_and_says_the_same(reports):
    Reports.of(reports).assert_same_in_all_formats()


def test_the_schemas_refuse_what_they_must(reports):
    sarif = json.loads((reports / "understudy.sarif").read_text())
    del sarif["runs"][0]["tool"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(schema("sarif-schema-2.1.0.json")).validate(sarif)
    ctrf = json.loads((reports / "understudy.ctrf.json").read_text())
    ctrf["results"]["tests"][0]["status"] = "fine"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(schema("ctrf.schema.json")).validate(ctrf)
    junit = xml.parse(reports / "understudy.junit.xml").getroot()
    suite = junit.find("testsuite")
    suite.remove(suite.find("properties"))
    with pytest.raises(xmlschema.XMLSchemaException):
        xmlschema.XMLSchema(str(SCHEMAS / "JUnit.xsd")).validate(xml.ElementTree(junit))


def test_a_good_client_is_told_nothing():
    result = run("--fail-on", "warning", code=GOOD)
    assert result.returncode == 0, result.stderr
    assert "0 errors, 0 warnings" in result.stderr


def test_a_baseline_silences_what_was_known(tmp_path):
    baseline = tmp_path / "baseline.json"
    written = run("--fail-on", "warning", "--write-baseline", baseline, code=BAD)
    assert written.returncode == 0, "what was written to a baseline is known: " + written.stderr
    assert "0 errors, 3 warnings" in written.stderr
    prints = [entry["fingerprint"] for entry in json.loads(baseline.read_text())["silenced"]]
    assert prints == sorted(prints) and len(prints) == 3
    result = run("--fail-on", "warning", "--baseline", baseline, "--report-dir", tmp_path, code=BAD)
    assert result.returncode == 0, result.stderr
    assert "3 silenced by the baseline" in result.stderr
    report = json.loads((tmp_path / "understudy.json").read_text())
    assert report["silenced"] == 3 and report["spaces"][0]["violations"] == []
    assert sorted(report["spaces"][0]["silencedFingerprints"]) == prints
    # Written anew over itself, it still silences what it did.
    again = run("--baseline", baseline, "--write-baseline", tmp_path / "again.json", code=BAD)
    assert again.returncode == 0
    assert (tmp_path / "again.json").read_text() == baseline.read_text()


@pytest.mark.parametrize(
    "arguments, environment, code, said",
    [
        (["--rule", "job-abandoned=enforce"], {}, 3, "error job-abandoned"),
        (["--contract", "enforce", "--rule", "member-unknown=report"], {}, 3, "error poll-too-fast"),
        (["--contract", "off"], {}, 0, "not judged: poll-too-fast: switched off in this space"),
        (["--rule", "member-unknown=enforce"], {}, 1, "HTTP Error 4"),
        ([], {"UNDERSTUDY_RULE": "job-abandoned=enforce,member-unknown=off"}, 3, "1 error, 1 warning"),
        (["--rule", "job-abandond=off"], {}, 1, 'there is no rule "job-abandond"; did you mean "job-abandoned"?'),
        (["--rule", "job-abandoned"], {}, 64, "--rule takes id=mode"),
        (["--contract", "strict"], {}, 1, 'there is no mode "strict"; known: enforce, off, report'),
    ],
)
def test_modes_for_all_rules_and_for_one(arguments, environment, code, said):
    result = subprocess.run(
        [binary(), "exec", *arguments, "--", sys.executable, "-c", BAD], capture_output=True, text=True,
        env=clean_environment(**environment), timeout=PATIENCE,
    )
    assert result.returncode == code, result.stderr
    assert said in result.stderr


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
    for number in range(5):
        place = f"{server.url}/_understudy/v1/spaces/runner-{number}/report?format="
        texts = {name: requests.get(place + name, timeout=PATIENCE).text for name in FILES}
        own = Reports(texts)
        own.assert_same_in_all_formats()
        (space,) = own.json["spaces"]
        assert space["requests"] == number + 1
        strays = [v for v in space["violations"] if v["rule"] == "member-unknown"]
        assert [(v["pointer"], v["occurrences"]) for v in strays] == [(f"/stray{number}", number + 1)]
        for name, text in texts.items():
            assert f"runner-{number}" in text, name
            for other in set(range(5)) - {number}:
                assert f"stray{other}" not in text and f"runner-{other}" not in text, name
