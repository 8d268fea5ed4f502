# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

import json

import pytest
import requests

from client import START
from raw import RawConnection, message
from server_process import ROOT
from vendors import content, create_order, generation, status, submit_content, submit_generation

READY_MADE = sorted(
    file.stem for file in (ROOT / "scenarios").glob("*.json") if not file.name.endswith(".schema.json")
)


def test_the_ready_made_scenarios_are_there():
    assert set(READY_MADE) >= {
        "happy", "slow", "fails-midway", "fails-at-once", "stuck", "stopped-midway", "queue-then-burst",
        "partial-content-cuts", "flaky-server", "slow-network",
    }


@pytest.mark.parametrize("name", READY_MADE)
def test_a_space_says_which_scenario_it_plays(world, name):
    w = world(scenario=name)
    shown = w.control.get(f"/spaces/{w.name}/scenario", expect=200).json
    assert shown["name"] == name
    assert shown["source"] == json.loads((ROOT / "scenarios" / f"{name}.json").read_text())


@pytest.mark.parametrize(
    "name, state, seconds",
    [
        ("happy", "completed", 5), ("slow", "completed", 210), ("fails-midway", "failed", 5),
        ("fails-at-once", "failed", 0.25), ("stopped-midway", "stopped", 5), ("queue-then-burst", "completed", 120.8),
        ("stuck", "processing", 5),
    ],
)
def test_a_scenario_drives_both_vendors_to_the_same_end(world, name, state, seconds):
    w = world(scenario=name)
    ids = [submit_content(w), submit_generation(w)]
    advanced = w.advance(until="idle")
    for id in ids:
        assert w.job(id)["state"] == state
    words = {"completed": "COMPLETED", "failed": "FAILED", "stopped": "STOPPED", "processing": "IN_PROGRESS"}
    assert content(w, ids[0])["status"] == words[state]
    assert status(w, ids[1])["status"] == {"stopped": "failed"}.get(state, state)
    assert advanced["now"] == w.now()
    minutes, rest = divmod(seconds, 60)
    assert w.now() == f"2026-03-10T20:{int(minutes):02}:{rest:06.3f}Z"


def test_fails_at_once_never_starts(world):
    w = world(scenario="fails-at-once")
    id = submit_content(w)
    w.advance(until="idle")
    document = content(w, id)
    assert document["startedAt"] is None and document["content"] is None and document["failedReason"]


def test_fails_midway_keeps_half_of_the_text(world):
    w = world(scenario="fails-midway")
    id = submit_content(w)
    w.advance(until="idle")
    sizes = w.job(id)["content"]
    assert 0.4 < sizes["visibleBytes"] / sizes["totalBytes"] <= 0.5
    assert len(content(w, id)["content"].encode()) == sizes["visibleBytes"]


def test_a_stuck_job_is_ended_by_a_signal(world):
    w = world(scenario="stuck")
    id = submit_content(w)
    w.advance(by="24h")
    stuck = content(w, id)
    w.advance(by="24h")
    assert content(w, id) == stuck and stuck["status"] == "IN_PROGRESS"
    assert w.signal(id, "release")["state"] == "completed"
    assert content(w, id)["content"].startswith(stuck["content"])


def test_by_polls_needs_no_time(world):
    w = world(scenario="by-polls")
    id = submit_content(w)
    seen = [content(w, id)["status"] for _ in range(6)]
    assert seen == ["PENDING"] + ["IN_PROGRESS"] * 3 + ["COMPLETED"] * 2
    assert w.now() == START


def test_partial_content_is_cut_at_unkind_places(world):
    w = world(scenario="partial-content-cuts")
    id = submit_content(w, contentLength="LONG")
    seen = []
    while (document := content(w, id))["status"] != "COMPLETED":
        if document["status"] == "IN_PROGRESS":
            seen.append(document["content"])
    final = document["content"]
    assert len(seen) == 6 and all(final.startswith(text) for text in seen)
    assert [len(t) for t in seen] == sorted({len(t) for t in seen})
    assert len(seen[0]) == 40
    assert seen[1][-1].isalpha() and final[len(seen[1])].isalpha(), "in the middle of a word"
    assert seen[4].endswith("\n") or final[len(seen[4])] == "\n", "after a whole line"


