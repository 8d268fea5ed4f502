# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""Runs the polling function as the vendor's page prints it (fixtures/poll-status.js), with only its base URL replaced."""

import json
import subprocess

from node import node
from server_process import PATIENCE, ROOT
from vendors import submit_generation

PUBLISHED = (ROOT / "Tests" / "BlackBox" / "fixtures" / "poll-status.js").read_text(encoding="utf-8")
BASE = "https://api.writerzroom.com"

CALL = """
try {
  console.log(JSON.stringify({ returned: await pollStatus(%s, "any-key") }));
} catch (error) {
  console.log(JSON.stringify({ threw: error.message }));
}
"""

# Beside the function stands another `setTimeout`: it moves the test's clock by as long as the function wants to sleep.
# It hides the global one in this module only, so fetch keeps its own.
SIMULATED_SLEEP = """
const slept = [];
function setTimeout(resolve, milliseconds) {
  slept.push(milliseconds);
  fetch(%s, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ by: `${milliseconds}ms` }),
  }).then((answer) => answer.text()).then(resolve);
}
"""


def poll(world, id, folder, simulates_sleep=True):
    assert PUBLISHED.count(BASE) == 1
    url = f"{world.server.url}/~{world.name}/writerzroom"
    program = PUBLISHED.replace(BASE, url) + CALL % json.dumps(id)
    if simulates_sleep:
        advance = f"{world.server.url}/_understudy/v1/spaces/{world.name}/clock/advance"
        program = SIMULATED_SLEEP % json.dumps(advance) + program
    file = folder / "client.mjs"
    file.write_text(program, encoding="utf-8")
    done = subprocess.run(
        [node(), str(file)], capture_output=True, text=True, timeout=PATIENCE, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_it_returns_the_content_of_a_finished_job(world, tmp_path):
    w = world()
    id = submit_generation(w)
    w.advance(until="idle")
    content = poll(w, id, tmp_path, simulates_sleep=False)["returned"]
    assert list(content) == ["id", "title", "body", "word_count", "created_at"]


def test_it_throws_the_reason_of_a_failed_job(world, tmp_path):
    w = world()
    id = submit_generation(w, user_input={"topic": "tides"})
    w.advance(until="idle")
    assert poll(w, id, tmp_path, simulates_sleep=False) == {"threw": "Missing required input field: audience"}


def test_it_waits_for_a_slow_job(world, tmp_path):
    w = world(scenario="slow")
    id = submit_generation(w)
    content = poll(w, id, tmp_path)["returned"]
    assert content["body"].startswith("# ")
    # 210 s in steps of 8 s.
    assert w.job(id)["polls"] == 28 and w.now() == "2026-03-10T20:03:36.000Z"


def test_it_throws_when_a_job_fails_while_it_polls(world, tmp_path):
    w = world(scenario="fails-midway")
    assert poll(w, submit_generation(w), tmp_path) == {"threw": "the model timed out"}


def test_it_times_out_on_a_stuck_job_after_four_minutes(world, tmp_path):
    w = world(scenario="stuck")
    id = submit_generation(w)
    assert poll(w, id, tmp_path) == {"threw": "Generation timed out"}
    assert w.job(id)["polls"] == 30 and w.now() == "2026-03-10T20:04:00.000Z"
