# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

import uuid

import pytest

from client import START
from vendors import (
    CONTENT_KEYS, NOBODY, PERSONA, PROMPT, PROMPT_TEXT, SUMMARY_KEYS, content, create_order, optimize_order,
    submit_content,
)


def nulls(document):
    return {key for key, value in document.items() if value is None}


def test_a_submission_answers_an_id_and_pending(world):
    answer = world().promptwatch.post("/content/create", create_order(), expect=200).json
    assert list(answer) == ["id", "status"]
    assert answer["status"] == "PENDING"
    assert str(uuid.UUID(answer["id"])) == answer["id"]


def test_pending_has_exactly_the_nulls_of_the_vendor_page(world):
    w = world()
    document = content(w, submit_content(w))
    assert list(document) == CONTENT_KEYS
    assert document["status"] == "PENDING"
    assert nulls(document) == {
        "title", "description", "content", "optimizationLevel", "url", "customToneOfVoice", "startedAt",
        "completedAt", "failedAt", "failedReason", "stoppedAt",
    }
    assert document["createdAt"] == document["updatedAt"] == START
    assert document["prompt"] == PROMPT_TEXT


def test_a_document_in_progress_has_exactly_the_nulls_of_the_vendor_page(world):
    w = world()
    id = submit_content(w, briefDescription="Short brief for writers.")
    w.advance(by="3s")
    document = content(w, id)
    assert list(document) == CONTENT_KEYS
    assert document["status"] == "IN_PROGRESS"
    # The vendor's own example, to the key.
    assert nulls(document) == {
        "optimizationLevel", "url", "customToneOfVoice", "completedAt", "failedAt", "failedReason", "stoppedAt",
    }
    assert document["description"] == "Short brief for writers."
    assert document["startedAt"] == "2026-03-10T20:00:01.000Z"


def test_a_finished_document_has_its_dates(world):
    w = world()
    id = submit_content(w)
    w.advance(until={"job": id})
    document = content(w, id)
    assert list(document) == CONTENT_KEYS
    assert document["status"] == "COMPLETED"
    assert document["completedAt"] == document["updatedAt"] == w.now() == "2026-03-10T20:00:05.000Z"
    assert nulls(document) == {
        "description", "optimizationLevel", "url", "customToneOfVoice", "failedAt", "failedReason", "stoppedAt",
    }
    assert document["title"] and document["content"].startswith("# ")


def test_optimize_has_its_own_fields_and_no_type(world):
    w = world()
    id = w.promptwatch.post("/content/create", optimize_order(), expect=200).json["id"]
    document = content(w, id)
    assert list(document) == CONTENT_KEYS
    assert (document["mode"], document["optimizationLevel"]) == ("OPTIMIZE", "MEDIUM")
    assert document["url"] == "https://harbourline.example/pricing"
    assert document["type"] is None and document["contentLength"] is None
    w.advance(until="idle")
    assert content(w, id)["status"] == "COMPLETED"


def test_content_in_progress_is_always_a_prefix_of_the_final_text(world):
    w = world()
    id = submit_content(w, contentLength="LONG")
    w.advance(by="1s")
    seen = []
    while (document := content(w, id))["status"] == "IN_PROGRESS":
        seen.append(document["content"])
        w.advance(by="100ms")
    final = document["content"]
    assert document["status"] == "COMPLETED" and len(seen) >= 30
    assert all(final.startswith(partial) for partial in seen)
    assert [len(partial) for partial in seen] == sorted(len(partial) for partial in seen)
    assert len(set(seen)) > 20 and len(seen[-1]) < len(final)


@pytest.mark.parametrize("length, fewest, most", [("SHORT", 300, 500), ("MEDIUM", 500, 1000), ("LONG", 1200, 2500)])
def test_the_length_that_was_asked_for_is_the_length_that_is_written(world, length, fewest, most):
    w = world()
    id = submit_content(w, contentLength=length)
    w.advance(until="idle")
    assert fewest <= len(content(w, id)["content"].split()) <= most


def test_the_text_is_about_the_prompt(world):
    w = world()
    id = submit_content(w)
    w.advance(until="idle")
    assert "CRM" in content(w, id)["content"]