def test_flaky_server_is_flaky_in_the_same_way_each_time(world):
    def life():
        w = world(scenario="flaky-server")
        seen = []
        for number in range(1, 21):
            answer = w.promptwatch.get("/content")
            seen.append(answer.status)
            assert ("Retry-After" in answer.headers) == (answer.status == 503)
        return seen

    first = life()
    assert first == life()
    assert first[0] == 502 and {i for i, s in enumerate(first, 1) if s == 503} == {2, 5, 10, 20}


def test_a_marker_chooses_the_timeline_of_one_job(world):
    w = world()
    failing = submit_generation(w, "tides [sim:fails-midway]")
    happy = submit_generation(w, "tides")
    w.advance(until="idle")
    assert status(w, failing)["status"] == "failed" and status(w, happy)["status"] == "completed"
    titled = submit_content(w, briefTitle="Tides [sim:stuck]")
    w.advance(until="idle")
    assert content(w, titled)["status"] == "IN_PROGRESS"


def test_a_marker_that_names_nothing_is_refused_with_a_suggestion(world):
    w = world()
    answer = w.writerzroom.post("/v1/generate", generation("tides [sim:stuk]"), own=True, expect=400)
    assert answer.json["error"]["code"] == "timeline-unknown"
    assert "stuck" in answer.json["error"]["details"][0]["hint"]


def test_the_reason_of_an_answer_is_on_it(world):
    w = world(scenario="fails-midway")
    id = submit_content(w)
    w.advance(until="idle")
    answer = w.promptwatch.get(f"/content/{id}", expect=200)
    assert "fails-midway" in answer.headers["X-Understudy-Reason"]
    assert w.entry(answer.request_id)["reason"] == answer.headers["X-Understudy-Reason"]


def test_rules_are_consumed_in_order_and_stay_on_the_last(world):
    w = world(scenario={"name": "mixed", "jobs": [
        {"when": {"api": "promptwatch", "body": {"/type": "LISTICLE"}}, "then": ["fails-midway", "stuck", "happy"]},
        {"then": "happy"},
    ]})
    lists = [submit_content(w, type="LISTICLE") for _ in range(4)]
    other = submit_content(w)
    w.advance(until="idle")
    assert [w.job(id)["state"] for id in lists] == ["failed", "processing", "completed", "completed"]
    assert w.job(other)["state"] == "completed"


def test_a_new_scenario_leaves_running_jobs_their_timelines(world):
    w = world()
    before = submit_content(w)
    w.scenario("fails-midway")
    after = submit_content(w)
    w.advance(until="idle")
    assert (w.job(before)["state"], w.job(after)["state"]) == ("completed", "failed")


# MARK: faults


def faulty(world, *faults):
    return world(scenario={"name": "faulty", "faults": list(faults)})


def test_a_scripted_status_has_the_shape_of_the_vendor(world):
    w = faulty(
        world, {"when": {"operation": "getContent", "nth": [1]}, "respond": {"status": 500}},
        {"when": {"operation": "getContent", "nth": [2]}, "respond": {"status": 429, "headers": {"Retry-After": "7"}}},
    )
    id = submit_content(w)
    assert w.promptwatch.get(f"/content/{id}", expect=500).json["statusCode"] == 500
    limited = w.promptwatch.get(f"/content/{id}", expect=429)
    assert limited.headers["Retry-After"] == "7" and limited.json["code"] == "RATE_LIMITED"
    w.promptwatch.get(f"/content/{id}", expect=200)


