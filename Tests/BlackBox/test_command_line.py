# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""lint, apis and scenario preview."""

import re

import pytest

from client import BUILT_IN, Documents
from conftest import SIXTH_API
from server_process import ROOT, run

SCENARIOS = sorted(f for f in (ROOT / "scenarios").glob("*.json") if not f.name.endswith(".schema.json"))


def test_our_own_files_have_no_errors():
    done = run("lint", *sorted((ROOT / "openapi").glob("p*.yaml")), ROOT / "openapi" / "writerzroom.yaml", SIXTH_API,
               *SCENARIOS)
    assert done.returncode == 0, done.stdout
    assert "no errors" in done.stdout


def broken_document(tmp_path, old, new):
    text = SIXTH_API.read_text()
    assert text.count(old) >= 1, old
    file = tmp_path / "broken.yaml"
    file.write_text(text.replace(old, new, 1))
    line = text[: text.index(old)].count("\n") + 1
    return file, line


@pytest.mark.parametrize(
    "old, new, words",
    [
        ("x-sim-binding: { submit: transcript }", "x-sim-bindng: { submit: transcript }", "x-sim-binding"),
        ("x-sim-source: job.created", "x-sim-source: job.craeted", "job.created"),
        ("{ read: shelf }", "{ read: shelve }", "shelf"),
        ("$ref: '#/components/schemas/Order'", "$ref: '#/components/schemas/Ordr'", "Ordr"),
        ("type: integer, x-sim-source: page.total", "typ: integer, x-sim-source: page.total", "type"),
        ("/transcripts/latest-words:", "/transcripts/{other}:", "/transcripts/{other}"),
    ],
)
def test_a_mistake_in_a_document_is_reported_at_its_place(tmp_path, old, new, words):
    file, line = broken_document(tmp_path, old, new)
    done = run("lint", file)
    assert done.returncode == 1
    errors = [l for l in done.stdout.splitlines() if ": error: " in l]
    assert errors and all(re.match(rf"{re.escape(str(file))}:\d+:\d+: error: ", l) for l in errors), done.stdout
    assert any(words in l for l in errors), done.stdout
    lines = {int(l[len(str(file)) + 1:].split(":")[0]) for l in errors}
    assert any(abs(found - line) <= 1 for found in lines), (lines, line, done.stdout)


@pytest.mark.parametrize(
    "text, place, words",
    [
        ('{\n  "name": "x",\n  "jbos": []\n}', "3:3", "jobs"),
        ('{"name": "x", "jobs": [{"then": "hapy"}]}', "1:33", "happy"),
        ('{"name": "x",}', "1:14", ""),
        ('{"name": "x", "faults": [{"when": {"api": "promptwach"}, "respond": {"status": 500}}]}', "1:43", "promptwatch"),
        ('{"name": "x", "timelines": {"t": [{"state": "pendig", "for": "1s"}]}}', "1:45", "pending"),
        ('{"name": "x", "timelines": {"t": [{"state": "pending", "for": "1w"}]}}', "1:63", ""),
    ],
)
def test_a_mistake_in_a_scenario_is_reported_at_its_place(tmp_path, text, place, words):
    file = tmp_path / "broken.json"
    file.write_text(text)
    done = run("lint", file)
    assert done.returncode == 1
    assert f"{file}:{place}: error: " in done.stdout, done.stdout
    assert words in done.stdout


def test_a_file_that_is_not_there_is_an_error():
    done = run("lint", "/nowhere.json")
    assert done.returncode == 1 and "/nowhere.json" in done.stdout


def test_apis_counts_what_the_documents_hold():
    rows = run("apis").stdout.splitlines()
    methods = {"get", "put", "post", "patch", "delete"}
    for api in BUILT_IN:
        paths = Documents.builtin(api).document["paths"].values()
        (row,) = [r.split() for r in rows if r.startswith(api)]
        assert str(sum(len(methods & set(path)) for path in paths)) in row


def test_apis_shows_the_evidence_of_each_operation():
    text = run("apis", "--evidence", "--api", SIXTH_API).stdout
    assert re.search(r"^promptwatch +getContent +GET +/api/v2/content/\{id\} +seed +seed$", text, re.MULTILINE)
    assert re.search(r"^earshot +orderTranscript +POST +/rest/2/transcripts +documented +inferred$", text, re.MULTILINE)


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda f: f.stem)
def test_a_preview_shows_the_timelines_of_a_scenario(file):
    by_name, by_file = run("scenario", "preview", file.stem), run("scenario", "preview", file)
    assert by_name.returncode == by_file.returncode == 0
    assert by_name.stdout == by_file.stdout and f"scenario {file.stem}" in by_name.stdout
    assert "timeline " in by_name.stdout
