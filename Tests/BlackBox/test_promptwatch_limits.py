# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""The two layers of Promptwatch's limits, with their own bodies, and what kind of key was sent."""

from vendors import create_order, optimize_order

ORGANIZATION = {"attributes": {"kind": "organization", "organization": "another"}}
PROJECT = "9c41d0e8-6f27-4b95-8a3e-57e0b1c63002"


def limited(w, credentials=None, **limits):
    settings = {f"promptwatch.{name}": {"enabled": True, "max": count} for name, count in limits.items()}
    w.scenario({"name": "limited", "extends": "happy", "limits": settings, "credentials": credentials or {}})
    return w


def test_nothing_is_limited_where_no_scenario_says_so(world):
    w = world()
    answer = w.promptwatch.get("/tags", expect=200)
    assert not [name for name in answer.headers if name.lower().startswith("x-ratelimit")]


def test_the_quota_of_an_organization_is_counted_in_headers_and_refused_in_its_own_shape(world):
    w = limited(world(), quota=2, credentials={"other": ORGANIZATION})
    for left in (1, 0):
        answer = w.promptwatch.get("/tags", expect=200)
        assert (answer.headers["X-RateLimit-Limit"], answer.headers["X-RateLimit-Remaining"]) == ("2", str(left))
    # The space's clock says 20:00; the hour ends at 21:00.
    assert answer.headers["X-RateLimit-Reset"] == "1773176400"
    refused = w.promptwatch.get("/projects", expect=429)
    assert list(refused.json) == ["error", "message", "retryAfter", "limit", "remaining"]
    assert "hourly API request limit" in refused.json["message"]
    assert (refused.json["retryAfter"], refused.json["limit"], refused.json["remaining"]) == (3600, 2, 0)
    assert refused.headers["Retry-After"] == "3600"
    w.promptwatch.get("/tags", headers={"X-API-Key": "second"}, expect=429)
    w.promptwatch.get("/tags", headers={"X-API-Key": "other"}, expect=200)
    w.advance(by="1h")
    w.promptwatch.get("/tags", expect=200)


def test_the_limit_on_an_address_comes_first_and_looks_like_other_errors(world):
    w = limited(world(), quota=1, address=2)
    w.promptwatch.get("/tags", expect=200)
    assert "retryAfter" in w.promptwatch.get("/tags", expect=429).json
    refused = w.promptwatch.get("/tags", expect=429)
    assert refused.json == {"code": "RATE_LIMITED", "message": "Too many requests", "statusCode": 429}
    assert refused.headers["Retry-After"] == "60"
    # It does not depend on the key.
    w.promptwatch.get("/tags", headers={"X-API-Key": None}, expect=429)
    w.advance(by="1m")
    assert "retryAfter" in w.promptwatch.get("/tags", expect=429).json


def test_a_key_says_what_it_belongs_to(world):
    w = limited(world(), credentials={"org": ORGANIZATION})
    for path in ("/validate", "/auth/validate"):
        key = w.promptwatch.get(path, expect=200).json
        assert key["keyType"] == "project" and key["project"]["id"] and key["availableProjects"] is None
        key = w.promptwatch.get(path, headers={"X-API-Key": "org"}, expect=200).json
        assert key["keyType"] == "organization" and "project" not in key
        projects = w.promptwatch.get("/projects", expect=200).json["projects"]
        assert {p["id"] for p in key["availableProjects"]} == {p["id"] for p in projects}
        key = w.promptwatch.get(path, headers={"X-API-Key": "org", "X-Project-Id": PROJECT}, expect=200).json
        assert key["availableProjects"] is None


def test_a_document_shows_only_the_inputs_of_its_mode(world):
    w = world()
    both = {"type": "ARTICLE", "contentLength": "SHORT", "optimizationLevel": "LOW", "url": "https://harbourline.example/"}
    tone = {"toneOfVoice": "CASUAL", "customToneOfVoice": "like a sailor"}
    for order, shown in ((create_order, ("type", "contentLength")), (optimize_order, ("optimizationLevel", "url"))):
        id = w.promptwatch.post("/content/create", order(**both, **tone), expect=200).json["id"]
        document = w.promptwatch.get(f"/content/{id}", expect=200).json
        assert {name for name in both if document[name] is not None} == set(shown)
        assert document["customToneOfVoice"] is None
    custom = create_order(toneOfVoice="CUSTOM", customToneOfVoice="like a sailor")
    id = w.promptwatch.post("/content/create", custom, expect=200).json["id"]
    assert w.promptwatch.get(f"/content/{id}", expect=200).json["customToneOfVoice"] == "like a sailor"
