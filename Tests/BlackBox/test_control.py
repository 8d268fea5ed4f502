# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""The control API: every operation, every refusal, judged by openapi/control.yaml like any other."""

import threading
import time

import pytest

from client import BUILT_IN, START, Documents, control
from vendors import content, generation, submit_content, submit_generation


def code(answer):
    return answer.json["error"]["code"]


def test_the_server_says_what_it_is_and_plays(server):
    c = control(server)
    assert c.get("/health", expect=200).json == {"status": "ok"}
    assert c.get("/version", expect=200).json["version"] == server.ready["version"]
    apis = c.get("/apis", expect=200).json["apis"]
    assert [api["id"] for api in apis] == sorted(["earshot"] + BUILT_IN)
    for api in apis[1:]:
        document = Documents.builtin(api["id"]).document
        methods = {"get", "put", "post", "patch", "delete"}
        assert api["operations"] == sum(len(methods & set(path)) for path in document["paths"].values())
        assert sum(api["evidence"].values()) == api["operations"]
        assert api["mount"] == "/" + api["id"]


def test_spaces_are_made_listed_shown_and_deleted(world):
    w = world(name="life", seed=11, scenario="slow", clock={"speed": 2})
    shown = w.control.get("/spaces/life", expect=200).json
    assert shown["seed"] == 11 and shown["scenario"] == "slow"
    assert shown["clock"] == {"mode": "manual", "speed": 2, "now": START}
    assert shown in w.control.get("/spaces", expect=200).json["spaces"]
    w.control.delete("/spaces/life", expect=204)
    assert code(w.control.get("/spaces/life", expect=404)) == "space-unknown"
    assert code(w.control.delete("/spaces/life", expect=404)) == "space-unknown"


def test_a_space_counts_its_jobs_and_requests(world):
    w = world()
    submit_content(w)
    submit_generation(w)
    w.advance(by="3s")
    shown = w.control.get(f"/spaces/{w.name}", expect=200).json
    assert shown["jobs"] == {"pending": 0, "processing": 2, "completed": 0, "failed": 0, "stopped": 0}
    assert shown["requests"] == 2


def test_reset_puts_a_space_back(world):
    w = world(seed=3, scenario="slow")
    first = submit_content(w)
    w.advance(by="1h")
    w.promptwatch.delete("/prompts/5d3c1f0a-0c51-4b7e-9a52-1f60c8a4e102", expect=200)
    shown = w.control.post(f"/spaces/{w.name}/reset", expect=200).json
    assert shown["requests"] == 0 and sum(shown["jobs"].values()) == 0
    assert shown["clock"]["now"] == START and shown["seed"] == 3 and shown["scenario"] == "slow"
    assert w.promptwatch.get("/prompts", expect=200).json["total"] == 12
    assert submit_content(w) == first, "the same seed, the same identifiers"


def test_a_fork_goes_its_own_way(world):
    w = world()
    id = submit_content(w)
    w.advance(by="2s")
    fork = w.control.post(f"/spaces/{w.name}/fork", {"as": w.name + "-fork"}, expect=201).json
    assert fork["clock"]["now"] == w.now() and fork["requests"] == 0
    other = type(w)(w.server, w.name + "-fork", w.documents)
    before = content(w, id)
    assert content(other, id) == before
    other.signal(id, "stop")
    other.advance(until="idle")
    assert content(w, id) == before
    w.advance(until="idle")
    assert (w.job(id)["state"], other.job(id)["state"]) == ("completed", "stopped")
    assert code(w.control.post(f"/spaces/{w.name}/fork", {"as": w.name + "-fork"}, expect=409)) == "space-exists"
    assert code(w.control.post("/spaces/nobody/fork", {"as": "x"}, expect=404)) == "space-unknown"


def test_the_clock_is_read_set_and_moved(world):
    w = world()
    assert w.clock() == {"mode": "manual", "speed": 1, "now": START, "nextEvent": None}
    submit_content(w)
    assert w.clock()["nextEvent"] == "2026-03-10T20:00:01.000Z"
    assert w.advance(to="next")["now"] == "2026-03-10T20:00:01.000Z"
    assert w.advance(to="2026-03-10T20:00:02.000Z")["fired"] == []
    path = f"/spaces/{w.name}/clock"
    set_ = w.control.patch(path, {"now": "2026-03-10T21:00:00.000Z", "speed": 5}, expect=200).json
    assert set_["now"] == "2026-03-10T21:00:00.000Z" and set_["speed"] == 5
    assert w.jobs()["jobs"][0]["state"] == "completed", "everything due by then has happened"
    assert code(w.control.patch(path, {"now": START}, expect=409)) == "clock-cannot-go-back"
    assert code(w.control.post(path + "/advance", {"to": START}, expect=409)) == "clock-cannot-go-back"
    assert w.now() == "2026-03-10T21:00:00.000Z"
    assert w.advance(to="next") == {
        "now": "2026-03-10T21:00:00.000Z", "fired": [], "firedCount": 0, "attempts": [], "attemptCount": 0,
    }


