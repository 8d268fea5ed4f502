# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""Deliveries over real sockets, of the sixth API, whose document alone says what they look like."""

import base64
import hashlib
import hmac
import datetime
import json
import threading
import time

from client import Documents, make_world
from conftest import SIXTH_API
from receiver import Receiver, free_port
from server_process import ServerProcess

ORDER = {"audio": "https://a.example/1.mp3", "language": "en", "voice": 1}


def subscribe(w, receiver, **more) -> dict:
    body = {"api": "earshot", "url": receiver.url, "events": ["transcript.done"]} | more
    return w.control.post(w._path("/webhooks"), body, expect=201).json


def deliveries(w) -> list[dict]:
    return w.control.get(w._path("/deliveries"), expect=200).json["deliveries"]


def order(w):
    w.earshot.post("/transcripts", ORDER, expect=201)


def assert_signed(got, secret):
    """The scheme of the sixth API's document, computed by Python."""
    timestamp, signature = got.headers["X-Earshot-Signature"].split(";")
    signed = f"{json.loads(got.body)['id']}.{timestamp}.".encode() + got.body
    assert signature == base64.b64encode(hmac.new(secret.encode(), signed, hashlib.sha256).digest()).decode()


def test_a_delivery_arrives_signed_over_its_bytes(world):
    w = world()
    with Receiver() as receiver:
        secret = subscribe(w, receiver)["secret"]
        order(w)
        moved = w.advance(until="idle")
        (got,) = receiver.received
        assert_signed(got, secret)
        assert got.headers["Content-Type"] == "application/json"
        assert json.loads(got.body)["event"] == "transcript.done"
        assert [a["status"] for a in moved["attempts"]] == [200]
        (shown,) = deliveries(w)
        assert shown["state"] == "delivered"
        assert shown["attempts"][0]["answer"] == "seen"
        assert shown["body"].encode() == got.body
        assert "secret" not in w.control.get(w._path("/webhooks"), expect=200).json["webhooks"][0]


def test_everything_that_can_go_wrong_is_retried_and_said(world):
    w = world()
    script = [500, (307, {"Location": "/elsewhere"}), "reset", "silence", "half"]
    with Receiver(script) as receiver:
        subscribe(w, receiver, timeout="200ms")
        order(w)
        began = time.monotonic()
        w.advance(by="5h")
        assert time.monotonic() - began < 20
        (shown,) = deliveries(w)
        attempts = shown["attempts"]
        # A receiver that has sent its status has answered, even if its body breaks off.
        assert [a["status"] for a in attempts] == [500, 307, None, None, 200]
        said = [a["error"] for a in attempts]
        assert said[0] == "answered with 500"
        assert said[1] == "redirected to /elsewhere, which is not followed"
        assert "reset" in said[2]
        assert said[3] == "no answer within 0.2 s"
        assert said[4] is None
        assert attempts[3]["durationMicroseconds"] >= 200_000
        assert shown["state"] == "delivered"
        assert len(set(receiver.bodies)) == 1
        assert all(got.path == "/hook" for got in receiver.received)


def test_a_receiver_that_is_down_for_hours_misses_nothing(world):
    w = world()
    receiver = Receiver(port=free_port())
    w.control.post(
        w._path("/webhooks"), {"api": "earshot", "url": receiver.url, "events": ["transcript.done"]}, expect=201
    )
    for _ in range(5):
        order(w)
    # Each down moment costs no waiting: nobody listens, and that is known at once.
    began = time.monotonic()
    moved = w.advance(by="4h")
    assert time.monotonic() - began < 10
    assert moved["attemptCount"] == 5 * 9
    assert {a["error"].split("(")[1] for a in moved["attempts"]} == {"connection refused)"}
    assert {d["state"] for d in deliveries(w)} == {"waiting"}
    with receiver:
        w.advance(by="1h")
        shown = deliveries(w)
        assert {d["state"] for d in shown} == {"delivered"}
        arrived = [json.loads(body)["id"] for body in receiver.bodies]
        assert sorted(arrived) == sorted(d["eventId"] for d in shown)
        assert len(set(arrived)) == 5
        again = w.control.post(w._path(f"/deliveries/{shown[0]['id']}/redeliver"), expect=200).json
        assert again["attemptCount"] == shown[0]["attemptCount"] + 1
        assert json.loads(receiver.bodies[-1])["id"] == shown[0]["eventId"]


def test_the_instants_of_attempts_are_those_of_the_schedule(world):
    w = world()
    with Receiver([503]) as receiver:
        subscribe(w, receiver)
        order(w)
        w.advance(until="idle")
        (shown,) = deliveries(w)
        assert shown["state"] == "abandoned"
        at = [a["at"] for a in shown["attempts"]]
        assert at == sorted(at)
        # 10 s, then three times as long each, at most an hour; the last one five hours after the first.
        first = at[0]
        seconds = [_seconds(instant) - _seconds(first) for instant in at]
        assert seconds == [0, 10, 40, 130, 400, 1210, 3640, 7240, 10840, 14440, 18000]