def test_the_work_is_done_and_the_answer_lost(world):
    w = faulty(world, {"when": {"operation": "createContent", "nth": [1]}, "phase": "after", "respond": {"status": 500}})
    w.promptwatch.post("/content/create", create_order(), expect=500)
    w.promptwatch.post("/content/create", create_order(), expect=200)
    assert w.jobs()["total"] == 2, "who submits again has two"


def test_a_fault_before_the_work_does_nothing(world):
    w = faulty(world, {"when": {"operation": "createContent", "nth": [1]}, "respond": {"status": 500}})
    w.promptwatch.post("/content/create", create_order(), expect=500)
    assert w.jobs()["total"] == 0


def raw_get(w, path):
    connection = RawConnection(w.server.port)
    connection.send(message("GET", f"/promptwatch/api/v2{path}", [("X-API-Key", "k"), ("X-Understudy-Space", w.name)]))
    return connection


def test_a_connection_is_reset_before_any_byte(world):
    w = faulty(world, {"when": {"operation": "listContent", "nth": [1]}, "transfer": {"reset": True}})
    with raw_get(w, "/content") as connection, pytest.raises(ConnectionResetError):
        connection.answer()
    (entry,) = w.requests(operation="listContent")["requests"]
    assert entry["status"] is None and entry["reason"]
    w.promptwatch.get("/content", expect=200)


def test_a_reset_after_the_work_loses_only_the_answer(world):
    w = faulty(
        world,
        {"when": {"operation": "createContent", "nth": [1]}, "phase": "after", "transfer": {"reset": True}},
    )
    with pytest.raises(requests.ConnectionError):
        w.promptwatch.post("/content/create", create_order())
    assert w.jobs()["total"] == 1


def test_a_body_is_cut_off_although_its_length_was_announced(world):
    w = faulty(world, {"when": {"operation": "listPrompts", "nth": [1]}, "transfer": {"truncate": 0.5}})
    whole = None
    with raw_get(w, "/prompts") as connection:
        cut = connection.answer()
    whole = w.promptwatch.get("/prompts", expect=200).body
    assert cut.status == 200 and not cut.is_complete
    assert int(cut.headers["Content-Length"]) == len(whole)
    assert len(cut.body) == len(whole) // 2 and whole.startswith(cut.body)


def test_a_dripping_body_arrives_whole(world):
    w = faulty(
        world, {"when": {"operation": "listPersonas"}, "transfer": {"drip": {"bytes": 100, "every": "1ms"}}}
    )
    with raw_get(w, "/personas") as connection:
        dripped = connection.answer()
    assert dripped.is_complete and len(json.loads(dripped.body)["personas"]) == 4


def test_a_stalling_body_arrives_whole(world):
    w = faulty(
        world, {"when": {"operation": "listPersonas"}, "transfer": {"stall": {"at": 0.5, "for": "20ms"}}}
    )
    assert len(w.promptwatch.get("/personas", expect=200).json["personas"]) == 4


def test_a_delayed_answer_waits_for_the_simulated_clock(world):
    w = faulty(world, {"when": {"operation": "listContent", "nth": [1]}, "delay": "3m"})
    with raw_get(w, "/content") as connection:
        # The entry is there before the answer is.
        (entry,) = w.requests(operation="listContent", wait="30s", min=1)["requests"]
        assert entry["status"] == 200
        w.advance(by="2m59s")
        connection.socket.settimeout(0)
        with pytest.raises(BlockingIOError):
            connection.socket.recv(1)
        connection.socket.settimeout(60)
        w.advance(by="1s")
        assert connection.answer().status == 200


def test_a_fault_goes_by_the_state_of_the_job(world):
    w = faulty(world, {"when": {"operation": "getContent", "state": "processing"}, "respond": {"status": 503}})
    id = submit_content(w)
    codes = []
    for _ in range(6):
        codes.append(w.promptwatch.get(f"/content/{id}").status)
        w.advance(by="1s")
    assert codes == [200, 503, 503, 503, 503, 200]
