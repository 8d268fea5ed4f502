# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""A scenario that says what the client must do is a whole test case."""

import json
import subprocess
import sys
import xml.etree.ElementTree as xml
from pathlib import Path

import jsonschema
import pytest
import requests
import xmlschema

from ordering_client import CLIENT
from server_process import PATIENCE, binary, clean_environment, run as run_program

SCHEMAS = Path(__file__).parent / "fixtures" / "report-schemas"

SCENARIO = """{
  "name": "expects",
  "jobs": [{ "then": "by-polls" }],
  "expect": [
    { "name": "ordered", "requests": { "api": "writerzroom", "does": "submit", "status": "2xx" }, "exactly": 1 },
    { "requests": { "does": "read", "state": "completed" }, "exactly": 1, "after": "ordered" },
    { "requests": { "operation": "getGenerationStatus" }, "atLeast": 2, "pace": "100ms" },
    { "jobs": {}, "end": "read" },
    { "never": ["member-unknown", "poll-after-end"] },
    { "requests": { "does": "list" }, "exactly": 0 }
  ]
}
"""

GOOD = (
    CLIENT
    + """
request = call("POST", "/v1/generate", order)["request_id"]
while call("GET", "/v1/generate/status/" + request)["status"] in ("pending", "processing"):
    time.sleep(0.12)
"""
)

BAD = (
    CLIENT
    + """
order["colour"] = "red"
call("POST", "/v1/generate", order)
request = call("POST", "/v1/generate", order)["request_id"]
for _ in range(3):
    call("GET", "/v1/generate/status/" + request)
"""
)

UNMET = {
    5: "expected exactly 1 request (api writerzroom; to submit; answered 2xx), found 2",
    6: 'expected exactly 1 request (to read; job completed), after "ordered", found 0;'
    " closest: request 5, state processing instead of completed",
    7: "expected requests about the same job at least 100ms apart, found request ",
    8: "expected at least 1 job, each read to its end, but nobody read the end of ",
    9: 'expected never member-unknown: writerzroom generateContent /colour: "colour" is not documented',
}


@pytest.fixture(scope="module")
def scenario(tmp_path_factory):
    file = tmp_path_factory.mktemp("expects") / "expects.json"
    file.write_text(SCENARIO)
    return file


def run(scenario, code, *arguments):
    command = [binary(), "exec", "--scenario", scenario, *arguments, "--", sys.executable, "-c", code]
    return subprocess.run(
        list(map(str, command)), capture_output=True, text=True, env=clean_environment(), timeout=PATIENCE
    )


@pytest.fixture(scope="module")
def reports(scenario, tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    result = run(scenario, BAD, "--report-dir", folder)
    assert result.returncode == 3, result.stderr
    assert "  1 of 6 expectations met\n" in result.stderr
    return folder


def test_a_scenario_with_expectations_is_sound(scenario):
    done = run_program("lint", "--strict", scenario)
    assert done.returncode == 0, done.stdout


def test_a_good_client_meets_them(scenario, tmp_path):
    result = run(scenario, GOOD, "--report-dir", tmp_path)
    assert result.returncode == 0, result.stderr
    assert "  6 of 6 expectations met\n" in result.stderr
    (space,) = json.loads((tmp_path / "understudy.json").read_text())["spaces"]
    assert [one["verdict"] for one in space["expectations"]] == ["met"] * 6
    suite = xml.parse(tmp_path / "understudy.junit.xml").getroot().find("testsuite")
    passed = [case for case in suite.findall("testcase") if case.get("name").startswith("expectation ")]
    assert len(passed) == 6 and all(case.find("failure") is None for case in passed)


def test_a_bad_client_is_told_what_it_does_not_meet(reports, scenario):
    (space,) = json.loads((reports / "understudy.json").read_text())["spaces"]
    judged = space["expectations"]
    assert [one["verdict"] for one in judged] == ["unmet"] * 5 + ["met"]
    for one, (line, words) in zip(judged, UNMET.items()):
        assert one["place"] == f"{scenario}:{line}:5"
        assert one["message"].startswith(words)
    assert [one["requests"] for one in judged][:2] == [[2], [5, 4, 3]]
    found = [violation for violation in space["violations"] if violation["rule"] == "expectation-unmet"]
    assert [violation["source"] for violation in found] == [one["place"] for one in judged[:5]]
    assert {violation["severity"] for violation in found} == {"error"} and space["errors"] == 5


@pytest.mark.parametrize(
    "name",
    ["understudy.txt", "understudy.json", "understudy.sarif", "understudy.junit.xml", "understudy.ctrf.json",
     "understudy.github.txt"],
)
def test_every_format_names_each(reports, name):
    text = (reports / name).read_text()
    if name.endswith("xml"):
        text = "".join(xml.fromstring(text).itertext())
    elif not name.endswith("txt"):
        text = json.dumps(json.loads(text), ensure_ascii=False).replace('\\"', '"')
    for words in UNMET.values():
        assert words in text, words


def test_they_are_tests_of_their_own(reports):
    suite = xml.parse(reports / "understudy.junit.xml").getroot().find("testsuite")
    cases = [case for case in suite.findall("testcase") if case.get("name").startswith("expectation ")]
    assert [case.find("failure") is not None for case in cases] == [True] * 5 + [False]
    assert cases[0].get("name") == (
        'expectation 1 "ordered": exactly 1 request (api writerzroom; to submit; answered 2xx)'
    )
    xmlschema.XMLSchema(str(SCHEMAS / "JUnit.xsd")).validate(str(reports / "understudy.junit.xml"))
    ctrf = json.loads((reports / "understudy.ctrf.json").read_text())
    jsonschema.Draft7Validator(json.loads((SCHEMAS / "ctrf.schema.json").read_text())).validate(ctrf)
    tests = [test for test in ctrf["results"]["tests"] if test["name"].startswith("expectation ")]
    assert [test["status"] for test in tests] == ["failed"] * 5 + ["passed"]


def test_scanners_are_led_to_the_scenario(reports, scenario):
    sarif = json.loads((reports / "understudy.sarif").read_text())
    jsonschema.Draft4Validator(json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text())).validate(sarif)
    results = [result for result in sarif["runs"][0]["results"] if result["ruleId"] == "expectation-unmet"]
    places = [result["locations"][0]["physicalLocation"] for result in results]
    assert [place["region"]["startLine"] for place in places] == list(UNMET)
    assert all(place["artifactLocation"]["uri"].endswith("expects.json") for place in places)
    lines = (reports / "understudy.github.txt").read_text().splitlines()
    assert sum(line.startswith("::error ") and f"line={number}" in line for number in UNMET for line in lines) == 5


