# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""The wire format of the vendor's own client, under /api, on the jobs that /v1 shows too."""

import re

import pytest

from client import Caller, Documents
from vendors import generation, status, submit_generation

UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
DATA = ["request_id", "status", "progress", "current_agent", "content", "error", "metadata"]


class SdkError(Exception):
    pass


class Unauthorized(SdkError):
    pass


class InsufficientCredits(SdkError):
    pass


class RateLimited(SdkError):
    pass


class GenerationFailed(SdkError):
    pass


class SdkClient:
    """What the vendor's own client sends and reads, and nothing else."""

    def __init__(self, world, headers=None):
        self.world = world
        caller = world.writerzroom
        headers = caller.headers | {"X-User-ID": "user-1", "Content-Type": "application/json"} | (headers or {})
        self.http = Caller(caller.url, caller.contract, headers)

    def request(self, method, path, body=None):
        answer = self.http.call(method, "/api" + path, body)
        assert not 300 <= answer.status < 400, "redirects are not followed"
        if answer.status == 401:
            raise Unauthorized
        if answer.status == 402:
            raise InsufficientCredits(answer.json.get("detail"))
        if answer.status == 429:
            raise RateLimited
        if answer.status >= 400:
            raise SdkError(answer.status, answer.json["detail"])
        return answer.json

    def generate(self, template="blog_article_generator", style="general_blog", mode="standard", **parameters):
        body = {
            "template": template, "style_profile": style, "generation_mode": mode, "dynamic_parameters": parameters,
        }
        return self.request("POST", "/generate", body)["request_id"]

    def status(self, id):
        return self.request("GET", f"/generate/status/{id}").get("data", {})

    def wait(self, id):
        """Polls at once, then after 5 s, each time half as long again, at most every 30 s, for 720 s."""
        pause, waited = 5.0, 0.0
        while waited < 720:
            data = self.status(id)
            if data["status"] == "completed":
                assert isinstance(data["content"], str) and data["content"].split()
                return {
                    "request_id": id, "content": data["content"], "title": data.get("title", ""),
                    "metadata": data.get("metadata", {}),
                }
            if data["status"] == "failed":
                raise GenerationFailed(data["error"])
            self.world.advance(by=f"{pause}s")
            waited += pause
            pause = min(30.0, pause * 1.5)
        raise TimeoutError(id)


INPUTS = {"topic": "tide tables", "target_audience": "sailors"}


@pytest.fixture
def sdk(world):
    return lambda **settings: SdkClient(world(**settings))


# Generations


def test_a_submission_is_answered_as_the_back_end_does(sdk):
    client = sdk()
    body = {"template": "blog_article_generator", "style_profile": "general_blog", "dynamic_parameters": INPUTS}
    answer = client.request("POST", "/generate", body)
    assert list(answer) == ["request_id", "status", "message", "links"]
    assert UUID.fullmatch(answer["request_id"]) and answer["status"] == "pending"
    path = answer["links"]["status"]
    assert path.endswith(f"/api/generate/status/{answer['request_id']}")
    followed = Caller(client.world.server.url, Documents.builtin("writerzroom"), client.http.headers)
    followed.judge = lambda *_: None
    assert followed.get(path).json["data"]["status"] == "pending", "the link arrives through the mount"


def test_every_key_is_there_in_every_state(sdk):
    client = sdk()
    id = client.generate(**INPUTS)
    pending = client.status(id)
    assert list(pending) == DATA and (pending["status"], pending["progress"]) == ("pending", 0)
    client.world.advance(by="2s")
    running = client.status(id)
    assert list(running) == DATA and running["status"] == "processing" and 0 < running["progress"] < 1
    assert running["current_agent"] in ("planner", "researcher", "call_writer", "writer")
    assert running["content"] is None and running["error"] is None and running["metadata"] == {}
    client.world.advance(until="idle")
    done = client.status(id)
    assert list(done) == DATA + ["title"] and done["status"] == "completed" and done["progress"] == 1
    assert done["current_agent"] is None and done["content"].startswith("# ") and done["error"] is None
    assert list(done["metadata"]) == ["completed_at", "title", "subtitle", "preview"]
    assert done["metadata"]["completed_at"] == "2026-03-10T20:00:05" and done["metadata"]["title"] == done["title"]
    assert 0 < len(done["metadata"]["preview"]) <= 160