def test_a_stopped_document_keeps_what_was_written(world):
    w = world()
    id = submit_content(w)
    w.advance(by="3s")
    before = content(w, id)
    w.signal(id, "stop", "the editor changed her mind")
    after = content(w, id)
    assert after["status"] == "STOPPED" and after["stoppedAt"] == w.now()
    assert after["content"] == before["content"] and after["title"] == before["title"]
    assert after["completedAt"] is None and after["failedReason"] is None and after["failedAt"] is None


def test_a_failed_document_has_a_reason_and_answers_200(world):
    w = world()
    id = submit_content(w)
    w.advance(by="3s")
    w.signal(id, "fail", "model timed out")
    document = content(w, id)
    assert document["status"] == "FAILED" and document["failedReason"] == "model timed out"
    assert document["failedAt"] == w.now()
    assert document["title"] is None and document["completedAt"] is None and document["stoppedAt"] is None


def test_lists_show_summaries_in_pages(world):
    w = world()
    ids = []
    for _ in range(7):
        ids.append(submit_content(w))
        w.advance(by="1s")
    page = w.promptwatch.get("/content", params={"size": 3}, expect=200).json
    assert [d["id"] for d in page["documents"]] == ids[:3:-1], "newest first"
    assert (page["total"], page["page"], page["size"], page["totalPages"]) == (7, 1, 3, 3)
    assert all(list(d) == SUMMARY_KEYS for d in page["documents"])
    last = w.promptwatch.get("/content", params={"size": 3, "page": 3}, expect=200).json
    assert [d["id"] for d in last["documents"]] == ids[:1]
    beyond = w.promptwatch.get("/content", params={"size": 3, "page": 9}, expect=200).json
    assert beyond["documents"] == [] and beyond["total"] == 7
    oldest = w.promptwatch.get("/content", params={"orderBy": "createdAt", "sortOrder": "asc"}, expect=200).json
    assert [d["id"] for d in oldest["documents"]] == ids
    for wrong in ({"size": 101}, {"size": 0}, {"page": 0}, {"page": "two"}, {"orderBy": "title"}):
        w.promptwatch.get("/content", params=wrong, expect=400)


def test_lists_are_filtered_by_status_and_mode(world):
    w = world()
    done = submit_content(w)
    w.advance(until="idle")
    optimizing = w.promptwatch.post("/content/create", optimize_order(), expect=200).json["id"]

    def ids(**filters):
        return [d["id"] for d in w.promptwatch.get("/content", params=filters, expect=200).json["documents"]]

    assert ids(status="COMPLETED") == [done]
    assert ids(status="PENDING") == [optimizing]
    assert ids(status="FAILED") == []
    assert ids(mode="OPTIMIZE") == [optimizing]
    assert ids(mode="CREATE", status="PENDING") == []
    w.promptwatch.get("/content", params={"status": "completed"}, expect=400)


def test_deleting_a_prompt_makes_the_prompt_of_its_documents_null(world):
    w = world()
    id = submit_content(w)
    assert content(w, id)["prompt"] == PROMPT_TEXT
    assert w.promptwatch.delete(f"/prompts/{PROMPT}", expect=200).json == {}
    document = content(w, id)
    assert document["prompt"] is None and document["promptId"] == PROMPT
    assert w.promptwatch.get("/content", expect=200).json["documents"][0]["prompt"] is None
    gone = w.promptwatch.get(f"/prompts/{PROMPT}", expect=404).json
    assert gone["code"] == "PROMPT_NOT_FOUND"
    w.promptwatch.delete(f"/prompts/{PROMPT}", expect=404)
    w.promptwatch.post("/content/create", create_order(), expect=404)


def test_prompts_are_added_listed_and_filtered(world):
    w = world()
    page = w.promptwatch.get("/prompts", expect=200).json
    assert page["total"] == 12 and len(page["prompts"]) == 12
    monitor = page["prompts"][0]["llmMonitorId"]
    assert w.promptwatch.get("/prompts", params={"isActive": "false"}, expect=200).json["total"] == 2
    found = w.promptwatch.get("/prompts", params={"query": "onboarding"}, expect=200).json["prompts"]
    assert [p["prompt"] for p in found] == ["What does a good customer onboarding checklist contain?"]
    of_monitor = w.promptwatch.get("/prompts", params={"llmMonitorId": monitor}, expect=200).json["prompts"]
    assert of_monitor and {p["llmMonitorId"] for p in of_monitor} == {monitor}
    kinds = w.promptwatch.get(
        "/prompts", params=[("types", "BRAND_SPECIFIC"), ("types", "COMPETITOR_COMPARISON")], expect=200
    ).json["prompts"]
    assert {p["type"] for p in kinds} == {"BRAND_SPECIFIC", "COMPETITOR_COMPARISON"}
    made = w.promptwatch.post(
        "/prompts", {"prompt": "Which kettle boils fastest?", "llmMonitorId": monitor, "type": "ORGANIC"}
    )
    assert made.status == 200, made.body
    shown = w.promptwatch.get(f"/prompts/{made.json['id']}", expect=200).json
    assert shown["prompt"] == "Which kettle boils fastest?"
    assert w.promptwatch.get("/prompts", expect=200).json["total"] == 13