def test_advancing_answers_what_happened_in_order(world):
    w = world()
    first = submit_content(w)
    w.advance(by="500ms")
    second = submit_generation(w)
    fired = w.advance(until="idle")
    assert [(f["at"][17:23], f["job"], f["from"], f["to"]) for f in fired["fired"]] == [
        ("01.000", first, "pending", "processing"),
        ("01.500", second, "pending", "processing"),
        ("05.000", first, "processing", "completed"),
        ("05.500", second, "processing", "completed"),
    ]
    assert fired["firedCount"] == 4


def test_advancing_until_a_job_has_ended_goes_no_further(world):
    w = world()
    first = submit_content(w)
    w.advance(by="2s")
    second = submit_content(w)
    w.advance(until={"job": first, "api": "promptwatch", "kind": "content"})
    assert w.now() == "2026-03-10T20:00:05.000Z" and w.job(second)["state"] == "processing"


def test_auto_time_moves_by_polling(world):
    w = world(mode="auto")
    id = submit_content(w)
    seen = []
    while not seen or seen[-1]["status"] != "COMPLETED":
        seen.append(content(w, id))
        assert len(seen) < 1000
    states = [document["status"] for document in seen]
    assert states[0] == "PENDING" and list(dict.fromkeys(states)) == ["PENDING", "IN_PROGRESS", "COMPLETED"]
    lengths = [len(document["content"] or "") for document in seen]
    assert lengths == sorted(lengths)
    assert w.now() == "2026-03-10T20:00:05.000Z"


def test_real_time_runs_with_its_speed(world):
    w = world(mode="real", clock={"speed": 10_000})
    id = submit_content(w)
    deadline = time.monotonic() + 60
    while content(w, id)["status"] != "COMPLETED":
        assert time.monotonic() < deadline
    assert w.now() > "2026-03-10T20:00:05"


def test_three_minutes_pass_at_once(world, capsys):
    w = world(scenario="slow")
    started = time.monotonic()
    id = submit_generation(w)
    fired = w.advance(by="3m30s")
    document = w.writerzroom.get(f"/v1/generate/status/{id}", expect=200).json
    wall = time.monotonic() - started
    assert document["status"] == "completed"
    assert [f["to"] for f in fired["fired"]] == ["processing", "completed"]
    assert fired["now"] == "2026-03-10T20:03:30.000Z"
    # Reported and not asserted: a busy machine is no fault of the server.
    with capsys.disabled():
        print(f"\n3 min 30 s of simulated time took {wall * 1000:.0f} ms")


def test_scenarios_are_shown_chosen_and_given(world):
    w = world()
    path = f"/spaces/{w.name}/scenario"
    assert w.control.get(path, expect=200).json["name"] == "happy"
    assert w.scenario("stuck")["name"] == "stuck"
    own = {"name": "own", "description": "One of our own.", "jobs": [{"then": "fails-at-once"}]}
    assert w.scenario(own)["source"] == own
    assert w.control.get(path, expect=200).json["description"] == "One of our own."


@pytest.mark.parametrize(
    "body, status, expected",
    [
        ({"name": "stuk"}, 404, "scenario-unknown"),
        ({"name": "x", "jbos": []}, 400, "scenario-invalid"),
        ({"name": "x", "jobs": [{"then": "nowhere"}]}, 400, "scenario-invalid"),
        ({"name": "x", "faults": [{"when": {"operation": "getContnt"}, "respond": {"status": 500}}]}, 400, "scenario-invalid"),
        ({"name": "x", "timelines": {"t": [{"state": "pending", "for": "1 week"}]}}, 400, "scenario-invalid"),
        ([], 400, None),
        ("slow", 400, None),
    ],
)
def test_a_wrong_scenario_is_refused_and_the_old_one_stays(world, body, status, expected):
    w = world(scenario="slow")
    answer = w.control.put(f"/spaces/{w.name}/scenario", body, expect=status)
    if expected:
        assert code(answer) == expected and answer.json["error"]["details"]
    assert w.control.get(f"/spaces/{w.name}/scenario", expect=200).json["name"] == "slow"


