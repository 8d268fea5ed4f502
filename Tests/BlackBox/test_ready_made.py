# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""What the ready-made scenarios promise by their names, as clients of each API see it."""

import pytest
import requests

from vendors import content, create_order, generation, status, submit_content, submit_generation

SDK = {"X-User-ID": "user-1"}
SDK_ORDER = {
    "template": "press_release", "style_profile": "fintech", "dynamic_parameters": {"topic": "tides"},
}


def submit_task(w):
    return w.topify.post("/tasks", {"user_prompt": "Tides"}, expect=202).json["task_id"]


# Credentials

# A call that needs no more than a credential, and the status of an unpaid one.
CALLS = [
    ("seo-agent", "GET", "/projects", 402), ("writerzroom", "GET", "/v1/content", 402),
    ("writerzroom", "GET", "/api/templates", 402), ("topify", "GET", "/tasks", 403),
]


@pytest.mark.parametrize("api, method, path, refused", CALLS)
def test_unpaid_refuses_every_credential(world, api, method, path, refused):
    w = world(scenario="unpaid")
    w.api(api).call(method, path, expect=refused)
    w.api(api).call(method, path, headers=dict.fromkeys(w.api(api).headers) | {"X-Understudy-Space": w.name}, expect=401)
    w.advance(by="24h")
    w.api(api).call(method, path, expect=refused)


def test_expired_key_ends_a_key_while_a_job_is_polled(world):
    w = world(scenario="expired-key")
    ids = submit_content(w), submit_generation(w), submit_task(w)
    w.advance(by="2900ms")
    assert content(w, ids[0])["status"] == "IN_PROGRESS" and status(w, ids[1])["status"] == "processing"
    assert w.topify.get(f"/tasks/{ids[2]}", expect=200).json["status"] == "processing"
    w.advance(by="100ms")
    assert w.promptwatch.get(f"/content/{ids[0]}", expect=401)
    assert w.writerzroom.get(f"/v1/generate/status/{ids[1]}", expect=401).json["error"]["code"] == "unauthorized"
    assert w.writerzroom.get(f"/api/generate/status/{ids[1]}", expect=401).json == {"detail": "Invalid API Key"}
    assert w.topify.get(f"/tasks/{ids[2]}", expect=401).json["code"] == "UNAUTHORIZED"
    w.advance(until="idle")
    assert [w.job(id)["state"] for id in ids] == ["completed"] * 3, "the work itself goes on"


# Jobs


def test_cancelled_in_app_stops_what_nobody_asked_to_stop(world):
    w = world(scenario="cancelled-in-app")
    ids = submit_content(w), submit_generation(w), submit_task(w)
    w.advance(by="2s")
    assert content(w, ids[0])["status"] == "IN_PROGRESS"
    w.advance(until="idle")
    assert w.now() == "2026-03-10T20:00:03.000Z"
    stopped = content(w, ids[0])
    assert stopped["status"] == "STOPPED" and stopped["content"] and stopped["stoppedAt"]
    assert status(w, ids[1]) == {"request_id": ids[1], "status": "failed", "error": "cancelled by a user in the app"}
    assert w.topify.get(f"/tasks/{ids[2]}", expect=200).json["status"] == "cancelled"
    assert w.topify.get(f"/tasks/{ids[2]}/articles", expect=200).json == []
    assert w.requests()["total"] == 8, "and no request did it"


def test_batch_with_one_failure_fails_the_second_of_several(world):
    w = world(scenario="batch-with-one-failure")
    ids = [submit_task(w) for _ in range(4)]
    w.advance(until="idle")
    assert [w.job(id)["state"] for id in ids] == ["completed", "failed", "completed", "completed"]
    assert len(w.topify.get("/articles", expect=200).json) == 3


# Limits


def test_rate_limited_lets_a_patient_client_through(world):
    w = world(scenario="rate-limited")
    ids = [submit_generation(w), submit_generation(w), submit_generation(w)]
    w.writerzroom.post("/v1/generate", generation(), expect=429)
    assert status(w, ids[0])["status"] == "processing", "polls are free"
    task = submit_task(w)
    assert w.topify.post("/tasks", {"user_prompt": "Tides"}, expect=429).json["code"] == "RATE_LIMIT_ERROR"
    w.advance(by="1m")
    submit_generation(w)
    assert w.topify.get(f"/tasks/{task}", expect=200).json["status"] == "completed"
    submit_task(w)


def test_daily_limit_is_used_up_after_a_few_jobs(world):
    w = world(scenario="daily-limit")
    submit_generation(w)
    assert w.writerzroom.post("/v1/generate", generation(), expect=402).json["error"]["code"] == "insufficient_credits"
    w.writerzroom.post("/api/generate", SDK_ORDER, expect=402)
    for _ in range(4):
        submit_task(w)
    w.topify.post("/tasks", {"user_prompt": "Tides"}, expect=429)
    w.writerzroom.get("/v1/content", expect=200)


# Lost answers


@pytest.mark.parametrize(
    "api, path, order",
    [
        ("promptwatch", "/content/create", create_order()), ("writerzroom", "/v1/generate", generation()),
        ("writerzroom", "/api/generate", SDK_ORDER), ("topify", "/tasks", {"user_prompt": "Tides"}),
    ],
)
def test_without_a_key_a_lost_answer_makes_two_jobs(world, api, path, order):
    w = world(scenario="idempotent-retry-after-lost-answer")
    with pytest.raises(requests.exceptions.ConnectionError):
        w.api(api).post(path, order)
    assert w.jobs()["total"] == 1, "the work is done"
    assert w.api(api).post(path, order).status in (200, 202)
    assert w.jobs()["total"] == 2
    w.advance(until="idle")
    assert all(job["state"] == "completed" for job in w.jobs()["jobs"])


# Records


def test_no_domain_project_has_nothing_to_write_about(world):
    w = world(scenario="no-domain-project")
    projects = w.api("seo-agent").get("/projects", expect=200).json["data"]
    projects = projects if isinstance(projects, list) else projects["projects"]
    assert [(project["name"], project["domain"]) for project in projects] == [("Quiet Kitchen", None)]


def test_content_gap_without_analysis_has_two_new_prompts(world):
    w = world(scenario="content-gap-without-analysis")
    prompts = w.promptwatch.get("/prompts", expect=200).json
    assert prompts["totalCount" if "totalCount" in prompts else "total"] == 2


# Scopes


def test_readonly_key_reads_and_is_told_what_it_lacks(world):
    w = world(scenario="readonly-key")
    agent = w.api("seo-agent")
    agent.get("/projects", expect=200)
    agent.get("/articles", params={"project_id": "0b6f3f52-6d5e-4c1a-9a53-3c1a6f0b1e01"}, expect=200)
    order = {"project_id": "0b6f3f52-6d5e-4c1a-9a53-3c1a6f0b1e01", "keyword": "tide tables"}
    refused = agent.post("/agents/generate", order, expect=403).json["error"]
    assert refused["code"] == "insufficient_scope" and refused["missing_scopes"] == ["articles:write"]
    assert w.jobs()["total"] == 0
    submit_task(w)