def test_the_client_gets_its_text(sdk):
    client = sdk(scenario="slow")
    result = client.wait(client.generate(**INPUTS))
    assert result["title"] == result["metadata"]["title"] and result["content"].startswith("# " + result["title"])


def test_a_failed_generation_gives_its_reason(sdk):
    client = sdk(scenario="fails-midway")
    id = client.generate(**INPUTS)
    with pytest.raises(GenerationFailed, match="the model timed out"):
        client.wait(id)
    data = client.status(id)
    assert list(data) == DATA and data["progress"] == 0 and data["content"] is None and data["metadata"] == {}


def test_a_missing_input_makes_the_generation_fail(sdk):
    client = sdk()
    with pytest.raises(GenerationFailed, match="^Missing required input field: audience$"):
        client.wait(client.generate(topic="tide tables"))


def test_one_job_is_read_in_both_formats(sdk):
    client = sdk()
    w = client.world
    ours, theirs = client.generate(**INPUTS), submit_generation(w)
    assert UUID.fullmatch(ours) and theirs.startswith("req_")
    w.advance(by="3s")
    for id in (ours, theirs):
        docs, own = status(w, id), client.status(id)
        assert own["request_id"] == docs["request_id"] == id
        assert docs["status"] == own["status"] == "processing" and docs["stage"] == own["current_agent"]
        assert own["progress"] == docs["progress"] / 100
    w.advance(until="idle")
    for id in (ours, theirs):
        docs, own = status(w, id), client.status(id)
        assert own["content"] == docs["content"]["body"] and own["title"] == docs["content"]["title"]


def test_a_queued_job_is_pending_here_and_processing_there(sdk):
    client = sdk()
    id = client.generate(**INPUTS)
    assert client.status(id)["status"] == "pending" and status(client.world, id)["status"] == "processing"


def test_either_name_of_the_inputs_is_taken_and_the_id_may_be_given(sdk):
    client = sdk()
    body = {
        "template_id": "press_release", "style_profile_id": "fintech", "user_input": {"topic": "rates"},
        "request_id": "my-own-id", "generation_settings": {"temperature": 0.2}, "vertical_id": "fintech",
    }
    assert client.request("POST", "/generate", body)["request_id"] == "my-own-id"
    again = client.request("POST", "/generate", body)["request_id"]
    assert UUID.fullmatch(again), "an id that is taken is not given twice"
    assert "Rates" in client.wait("my-own-id")["title"]
    client.request("POST", "/generate", {"template": "press_release", "style_profile": "fintech"})


# Mistakes


@pytest.mark.parametrize(
    "body",
    [
        {}, {"template": "press_release"}, {"style_profile": "fintech"}, {"template": "", "style_profile": "fintech"},
        {"template": "press_release", "style_profile": "fintech", "dynamic_parameters": []},
        {"template": "press_release", "style_profile": "fintech", "generation_mode": "fast"},
    ],
)
def test_a_wrong_order_is_422_with_a_list(sdk, body):
    client = sdk()
    answer = client.http.post("/api/generate", body, expect=422).json
    assert list(answer) == ["detail"] and isinstance(answer["detail"], list) and answer["detail"]
    assert client.world.jobs()["total"] == 0


def test_an_unknown_configuration_is_404_unless_all_are_taken(world):
    client = SdkClient(world())
    for changes in ({"template": "haiku"}, {"style": "terse"}):
        with pytest.raises(SdkError) as error:
            client.generate(**(changes | INPUTS))
        assert error.value.args == (404, f"Configuration not found: {next(iter(changes.values()))}")
    lenient = SdkClient(world(scenario={
        "name": "more-templates", "variants": {"writerzroom.sdk-configuration": "accepted"},
    }))
    lenient.wait(lenient.generate(template="haiku", style="terse", **INPUTS))