def test_jobs_are_listed_filtered_and_paged(world):
    w = world()
    ids = [submit_content(w) for _ in range(3)]
    w.advance(until="idle")
    ids.append(submit_generation(w))
    assert [j["id"] for j in w.jobs()["jobs"]] == ids
    assert [j["id"] for j in w.jobs(api="writerzroom")["jobs"]] == ids[3:]
    assert [j["id"] for j in w.jobs(state="completed")["jobs"]] == ids[:3]
    assert w.jobs(kind="generation")["total"] == 1
    page = w.jobs(limit=2, offset=1)
    assert [j["id"] for j in page["jobs"]] == ids[1:3] and page["total"] == 4


def test_looking_at_a_job_is_no_poll(world):
    w = world(scenario="by-polls")
    id = submit_content(w)
    for _ in range(5):
        assert w.job(id)["state"] == "pending" and w.job(id)["polls"] == 0
    content(w, id)
    assert w.job(id)["polls"] == 1


@pytest.mark.parametrize("signal, state", [("complete", "completed"), ("fail", "failed"), ("stop", "stopped")])
def test_a_signal_ends_a_job_once(world, signal, state):
    w = world()
    id = submit_content(w)
    ended = w.signal(id, signal, "because")
    assert ended["state"] == state and ended["endedAt"] == START
    assert ended["failure"] == (None if state == "completed" else "because")
    path = f"/spaces/{w.name}/jobs/{id}/signal"
    assert code(w.control.post(path, {"signal": signal}, expect=409)) == "job-ended"


def test_release_needs_a_step_that_waits(world):
    w = world()
    id = submit_content(w)
    answer = w.control.post(f"/spaces/{w.name}/jobs/{id}/signal", {"signal": "release"}, expect=409)
    assert code(answer) == "job-not-waiting"
    assert code(w.control.get(f"/spaces/{w.name}/jobs/nobody", expect=404)) == "job-unknown"
    assert code(w.control.post(f"/spaces/{w.name}/jobs/nobody/signal", {"signal": "stop"}, expect=404)) == "job-unknown"
    advance = w.control.post(f"/spaces/{w.name}/clock/advance", {"until": {"job": "nobody"}}, expect=404)
    assert code(advance) == "job-unknown"


def test_the_journal_is_filtered(world):
    w = world()
    id = submit_content(w)
    content(w, id)
    w.promptwatch.get("/content/nonsense/more")
    submit_generation(w)
    assert w.requests()["total"] == 4
    assert [e["id"] for e in w.requests(api="writerzroom")["requests"]] == [4]
    assert [e["id"] for e in w.requests(operation="getContent")["requests"]] == [2]
    assert [e["id"] for e in w.requests(status=404)["requests"]] == [3]
    assert [e["id"] for e in w.requests(method="POST")["requests"]] == [1, 4]
    assert [e["id"] for e in w.requests(since=2, limit=1)["requests"]] == [3]
    assert w.requests(operation="getContent")["requests"][0]["path"] == f"/api/v2/content/{id}"


def test_an_entry_shows_request_and_answer_in_full(world):
    w = world()
    answer = w.writerzroom.post("/v1/generate", generation(), headers={"X-Mine": "ä"}, expect=202)
    entry = w.entry(answer.request_id)
    assert entry["operation"] == "generateContent" and entry["status"] == 202
    assert entry["response"]["body"].encode() == answer.body
    assert entry["request"]["bodyBytes"] == len(entry["request"]["body"])
    assert "X-Mine" in {h["name"] for h in entry["request"]["headers"]}
    assert code(w.control.get(f"/spaces/{w.name}/requests/99", expect=404)) == "request-unknown"


def test_entries_are_waited_for(world):
    w = world()
    found = {}

    def wait():
        found.update(w.requests(operation="getContent", wait="60s", min=2))

    waiter = threading.Thread(target=wait)
    waiter.start()
    id = submit_content(w)
    content(w, id)
    content(w, id)
    waiter.join(60)
    assert not waiter.is_alive() and found["total"] >= 2
    # What is there already is not waited for, and neither is longer than asked.
    assert w.requests(wait="60s", min=3)["total"] == 3
    assert w.requests(wait="1ms", min=50)["total"] == 3