def _seconds(instant: str) -> int:
    return round(datetime.datetime.fromisoformat(instant.replace("Z", "+00:00")).timestamp())


def test_a_test_delivery_and_the_end_of_a_subscription(world):
    w = world()
    with Receiver() as receiver:
        made = subscribe(w, receiver, secret="chosen")
        assert made["secret"] == "chosen"
        sent = w.control.post(w._path(f"/webhooks/{made['id']}/test"), {"event": "voice.changed"}, expect=200).json
        assert sent["test"] is True and sent["state"] == "delivered"
        assert json.loads(receiver.bodies[0])["name"] == "voice.changed"
        w.control.delete(w._path(f"/webhooks/{made['id']}"), expect=204)
        order(w)
        w.advance(until="idle")
        assert len(receiver.received) == 1


def test_wrong_subscriptions_are_refused_with_a_hint(world):
    w = world()
    for body, hint in [
        ({"events": ["transcript.dune"]}, 'did you mean "transcript.done"?'),
        ({"url": "https://a.example/"}, "http address"),
        ({"api": "earshoot"}, 'did you mean "earshot"?'),
    ]:
        whole = {"api": "earshot", "url": "http://127.0.0.1:1/"} | body
        answer = w.control.post(w._path("/webhooks"), whole, expect=400)
        assert any(hint in detail.get("hint", "") for detail in answer.json["error"]["details"]), answer.body


def careful(secret):
    """A receiver as it should be: it verifies the raw body and the age, against the space's clock of the test."""

    def answer(got):
        timestamp, signature = got.headers["X-Earshot-Signature"].split(";")
        if not got.is_whole or abs(time.time() - int(timestamp)) > 120:
            return 401
        try:
            id = json.loads(got.body)["id"]
        except ValueError:
            return 400
        signed = f"{id}.{timestamp}.".encode() + got.body
        wanted = base64.b64encode(hmac.new(secret.encode(), signed, hashlib.sha256).digest()).decode()
        return 200 if hmac.compare_digest(wanted, signature) else 401

    return answer


def test_a_probe_passes_a_careful_receiver_and_not_a_credulous_one(world):
    w = world()
    with Receiver() as credulous, Receiver([careful("s")]) as good:
        id = subscribe(w, credulous)["id"]
        found = w.control.post(w._path(f"/webhooks/{id}/probe"), expect=200).json
        wrong = {r["case"] for r in found["results"] if not r["asExpected"]}
        assert not found["passed"]
        assert {"wrong-secret", "stale-timestamp", "altered-body"} <= wrong
        id = subscribe(w, good, secret="s", timestamps="wall")["id"]
        found = w.control.post(w._path(f"/webhooks/{id}/probe"), expect=200).json
        assert found["passed"], found
        assert [r["case"] for r in found["results"]] == [
            "valid", "wrong-secret", "stale-timestamp", "altered-body", "duplicate", "reordered", "truncated", "slow",
        ]
        # With the space's time in the signature, and that far away, even the valid one is too old, and the probe says so.
        id = subscribe(w, good, secret="s")["id"]
        found = w.control.post(w._path(f"/webhooks/{id}/probe"), expect=200).json
        assert not found["passed"]
        assert '"timestamps": "wall"' in found["results"][0]["advice"]


def test_a_running_clock_delivers_by_itself(world):
    w = world(mode="real", clock={"speed": 60})
    with Receiver([500, 200]) as receiver:
        subscribe(w, receiver)
        order(w)
        end = time.monotonic() + 30
        while len(receiver.received) < 2 and time.monotonic() < end:
            time.sleep(0.05)
        assert len(receiver.received) == 2
        assert len(set(receiver.bodies)) == 1


def test_a_server_that_stops_says_what_was_undelivered():
    with ServerProcess("--api", SIXTH_API, "--grace-seconds", "1") as server:
        w = make_world(server, documents={"earshot": Documents.of(SIXTH_API)})
        with Receiver(["silence"]) as receiver:
            subscribe(w, receiver, timeout="30s")
            order(w)
            # The answer comes only when the receiver has answered, so nobody waits for it here.
            threading.Thread(target=lambda: _ignore(lambda: w.advance(until="idle")), daemon=True).start()
            end = time.monotonic() + 30
            while not receiver.received and time.monotonic() < end:
                time.sleep(0.05)
            assert receiver.received
            assert server.stop() == 0
        said = "".join(server.errors)
        assert "transcript.done" in said and "undelivered" in said
        assert "stopped with 1 webhook deliveries undelivered" in said


def _ignore(action):
    try:
        action()
    except Exception:
        pass