def test_a_client_that_never_comes_does_not_pass(scenario):
    result = run(scenario, "pass")
    assert result.returncode == 3, result.stderr
    assert "space default: 0 requests, 4 errors" in result.stderr
    assert "expected exactly 1 request (api writerzroom; to submit; answered 2xx), found 0" in result.stderr


def test_a_client_in_a_space_of_its_own_is_the_one_that_was_expected(scenario):
    code = GOOD.replace('"Bearer " + key', '"Bearer any~mine"')
    result = run(scenario, code)
    assert result.returncode == 0, result.stderr
    assert "space mine: 7 requests" in result.stderr or "space mine: 6 requests" in result.stderr
    assert "space default" not in result.stderr


def test_the_control_api_takes_and_judges_them(server):
    url = f"{server.url}/_understudy/v1"
    scenario = json.loads(SCENARIO)
    made = requests.post(f"{url}/spaces", json={"name": "expecting", "scenario": scenario}, timeout=PATIENCE)
    assert made.status_code == 201, made.text
    (space,) = requests.get(f"{url}/spaces/expecting/report", timeout=PATIENCE).json()["spaces"]
    assert space["expectations"][0]["place"] == "scenario expects, /expect/0"
    assert "expecting" in [s["space"] for s in requests.get(f"{url}/report", timeout=PATIENCE).json()["spaces"]]
    scenario["expect"][4]["never"] = ["poll-after-ned"]
    refused = requests.put(f"{url}/spaces/expecting/scenario", json=scenario, timeout=PATIENCE)
    assert refused.status_code == 400 and 'did you mean "poll-after-end"?' in refused.text.replace("\\", "")
    assert requests.delete(f"{url}/spaces/expecting", timeout=PATIENCE).status_code == 204


def test_warnings_fail_where_lint_is_strict(tmp_path):
    file = tmp_path / "odd.json"
    file.write_text('{"name": "odd", "faults": [\n  {"delay": "1s"},\n  {"when": {"state": "failed"}, "delay": "2s"}]}')
    warning = f"{file}:3:3: warning: this fault can never match: number 1 takes all its requests\n"
    for arguments, environment, code in [
        ([], {}, 0), (["--strict"], {}, 1), ([], {"UNDERSTUDY_STRICT": "true"}, 1), ([], {"UNDERSTUDY_STRICT": "no"}, 0)
    ]:
        done = subprocess.run(
            [binary(), "lint", *arguments, str(file)], capture_output=True, text=True, timeout=PATIENCE,
            env=clean_environment(**environment),
        )
        assert done.returncode == code, (arguments, environment, done.stdout)
        assert done.stdout == warning + "1 file checked, no errors, 1 warning\n"
