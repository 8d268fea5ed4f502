# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""Judges deliveries by the function that the vendor's page prints for receivers (fixtures/verify-webhook.js), in Node."""

import base64
import json
import subprocess
import time

from node import node
from receiver import Receiver, free_port
from server_process import PATIENCE, ROOT

PUBLISHED = (ROOT / "Tests" / "BlackBox" / "fixtures" / "verify-webhook.js").read_text(encoding="utf-8")
SECRET = "whsec_of_this_test"

CALL = """
const { secret, body, header } = JSON.parse(require("node:fs").readFileSync(0, "utf-8"));
console.log(verify(secret, Buffer.from(body, "base64").toString("utf8"), header));
"""


def verify(body: bytes, header: str, secret=SECRET) -> bool:
    question = json.dumps({"secret": secret, "body": base64.b64encode(body).decode(), "header": header})
    done = subprocess.run(
        [node(), "-e", PUBLISHED + CALL], input=question, capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def judged(got) -> bool:
    return verify(got.body, got.headers.get("x-seobot-signature", ""))


def answer(got):
    """A receiver that does what the page says and no more."""
    return 200 if judged(got) else 401


def subscribe(w, receiver, **more) -> str:
    body = {"api": "seo-agent", "url": receiver.url, "secret": SECRET, "timestamps": "wall"} | more
    return w.control.post(w._path("/webhooks"), body, expect=201).json["id"]


def audit(w):
    w.api("seo-agent").post("/agents/audit", {"domain": "example.com"}, expect=202)


def test_real_deliveries_verify(world):
    w = world()
    with Receiver([answer]) as receiver:
        subscribe(w, receiver)
        audit(w)
        w.advance(until="idle")
        api = w.api("seo-agent")
        article = api.get("/articles", expect=200).json["data"]["articles"][0]["id"]
        api.post("/agents/publish", {"article_id": article}, expect=200)
        w.advance(by="0s")
        w.scenario("fails-midway")
        audit(w)
        w.advance(until="idle")
        shown = w.control.get(w._path("/deliveries"), expect=200).json["deliveries"]
        assert [d["event"] for d in shown] == ["audit.completed", "article.published", "audit.completed"]
        assert {d["state"] for d in shown} == {"delivered"}
        assert all(judged(got) for got in receiver.received)
        assert not any(verify(got.body, got.headers["x-seobot-signature"], "whsec_x") for got in receiver.received)
        good, published, bad = [json.loads(body) for body in receiver.bodies]
        assert set(good) == {"event_type", "event_id", "version", "timestamp", "data"}
        assert good["version"] == "1" and good["event_type"] == "audit.completed"
        assert good["data"] == {
            "domain": "example.com",
            "report_url": "https://www.theseoagent.ai/seo-audit/example.com",
            "status": "completed",
        }
        assert bad["data"] == {"domain": "example.com", "report_url": None, "status": "failed"}
        (told,) = published["data"]["articles"]
        assert told["id"] == article and told["published_url"].startswith("https://")
        assert set(told) == {
            "id", "title", "slug", "content_markdown", "content_html", "meta_description", "image_url", "tags",
            "excerpt", "read_time_minutes", "faqs", "created_at", "published_url",
        }
        assert len({event["event_id"] for event in (good, published, bad)}) == 3


def test_the_probe_finds_nothing_wrong_with_the_published_function(world):
    w = world()
    with Receiver([answer]) as receiver:
        id = subscribe(w, receiver)
        found = w.control.post(w._path(f"/webhooks/{id}/probe"), expect=200).json
        verdicts = {r["case"]: r["accepted"] for r in found["results"]}
        assert verdicts == {
            "valid": True, "wrong-secret": False, "stale-timestamp": False, "altered-body": False, "duplicate": True,
            "reordered": True, "truncated": False, "slow": True,
        }
        assert found["passed"]


def test_a_receiver_that_is_down_for_a_simulated_day_misses_nothing(world):
    w = world()
    receiver = Receiver([answer], port=free_port())
    subscribe(w, receiver)
    audit(w)
    began = time.monotonic()
    moved = w.advance(by="25h")
    assert time.monotonic() - began < 10
    assert moved["attemptCount"] >= 12
    assert {a["status"] for a in moved["attempts"]} == {None}
    with receiver:
        w.advance(by="2h")
        (shown,) = w.control.get(w._path("/deliveries"), expect=200).json["deliveries"]
        assert shown["state"] == "delivered"
        (got,) = receiver.received
        assert json.loads(got.body)["event_id"] == shown["eventId"]
        assert json.loads(got.body)["timestamp"] == shown["occurredAt"]


def test_reserved_events_can_be_subscribed(world):
    w = world()
    with Receiver() as receiver:
        id = subscribe(w, receiver, events=["article.failed", "keywords.ready"])
        audit(w)
        w.advance(until="idle")
        assert receiver.received == []
        sent = w.control.post(w._path(f"/webhooks/{id}/test"), {"event": "keywords.ready"}, expect=200).json
        assert sent["state"] == "delivered"
        assert json.loads(receiver.bodies[0])["event_type"] == "keywords.ready"