def test_personas_live_their_whole_life(world):
    w = world()
    assert len(w.promptwatch.get("/personas", expect=200).json["personas"]) == 4
    made = w.promptwatch.post(
        "/personas", {"name": "Night editor", "description": "Reads everything after midnight."}, expect=200
    ).json
    assert made["createdAt"] == START
    w.advance(by="1m")
    changed = w.promptwatch.put(f"/personas/{made['id']}", {"name": "Day editor"}, expect=200).json
    assert changed["name"] == "Day editor" and changed["description"] == made["description"]
    assert changed["createdAt"] == START and changed["updatedAt"] == "2026-03-10T20:01:00.000Z"
    assert w.promptwatch.delete(f"/personas/{made['id']}", expect=200).json == {}
    w.promptwatch.get(f"/personas/{made['id']}", expect=404)


@pytest.mark.parametrize("path", ["/validate", "/auth/validate"])
def test_a_key_is_validated(world, path):
    info = world().promptwatch.get(path, expect=200).json
    assert info["valid"] is True and info["keyType"] == "project"


@pytest.mark.parametrize(
    "changes, status, code",
    [
        ({"promptId": NOBODY}, 404, "PROMPT_NOT_FOUND"),
        ({"personaId": NOBODY}, 404, "PERSONA_NOT_FOUND"),
        ({"promptId": "not-a-uuid"}, 400, "FST_ERR_VALIDATION"),
        ({"promptId": None}, 400, "FST_ERR_VALIDATION"),
        ({"mode": "WRITE"}, 400, "FST_ERR_VALIDATION"),
        ({"type": "HAIKU"}, 400, "FST_ERR_VALIDATION"),
        ({"contentLength": 3}, 400, "FST_ERR_VALIDATION"),
        ({"toneOfVoice": "CUSTOM"}, 400, "FST_ERR_VALIDATION"),
    ],
)
def test_a_wrong_order_is_refused_in_the_shape_of_the_vendor(world, changes, status, code):
    w = world()
    answer = w.promptwatch.post("/content/create", create_order(**changes), expect=status).json
    assert answer["code"] == code and answer["statusCode"] == status
    assert w.jobs()["total"] == 0


def test_a_custom_tone_with_its_description_is_taken(world):
    w = world()
    id = submit_content(w, toneOfVoice="CUSTOM", customToneOfVoice="like a ship's log")
    assert content(w, id)["customToneOfVoice"] == "like a ship's log"


def test_unknown_members_are_let_through_and_recorded(world):
    w = world()
    answer = w.promptwatch.post("/content/create", create_order() | {"contentLenght": "LONG"}, expect=200)
    violations = w.entry(answer.request_id)["violations"]
    assert [(v["rule"], v["pointer"]) for v in violations] == [("member-unknown", "/contentLenght")]
    assert "contentLength" in violations[0]["hint"]


def test_the_later_edition_of_the_object_is_a_variant(world):
    w = world(scenario={"name": "later", "variants": {"promptwatch.content-object": "2026-05"}})
    document = content(w, submit_content(w, blockedWords=["synergy"]))
    assert set(document) - set(CONTENT_KEYS) == {
        "languageCode", "imageArtisticStyle", "imagePromptInstructions", "blockedWords",
    }
    assert document["blockedWords"] == ["synergy"]


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(world):
    def life(seed):
        w = world(seed=seed)
        id = submit_content(w)
        w.advance(until="idle")
        return w.promptwatch.get(f"/content/{id}", expect=200).body

    first = life(7)
    assert life(7) == first
    assert life(8) != first
