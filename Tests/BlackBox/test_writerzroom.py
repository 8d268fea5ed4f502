# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

import re

import pytest

from vendors import generation, status, submit_generation

IN_PROGRESS = ["request_id", "status", "stage", "progress"]
COMPLETED = ["request_id", "status", "content"]
COMPLETED_CONTENT = ["id", "title", "body", "word_count", "created_at"]
FAILED = ["request_id", "status", "error"]

STAGES = ["planner", "researcher", "call_writer", "writer", "editor", "formatter", "seo", "publisher"]


def test_a_submission_answers_202_and_a_request_id(world):
    answer = world().writerzroom.post("/v1/generate", generation(), expect=202).json
    assert list(answer) == ["request_id", "status", "created_at"]
    assert re.fullmatch("req_[a-z0-9]{10}", answer["request_id"])
    assert answer["status"] == "pending" and answer["created_at"] == "2026-03-10T20:00:00Z"


def test_each_state_has_exactly_the_keys_of_the_vendor_page(world):
    w = world()
    id = submit_generation(w)
    queued = status(w, id)
    assert list(queued) == IN_PROGRESS and queued["status"] == "processing"
    w.advance(by="3s")
    writing = status(w, id)
    assert list(writing) == IN_PROGRESS
    assert writing["stage"] in STAGES and type(writing["progress"]) is int
    w.advance(until={"job": id})
    done = status(w, id)
    assert list(done) == COMPLETED and list(done["content"]) == COMPLETED_CONTENT
    assert done["content"]["created_at"] == "2026-03-10T20:00:05Z"
    assert done["content"]["word_count"] == pytest.approx(len(done["content"]["body"].split()), rel=0.05)
    assert re.fullmatch("cnt_[a-z0-9]{10}", done["content"]["id"])


def test_a_failed_generation_answers_200_with_a_plain_string(world):
    w = world()
    id = submit_generation(w)
    w.signal(id, "fail", "model timed out")
    assert w.writerzroom.get(f"/v1/generate/status/{id}", expect=200).json == {
        "request_id": id, "status": "failed", "error": "model timed out",
    }


def test_a_missing_input_makes_the_generation_fail_as_on_the_vendor_page(world):
    w = world()
    id = submit_generation(w, user_input={"topic": "tide tables"})
    assert status(w, id)["status"] == "processing", "it is not refused at once"
    w.advance(until="idle")
    failed = status(w, id)
    assert list(failed) == FAILED
    assert failed["error"] == "Missing required input field: audience"


def test_the_stages_come_in_the_order_of_the_pipeline(world):
    w = world()
    id = submit_generation(w, generation_mode="premium")
    seen = []
    while (now := status(w, id))["status"] == "processing":
        seen.append((now["stage"], now["progress"]))
        w.advance(by="100ms")
    stages = list(dict.fromkeys(stage for stage, _ in seen))
    assert stages == STAGES
    progress = [percent for _, percent in seen]
    assert progress == sorted(progress)
    assert ("writer", 60) in seen, "the one pair that the vendor's page shows"


def test_quick_mode_has_three_stages(world):
    w = world()
    id = submit_generation(w, generation_mode="quick")
    seen = []
    while (now := status(w, id))["status"] == "processing":
        seen.append(now["stage"])
        w.advance(by="100ms")
    assert list(dict.fromkeys(seen)) == ["planner", "writer", "formatter"]


def test_a_finished_generation_is_found_in_the_content_list(world):
    w = world()
    before = w.writerzroom.get("/v1/content", expect=200).json["stats"]["total"]
    id = submit_generation(w)
    assert w.writerzroom.get("/v1/content", expect=200).json["stats"]["total"] == before
    w.advance(until="idle")
    made = status(w, id)["content"]
    listed = w.writerzroom.get("/v1/content", expect=200).json
    assert listed["stats"]["total"] == before + 1 and listed["content"][0]["id"] == made["id"]
    item = w.writerzroom.get(f"/v1/content/{made['id']}", expect=200).json
    assert item["body"] == made["body"] and item["title"] == made["title"]


def test_saved_content_is_found_again(world):
    w = world()
    saved = w.writerzroom.post("/v1/content/save", {"title": "Ours", "content": "# Ours\n\nText."}, expect=200).json
    item = w.writerzroom.get(f"/v1/content/{saved['contentId']}", expect=200).json
    assert item["title"] == "Ours" and item["body"] == "# Ours\n\nText."
    stats = w.writerzroom.get("/v1/dashboard/stats", expect=200).json
    assert stats["total_content"] == 4 and stats["recent_content"][0]["id"] == saved["contentId"]


def test_a_section_written_again_is_a_job_like_any_other(world):
    w = world()
    id = w.writerzroom.post("/v1/content/regenerate-section", {"section": "2"}, expect=202).json["request_id"]
    w.advance(until="idle")
    assert status(w, id)["status"] == "completed"


def test_the_catalogue_is_listed_and_shown(world):
    w = world()
    templates = w.writerzroom.get("/v1/templates", params={"page": 2, "limit": 5}, expect=200).json["data"]
    assert (templates["count"], templates["page"], templates["limit"], len(templates["items"])) == (13, 2, 5, 5)
    one = w.writerzroom.get("/v1/templates/blog_article_generator", expect=200).json["data"]
    assert one["slug"] == one["id"] == "blog_article_generator" and "topic" in one["parameters"]
    assert len(w.writerzroom.get("/v1/style-profiles", expect=200).json["data"]["items"]) == 7
    assert w.writerzroom.get("/v1/style-profiles/fintech", expect=200).json["data"]["tone"] == "precise"
    assert len(w.writerzroom.get("/v1/verticals", expect=200).json["verticals"]) == 6
    assert w.writerzroom.get("/v1/verticals/legal", expect=200).json["name"] == "Legal"
    for path in ("/v1/templates/none", "/v1/style-profiles/none", "/v1/verticals/none", "/v1/content/none"):
        assert w.writerzroom.get(path, expect=404).json["error"]["code"] == "not_found"


def test_the_account_pages_answer(world):
    w = world()
    for path in ("/api/credits/usage", "/api/credits/history", "/api/auth/session"):
        w.writerzroom.get(path, expect=200)
    assert w.writerzroom.get("/v1/health", headers={"Authorization": None}, expect=200).json["status"] == "healthy"


@pytest.mark.parametrize(
    "changes",
    [
        {"template_id": None}, {"style_profile_id": None}, {"user_input": None}, {"template_id": ""},
        {"generation_mode": "fast"}, {"user_input": "about tides"}, {"user_input": {"topic": 5}},
    ],
)
def test_a_wrong_order_is_refused_in_the_shape_of_the_vendor(world, changes):
    w = world()
    answer = w.writerzroom.post("/v1/generate", generation(**changes), expect=400).json
    assert list(answer) == ["error"] and list(answer["error"]) == ["code", "message"]
    assert answer["error"]["code"] == "invalid_request"
    assert w.jobs()["total"] == 0


def test_the_older_name_of_the_inputs_is_taken(world):
    w = world()
    id = submit_generation(w, user_input=None, inputs={"topic": "tide tables", "audience": "sailors"})
    w.advance(until="idle")
    assert status(w, id)["status"] == "completed"