@pytest.mark.parametrize(
    "method, path, body, status, expected",
    [
        ("POST", "/spaces", {}, 400, "body-invalid"),
        ("POST", "/spaces", {"name": "a b"}, 400, None),
        ("POST", "/spaces", {"name": "x", "sed": 1}, 400, "body-invalid"),
        ("POST", "/spaces", {"name": "x", "scenario": "nowhere"}, None, "scenario-unknown"),
        ("POST", "/spaces", {"name": "x", "seed": -1}, 400, "body-invalid"),
        ("POST", "/spaces", {"name": "x", "clock": {"mode": "fast"}}, 400, "body-invalid"),
        ("POST", "/spaces", {"name": "x", "clock": {"start": "yesterday"}}, 400, "body-invalid"),
        ("POST", "/spaces", {"name": "default"}, 409, "space-exists"),
        ("POST", "/spaces", None, 400, "body-missing"),
        ("PATCH", "/spaces/default/clock", {}, 400, "body-invalid"),
        ("PATCH", "/spaces/default/clock", {"speed": 0}, 400, "body-invalid"),
        ("POST", "/spaces/default/clock/advance", {}, 400, "body-invalid"),
        ("POST", "/spaces/default/clock/advance", {"by": "soon"}, 400, "body-invalid"),
        ("POST", "/spaces/default/clock/advance", {"by": "1s", "to": "next"}, 400, "body-invalid"),
        ("POST", "/spaces/default/jobs/x/signal", {"signal": "explode"}, 400, "body-invalid"),
        ("GET", "/spaces/default/jobs?limit=0", None, 400, "parameter-invalid"),
        ("GET", "/spaces/default/jobs?state=running", None, 400, "parameter-invalid"),
        ("GET", "/spaces/default/jobs?colour=red", None, 400, "parameter-invalid"),
        ("GET", "/spaces/default/requests?wait=2h", None, 400, "parameter-invalid"),
        ("GET", "/spaces/default/requests/first", None, 400, "parameter-invalid"),
        ("GET", "/spaces/nobody/clock", None, 404, "space-unknown"),
        ("GET", "/spaces/nobody/jobs", None, 404, "space-unknown"),
        ("GET", "/spaces/nobody/requests", None, 404, "space-unknown"),
        ("GET", "/spaces/nobody/scenario", None, 404, "space-unknown"),
        ("POST", "/spaces/nobody/reset", None, 404, "space-unknown"),
        ("GET", "/space", None, 404, "path-unknown"),
        ("PUT", "/spaces", {}, 405, "method-unknown"),
        ("DELETE", "/spaces/default", None, None, "space-needed"),
    ],
)
def test_refusals_have_a_code(server, world, method, path, body, status, expected):
    # `default` is there from its first use.
    world().promptwatch.get("/content", headers={"X-Understudy-Space": "default"}, expect=200)
    answer = control(server).call(method, path, body)
    assert answer.status >= 400 and (status is None or answer.status == status), answer.body
    assert expected is None or code(answer) == expected
    if status == 405:
        assert "GET" in answer.headers["Allow"] and "POST" in answer.headers["Allow"]


def test_bodies_that_are_no_json_are_refused(server):
    c = control(server)
    text = {"Content-Type": "text/plain"}
    assert code(c.post("/spaces", data=b"name=x", headers=text, expect=415)) == "media-type-unknown"
    json = {"Content-Type": "application/json"}
    assert code(c.post("/spaces", data=b'{"name":', headers=json, expect=400)) == "body-malformed"
    huge = b'{"name":"' + b"x" * (10 * 1024 * 1024) + b'"}'
    assert code(c.post("/spaces", data=huge, headers=json, expect=413)) == "body-too-large"


@pytest.mark.parametrize(
    "headers, expected", [
        ({"Origin": "https://evil.example"}, "origin-refused"), ({"Host": "evil.example"}, "host-refused"),
    ],
)
def test_a_web_page_cannot_drive_the_control_api(server, headers, expected):
    answer = control(server).get("/health", headers=headers, own=True, expect=403)
    assert code(answer) == expected


def test_a_job_that_several_apis_have_must_be_named_exactly(world):
    w = world()
    # Forks share identifiers between spaces, not between APIs; kinds with the same numbers do.
    id = submit_content(w)
    assert w.control.get(f"/spaces/{w.name}/jobs/{id}", params={"api": "promptwatch"}, expect=200).json["id"] == id
    assert code(w.control.get(f"/spaces/{w.name}/jobs/{id}", params={"api": "writerzroom"}, expect=404)) == "job-unknown"


def test_creating_a_space_twice_is_refused(world):
    w = world()
    assert code(w.control.post("/spaces", {"name": w.name}, expect=409)) == "space-exists"
