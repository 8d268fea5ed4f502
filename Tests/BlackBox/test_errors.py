# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""Every documented refusal in the vendor's own shape. The client judges the shapes; the tests assert the words."""

import pytest

from vendors import NOBODY, create_order, generation

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize("method, path", [("GET", "/content"), ("POST", "/content/create"), ("GET", "/validate")])
def test_promptwatch_without_a_key_is_401(world, method, path):
    answer = world().promptwatch.call(method, path, headers={"X-API-Key": None}, expect=401).json
    assert answer == {"code": "UNAUTHORIZED", "message": "Missing or invalid API key", "statusCode": 401}


@pytest.mark.parametrize("credential", [None, "", "Basic abc", "Bearer", "Bearer ", "Token x"])
def test_writerzroom_without_a_bearer_key_is_401(world, credential):
    answer = world().writerzroom.get("/v1/content", headers={"Authorization": credential}, expect=401).json
    assert answer == {"error": {"code": "unauthorized", "message": "Missing or invalid API key"}}


def test_the_credential_is_checked_before_the_body(world):
    world().promptwatch.post("/content/create", {}, headers={"X-API-Key": None}, expect=401)


def test_unknown_jobs_are_404(world):
    w = world()
    assert w.promptwatch.get(f"/content/{NOBODY}", expect=404).json["code"] == "CONTENT_NOT_FOUND"
    assert w.writerzroom.get("/v1/generate/status/req_none", expect=404).json["error"]["code"] == "not_found"


def test_an_identifier_of_another_form_is_a_wrong_parameter(world):
    answer = world().promptwatch.get("/content/seventeen", expect=400).json
    assert answer["statusCode"] == 400 and answer["code"] == "FST_ERR_VALIDATION" and "id" in answer["message"]


def test_an_unknown_path_is_404_and_says_what_comes_closest(world):
    w = world()
    answer = w.promptwatch.get(f"/contnt/{NOBODY}", expect=404)
    assert answer.json["message"].startswith("Route GET:/api/v2/contnt/")
    assert "/api/v2/content/{id}" in answer.headers["X-Understudy-Hint"]
    assert 'segment 1 is "content", not "contnt"' in answer.headers["X-Understudy-Hint"]
    (violation,) = w.entry(answer.request_id)["violations"]
    assert violation["rule"] == "path-unknown" and "/api/v2/content/{id}" in violation["hint"]
    answer = w.writerzroom.post("/v1/generat", generation(), expect=404)
    assert answer.json["error"]["code"] == "not_found"
    assert "POST /v1/generate" in answer.headers["X-Understudy-Hint"]


@pytest.mark.parametrize(
    "api, method, path, allowed",
    [
        ("promptwatch", "DELETE", f"/content/{NOBODY}", {"GET", "HEAD", "OPTIONS"}),
        # A literal segment wins over `/content/{id}`.
        ("promptwatch", "GET", "/content/create", {"POST", "OPTIONS"}),
        ("promptwatch", "PATCH", f"/personas/{NOBODY}", {"GET", "HEAD", "PUT", "DELETE", "OPTIONS"}),
        ("writerzroom", "GET", "/v1/generate", {"POST", "OPTIONS"}),
        ("writerzroom", "POST", "/v1/content", {"GET", "HEAD", "OPTIONS"}),
    ],
)
def test_an_unknown_method_is_405_with_what_is_allowed(world, api, method, path, allowed):
    answer = world().api(api).call(method, path, expect=405)
    assert set(answer.headers["Allow"].replace(" ", "").split(",")) == allowed


@pytest.mark.parametrize("type", [None, "text/plain", "application/x-www-form-urlencoded", "application/xml"])
def test_a_body_that_is_not_declared_as_json_is_415(world, type):
    w = world()
    body = b'{"mode":"CREATE"}'
    answer = w.promptwatch.post("/content/create", data=body, headers={"Content-Type": type}, expect=415).json
    assert answer["code"] == "FST_ERR_CTP_INVALID_MEDIA_TYPE"
    answer = w.writerzroom.post("/v1/generate", data=body, headers={"Content-Type": type}, expect=415).json
    assert answer["error"]["code"] == "unsupported_media_type"


@pytest.mark.parametrize("type", ["application/json; charset=utf-8", "APPLICATION/JSON", "application/vnd.api+json"])
def test_json_under_its_other_names_is_taken(world, type):
    import json

    data = json.dumps(generation()).encode()
    world().writerzroom.post("/v1/generate", data=data, headers={"Content-Type": type}, expect=202)


@pytest.mark.parametrize("body", [b"{", b'{"a":1,}', b"nul", b'{"a":"\xff"}', b'{"a":"\\ud800"}', b"[1] 2", b"'x'"])
def test_a_body_that_is_not_json_is_400_and_says_where(world, body):
    w = world()
    answer = w.promptwatch.post("/content/create", data=body, headers=JSON, expect=400).json
    assert answer["code"] == "FST_ERR_CTP_INVALID_JSON_BODY" and "line 1, column" in answer["message"]
    answer = w.writerzroom.post("/v1/generate", data=body, headers=JSON, expect=400).json
    assert answer["error"]["code"] == "invalid_request"


def test_a_missing_body_is_400(world):
    w = world()
    assert w.promptwatch.post("/content/create", expect=400).json["code"] == "FST_ERR_VALIDATION"
    assert w.writerzroom.post("/v1/generate", expect=400).json["error"]["code"] == "invalid_request"


def test_an_empty_body_declared_as_json_is_refused_as_the_vendor_does(world):
    answer = world().promptwatch.delete(f"/prompts/{NOBODY}", headers=JSON, expect=400).json
    assert answer["code"] == "FST_ERR_CTP_EMPTY_JSON_BODY"


def test_a_body_past_the_limit_is_413_in_the_shape_of_the_vendor(world):
    w = world()
    data = b'{"a":"' + b"x" * (10 * 1024 * 1024) + b'"}'
    answer = w.promptwatch.post("/content/create", data=data, headers=JSON, expect=413)
    assert answer.json["code"] == "FST_ERR_CTP_BODY_TOO_LARGE"
    answer = w.writerzroom.post("/v1/generate", data=data, headers=JSON, expect=413)
    assert answer.json["error"]["code"] == "payload_too_large"


def test_a_wrong_header_parameter_is_400(world):
    w = world()
    w.promptwatch.get("/content", headers={"X-Project-Id": NOBODY}, expect=200)
    w.promptwatch.get("/content", headers={"X-Project-Id": "mine"}, expect=400)


def test_an_unknown_query_parameter_is_recorded(world):
    w = world()
    answer = w.promptwatch.get("/content", params={"sze": "3"}, expect=200)
    (violation,) = w.entry(answer.request_id)["violations"]
    assert violation["rule"] == "parameter-unknown" and "size" in violation["hint"]


def test_the_message_of_a_refusal_names_each_thing_that_is_wrong(world):
    answer = world().promptwatch.post(
        "/content/create", create_order(type="HAIKU", contentLength="HUGE"), expect=400
    ).json
    assert "/type" in answer["message"] and "/contentLength" in answer["message"]


def test_a_mount_that_does_not_exist_says_which_do(server, world):
    from client import http

    response = http().get(server.url + "/promptwach/api/v2/content")
    from contract import check_own

    check_own(response.status_code, response.headers, response.content)
    error = response.json()["error"]
    assert response.status_code == 404 and error["code"] == "mount-unknown"
    assert "/promptwatch" in error["details"][0]["hint"]