def test_what_is_not_there_and_what_is_not_json(sdk):
    client = sdk()
    for path, text in (
        ("/generate/status/none", "Generation request not found."), ("/templates/none", "Template 'none' not found"),
        ("/style-profiles/none", "Style profile 'none' not found"), ("/content/none", "Content not found"),
        ("/nothing", "Not Found"),
    ):
        answer = client.http.get("/api" + path, expect=404)
        assert answer.json == {"detail": text}
    assert list(client.http.post("/api/templates", {}, expect=405).json) == ["detail"]
    text = {"Content-Type": "text/plain"}
    assert list(client.http.post("/api/generate", data=b"x", headers=text, expect=415).json) == ["detail"]
    assert isinstance(client.http.post("/api/generate", data=b"{", expect=422).json["detail"], list)
    # The errors of the documentation stay those of the documentation.
    assert client.http.get("/v1/content/none", expect=404).json["error"]["code"] == "not_found"
    assert client.http.get("/v1/nothing", expect=404).json["error"]["code"] == "not_found"


def test_the_key_is_asked_for_and_content_belongs_to_a_user(sdk):
    client = sdk()
    assert client.http.get("/api/templates", headers={"Authorization": None}, expect=401).json == {
        "detail": "Invalid API Key",
    }
    for path in ("/api/content", "/api/dashboard/stats"):
        assert isinstance(client.http.get(path, headers={"X-User-ID": None}, expect=422).json["detail"], list)
        client.http.get(path, expect=200)
    client.http.get("/api/templates", headers={"X-User-ID": None}, expect=200)


def test_the_back_ends_own_words_never_end_for_the_client(world):
    client = SdkClient(world(scenario={
        "name": "backend-words", "extends": "fails-midway", "variants": {"writerzroom.sdk-status-words": "backend"},
    }))
    id = client.generate(**INPUTS)
    assert client.status(id)["status"] == "running"
    with pytest.raises(TimeoutError):
        client.wait(id)
    assert client.status(id)["status"] == "error"


# The rest


UNLIMITED = {"name": "unlimited", "extends": "happy", "limits": {"writerzroom.minute": {"enabled": False}}}


def test_the_catalogue_is_the_same_as_in_the_documentation(sdk):
    client = sdk(scenario=UNLIMITED)
    page = client.request("GET", "/templates")
    assert page["success"] is True and list(page["data"]) == ["items", "count", "page", "limit"]
    assert (page["data"]["count"], page["data"]["page"], page["data"]["limit"]) == (13, 1, 100)
    assert list(page["data"]["items"][0]) == ["id", "name", "template_type", "description"]
    assert len(client.http.get("/api/templates", params={"page": 3, "limit": 5}).json["data"]["items"]) == 3
    styles = client.request("GET", "/style-profiles")["data"]["items"]
    assert list(styles[0]) == ["id", "name", "tone", "voice", "audience", "platform"]
    assert list(client.request("GET", "/verticals")) == ["verticals"]
    for path in ("/templates/blog_article_generator", "/style-profiles/fintech"):
        assert client.request("GET", path) == client.http.get("/v1" + path, expect=200).json
    assert client.http.get("/health", headers={"Authorization": None}, expect=200).json["status"] == "healthy"
    for path in ("/credits/usage", "/credits/history", "/auth/session"):
        client.request("GET", path)
        assert list(client.http.get("/api" + path, headers={"Authorization": None}, expect=401).json) == ["detail"]


