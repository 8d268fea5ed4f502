# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""What nobody should send. After each of these the server must answer as before."""

import json
import random

import pytest

from client import control
from raw import RawConnection, message
from vendors import content, create_order, generation, submit_content

JSON = {"Content-Type": "application/json"}
CREATE = "/promptwatch/api/v2/content/create"


@pytest.fixture(autouse=True)
def still_serves(server):
    yield
    control(server).get("/health", expect=200)


@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
@pytest.mark.parametrize("depth", [100, 10_000, 1_000_000])
def test_deep_nesting_is_refused(world, opening, depth):
    answer = world().promptwatch.post("/content/create", data=opening * depth, headers=JSON, expect=400)
    assert answer.json["code"] == "FST_ERR_CTP_INVALID_JSON_BODY"


@pytest.mark.parametrize(
    "value", [None, True, 0, -1.5e300, "text", [], [[]], {}, {"mode": {}}, {"mode": ["CREATE"]}, {"": ""}],
)
def test_bodies_of_wrong_types_are_refused(world, value):
    w = world()
    data = json.dumps(value).encode()
    w.promptwatch.post("/content/create", data=data, headers=JSON, expect=400)
    w.writerzroom.post("/v1/generate", data=data, headers=JSON, expect=400)


def test_each_member_of_a_wrong_type_is_refused_or_taken_but_never_crashes(world):
    w = world()
    wrong = [None, True, 3, 1e400, "", "x" * 10_000, [], {}, [None], {"a": {"b": []}}, "\u0000", "\U0001f600" * 50]
    for key in create_order(briefTitle="t", blockedWords=["a"], url="u"):
        for value in wrong:
            data = json.dumps(create_order() | {key: value}).replace("Infinity", "1e400").encode()
            answer = w.promptwatch.post("/content/create", data=data, headers=JSON)
            assert answer.status in (200, 400, 404), answer
    for key in generation() | {"vertical_id": "x", "inputs": {}}:
        w.advance(by="1m")  # the limit of a minute is less than these
        for value in wrong:
            data = json.dumps(generation() | {key: value}).replace("Infinity", "1e400").encode()
            answer = w.writerzroom.post("/v1/generate", data=data, headers=JSON)
            assert answer.status in (202, 400, 402, 429), answer


def test_random_bytes_never_get_a_5xx(world):
    w = world()
    random_ = random.Random(20260310)
    whole = json.dumps(create_order()).encode()
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(random_.randint(1, 6)):
            data[random_.randrange(len(data))] = random_.randrange(256)
        answer = w.promptwatch.post("/content/create", data=bytes(data), headers=JSON)
        assert answer.status in (200, 400, 404, 500) and answer.status != 500, (bytes(data), answer)


@pytest.mark.parametrize(
    "id", ["0", "%00", "..", "%2e%2e", "a" * 5000, "%ff", "%zz", "é", "6BA7B82C-9DAD-11D1-80B4-00C04FD430C8", "*", "~"]
)
def test_strange_identifiers_are_unknown_or_refused(server, world, id):
    w = world()
    with RawConnection(server.port) as connection:
        for path in ("/promptwatch/api/v2/content/", "/writerzroom/v1/generate/status/"):
            request = message("GET", path, [
                ("X-API-Key", "k"), ("Authorization", "Bearer k"), ("X-Understudy-Space", w.name)
            ]).replace(path.encode(), path.encode() + id.encode(), 1)
            answer = connection.send(request).answer()
            assert answer.status in (400, 404), answer
            if "X-Understudy-Request" not in answer.headers:
                break  # malformed HTTP: the connection is closed


def test_a_body_of_the_largest_size_is_read(world):
    w = world()
    order = create_order(briefContext="x" * (10 * 1024 * 1024 - 1000))
    id = w.promptwatch.post("/content/create", order, expect=200).json["id"]
    w.advance(until="idle")
    assert content(w, id)["status"] == "COMPLETED"
    entry = w.entry(1)["request"]
    assert entry["bodyTruncated"] and entry["bodyBytes"] > 10_000_000


def test_clients_that_go_away_harm_nobody(server, world):
    w = world()
    body = json.dumps(create_order()).encode()
    headers = [("X-API-Key", "k"), ("X-Understudy-Space", w.name), ("Content-Type", "application/json")]
    for number in range(100):
        connection = RawConnection(server.port)
        whole = message("POST", CREATE, headers, body)
        connection.send(whole[: 1 + number * len(whole) // 100])
        if number % 2:
            connection.reset()
        else:
            connection.socket.close()
    id = submit_content(w)
    # What came in whole was done; what was cut off was not.
    assert w.jobs(limit=1000)["total"] == 1 and content(w, id)["status"] == "PENDING"


def test_a_client_that_goes_away_before_its_answer_has_its_work_done(server, world):
    w = world()
    headers = [("X-API-Key", "k"), ("X-Understudy-Space", w.name), ("Content-Type", "application/json")]
    connection = RawConnection(server.port)
    connection.send(message("POST", CREATE, headers, json.dumps(create_order()).encode()))
    w.promptwatch.get("/content", expect=200)
    connection.reset()
    assert w.requests(operation="createContent", wait="60s", min=1)["total"] == 1
    assert w.jobs()["total"] == 1


def test_a_waiting_reader_that_goes_away_is_forgotten(server, world):
    w = world()
    connection = RawConnection(server.port)
    connection.send(message("GET", f"/_understudy/v1/spaces/{w.name}/requests?wait=60s&min=9"))
    connection.reset()
    submit_content(w)
    assert w.requests()["total"] == 1


def test_ten_years_pass_at_once(world):
    w = world(scenario="slow")
    ids = [submit_content(w) for _ in range(50)]
    fired = w.advance(by="3653d")
    assert fired["now"] == "2036-03-10T20:00:00.000Z" and fired["firedCount"] == 100
    assert all(content(w, id)["status"] == "COMPLETED" for id in ids)
    assert content(w, ids[0])["completedAt"] == "2026-03-10T20:03:30.000Z"
    later = submit_content(w)
    assert content(w, later)["createdAt"] == "2036-03-10T20:00:00.000Z"


@pytest.mark.parametrize("by", ["999999999999d", "1e9s", "-1s", "0.0000001s", "1s1d", "NaN", "", "∞"])
def test_impossible_durations_are_refused_or_bounded(world, by):
    w = world()
    submit_content(w)
    answer = w.control.post(f"/spaces/{w.name}/clock/advance", {"by": by})
    assert answer.status in (200, 400), answer
    w.promptwatch.get("/content", expect=200)


@pytest.mark.parametrize("now", ["9999-12-31T23:59:59Z", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "tomorrow", ""])
def test_impossible_instants_are_refused_or_reached(world, now):
    w = world()
    answer = w.control.patch(f"/spaces/{w.name}/clock", {"now": now})
    assert answer.status == (200 if now.startswith("9999") else 400), answer
    submit_content(w)


def test_a_marker_that_never_ends_is_no_marker(world):
    w = world()
    w.writerzroom.post("/v1/generate", generation("[sim:" + "x" * 5000), expect=202)
    w.writerzroom.post("/v1/generate", generation("[sim:]"), own=True, expect=400)


def test_queries_full_of_noise_are_read(world):
    w = world()
    w.promptwatch.get("/content?" + "&".join(f"a{n}=%20{n}" for n in range(300)), expect=200)
    w.promptwatch.get("/content?page=1&page=2", own=False)
    w.promptwatch.get("/content?page=%31&size=%zz")
    w.promptwatch.get("/content?&&=&==&a")