def test_content_is_created_changed_and_deleted(sdk):
    client = sdk()
    made = client.request("POST", "/content", {"title": "Ours", "content": "# Ours"})
    assert list(made) == ["success", "contentId", "message"] and UUID.fullmatch(made["contentId"])
    saved = client.request("POST", "/content/save", {})
    assert list(saved) == ["success", "contentId"]
    path = f"/content/{made['contentId']}"
    item = client.request("GET", path)
    assert list(item) == [
        "id", "title", "content", "contentHtml", "status", "type", "createdAt", "updatedAt", "metadata",
    ]
    assert (item["title"], item["status"], item["type"], item["metadata"]) == ("Ours", "draft", "article", {})
    client.world.advance(by="1h")
    changed = client.request("PUT", path, {"status": "published"})
    assert list(changed) == ["success", "content"]
    assert changed["content"] == {
        "id": made["contentId"], "title": "Ours", "status": "published", "updatedAt": "2026-03-10T21:00:00Z",
    }
    assert client.request("GET", path)["content"] == "# Ours", "what is left out stays"
    listed = client.request("GET", "/content")
    assert listed["stats"]["total"] == 5 and listed == client.http.get("/v1/content", expect=200).json
    assert client.request("GET", "/dashboard/stats")["total_content"] == 5
    assert list(client.request("DELETE", path)) == ["success", "message"]
    for method in ("GET", "DELETE"):
        with pytest.raises(SdkError, match="Content not found"):
            client.request(method, path)


def test_both_prefixes_work_through_the_vendors_host(sdk):
    client = sdk()
    host = {"Host": "api.writerzroom.com"}
    direct = Caller(client.world.server.url, Documents.builtin("writerzroom"), client.http.headers)
    assert direct.get("/api/templates", headers=host, expect=200).json["success"] is True
    assert direct.get("/v1/templates", headers=host, expect=200).json["success"] is True
    answer = direct.post("/api/generate", {
        "template": "press_release", "style_profile": "fintech", "dynamic_parameters": {"topic": "rates"},
    }, headers=host, expect=202)
    path = answer.json["links"]["status"]
    assert path.startswith("/api/generate/status/") and direct.get(path, headers=host, expect=200)


# Limits, credits, plans


def test_ten_requests_a_minute_are_answered_and_polls_are_free(sdk):
    client = sdk()
    id = client.generate(**INPUTS)
    for _ in range(9):
        client.request("GET", "/templates")
    with pytest.raises(RateLimited):
        client.request("GET", "/templates")
    assert client.http.get("/api/templates", expect=429).json == {"detail": "Rate limit exceeded"}
    assert client.http.get("/v1/templates", expect=429).json["error"]["code"] == "rate_limited"
    for _ in range(20):
        client.status(id)
        status(client.world, id)
    client.http.get("/health", expect=200)
    client.world.advance(by="1m")
    client.request("GET", "/templates")


def test_polls_count_where_a_scenario_says_so(world):
    client = SdkClient(world(scenario={
        "name": "polls-count", "extends": "slow", "limits": {"writerzroom.minute-with-polls": {"enabled": True}},
    }))
    id = client.generate(**INPUTS)
    # The pace of the vendor's own client fits, that of the documentation, every 5 s, does not.
    with pytest.raises(RateLimited):
        for _ in range(12):
            client.status(id)
            client.world.advance(by="5s")


def test_credits_run_down_and_come_back_for_what_fails(world):
    credits = {"name": "few-credits", "credentials": {"*": {"attributes": {"credits": 5}}}}
    client = SdkClient(world(scenario=credits))
    doomed = client.generate(mode="standard", topic="tides")
    with pytest.raises(InsufficientCredits, match="Not enough credits"):
        client.generate(mode="premium", **INPUTS)
    with pytest.raises(GenerationFailed):
        client.wait(doomed)
    client.wait(client.generate(mode="premium", **INPUTS))
    with pytest.raises(InsufficientCredits):
        client.generate(mode="quick", **INPUTS)
    refused = client.http.post("/v1/generate", generation(), expect=402).json
    assert refused["error"]["code"] == "insufficient_credits"
    client.request("GET", "/content")


@pytest.mark.parametrize("attributes, mode", [({"plan": "starter"}, "quick"), ({"tier": 2}, "premium")])
def test_a_plan_has_no_access_or_not_the_tier(world, attributes, mode):
    client = SdkClient(world(scenario={"name": "small-plan", "credentials": {"*": {"attributes": attributes}}}))
    with pytest.raises(SdkError, match="The plan does not include"):
        client.generate(mode=mode, **INPUTS)
    order = generation(generation_mode=mode)
    assert client.http.post("/v1/generate", order, expect=403).json["error"]["code"] == "forbidden"
    if "tier" in attributes:
        client.generate(mode="standard", **INPUTS)
