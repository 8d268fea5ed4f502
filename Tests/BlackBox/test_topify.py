# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""A client of the content generation API as one would write it from the vendor's page, and what it lives through."""

import re

import pytest

from client import make_world
from vendors import NOBODY

UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
TASK = ["task_id", "status", "user_prompt", "created_at", "updated_at"]
ARTICLE = [
    "article_id", "task_id", "title", "content", "slug", "seo_title", "seo_description", "keywords", "featured_images",
    "data_sources", "publication_status", "version", "published_at", "created_at", "updated_at",
]


class TaskFailed(Exception):
    def __init__(self, task):
        super().__init__(task.get("error", {}).get("error", task["status"]))
        self.task = task


class TopifyClient:
    """Everything that the page describes; time passes as the test says."""

    def __init__(self, world, sleep=None):
        self.world = world
        self.http = world.topify
        self.sleep = sleep or (lambda: world.advance(by="1s"))

    def create(self, prompt="Tide tables for beginners", *, attempts=1, **inputs):
        """Starts a task; waits and tries again where there are too many at the same time."""
        for attempt in range(attempts):
            answer = self.http.post("/tasks", {"user_prompt": prompt} | inputs)
            if answer.status == 202:
                assert answer.json["status"] == "pending"
                return answer.json["task_id"]
            if answer.status < 429:
                break
            if attempt < attempts - 1:
                self.sleep()
        raise ValueError(answer.json["code"])

    def task(self, id):
        return self.http.get(f"/tasks/{id}", expect=200).json

    def wait(self, id):
        for _ in range(300):
            task = self.task(id)
            if task["status"] == "completed":
                return self.articles_of(id)
            if task["status"] in ("failed", "cancelled"):
                raise TaskFailed(task)
            self.sleep()
        raise TimeoutError(id)

    def cancel(self, id):
        return self.http.delete(f"/tasks/{id}")

    def articles_of(self, id):
        return self.http.get(f"/tasks/{id}/articles", expect=200).json

    def tasks(self, **query):
        return self.http.get("/tasks", params=query, expect=200).json

    def articles(self, **query):
        return self.http.get("/articles", params=query, expect=200).json

    def update(self, id, **changes):
        return self.http.patch(f"/articles/{id}", changes, expect=200).json


@pytest.fixture
def topify(world):
    return lambda **settings: TopifyClient(world(**settings))


def refused(answer, status, code):
    assert answer.status == status and list(answer.json) == ["error", "code"], answer
    assert answer.json["code"] == code and answer.json["error"]


# A whole life


def test_a_task_becomes_an_article_that_is_published_and_deleted(topify):
    client = topify()
    id = client.create("Tide tables for beginners", keywords=["tides", "sailing"], reference_links=["https://a.example"],
                       uploaded_files=[{"name": "notes.pdf"}], min_words=200, max_words=300)
    assert UUID.fullmatch(id)
    task = client.task(id)
    assert list(task)[:3] == TASK[:3] and task["status"] == "pending" and task["keywords"] == ["tides", "sailing"]
    assert client.articles_of(id) == [] and client.articles() == []
    (article,) = client.wait(id)
    assert list(article) == ARTICLE
    assert UUID.fullmatch(article["article_id"]) and article["task_id"] == id
    words = [word for word in article["content"].split() if any(map(str.isalnum, word))]
    assert article["content"].startswith("# ") and 200 <= len(words) <= 300
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", article["slug"]) and article["keywords"] == ["tides", "sailing"]
    assert 0 < len(article["seo_description"]) <= 160
    assert article["data_sources"] == {
        "web_search": True, "reference_links": ["https://a.example"], "uploaded_files": [{"name": "notes.pdf"}],
    }
    assert (article["publication_status"], article["version"], article["published_at"]) == ("draft", 1, None)
    path = f"/articles/{article['article_id']}"
    assert client.http.get(path, expect=200).json == article and client.articles() == [article]

    client.world.advance(by="1h")
    renamed = client.update(article["article_id"], title="Tides", slug="tides", keywords=[])
    assert (renamed["title"], renamed["slug"], renamed["keywords"], renamed["version"]) == ("Tides", "tides", [], 2)
    assert renamed["published_at"] is None and renamed["content"] == article["content"]
    client.world.advance(by="1h")
    published = client.update(article["article_id"], publication_status="published")
    assert published["published_at"] == client.world.now()[:19] + "Z" and published["version"] == 3
    client.world.advance(by="1h")
    archived = client.update(article["article_id"], publication_status="archived")
    assert archived["published_at"] == published["published_at"] and archived["version"] == 4
    assert client.articles(publication_status="archived") == [archived]
    assert client.articles(publication_status="draft") == []

    assert client.http.delete(path, expect=200).json == {}
    refused(client.http.get(path), 404, "ARTICLE_NOT_FOUND")
    refused(client.http.delete(path), 404, "ARTICLE_NOT_FOUND")
    assert client.articles() == [] and client.articles_of(id) == []
    assert client.task(id)["status"] == "completed", "the task stays"


def test_only_what_can_be_updated_is(topify):
    client = topify()
    (article,) = client.wait(client.create())
    changed = client.update(article["article_id"], version=9, task_id="x", published_at="x", featured_images=["x"])
    assert changed == article | {"version": 2, "updated_at": changed["updated_at"]}
    path = f"/articles/{article['article_id']}"
    for change in ({"publication_status": "hidden"}, {"title": 5}, {"keywords": "tides"}, {"content": None}):
        refused(client.http.patch(path, change), 400, "VALIDATION_ERROR")
    refused(client.http.patch(f"/articles/{NOBODY}", {"title": "x"}), 404, "ARTICLE_NOT_FOUND")
    assert client.http.get(path, expect=200).json == changed


# Failed, cancelled


@pytest.mark.parametrize("reason", ["LLM_ERROR", "WORKFLOW_ERROR", "DATABASE_ERROR", "the model timed out"])
def test_a_failed_task_says_why_and_leaves_no_article(topify, reason):
    client = topify()
    id = client.create()
    client.world.advance(by="2s")
    client.world.signal(id, "fail", reason)
    with pytest.raises(TaskFailed) as failure:
        client.wait(id)
    task = failure.value.task
    assert task["status"] == "failed" and list(task["error"]) == ["code", "error"] and task["error"]["error"]
    assert task["error"]["code"] == (reason if reason.endswith("_ERROR") else "LLM_ERROR")
    assert client.articles_of(id) == []
    refused(client.cancel(id), 400, "VALIDATION_ERROR")


@pytest.mark.parametrize("after, state", [("0s", "pending"), ("2s", "processing")])
def test_a_task_is_cancelled_while_it_waits_or_is_in_work(topify, after, state):
    client = topify()
    id = client.create()
    client.world.advance(by=after)
    assert client.task(id)["status"] == state
    answer = client.cancel(id)
    assert answer.status == 200 and (answer.json["task_id"], answer.json["status"]) == (id, "cancelled")
    assert client.task(id)["status"] == "cancelled" and "error" not in client.task(id)
    with pytest.raises(TaskFailed):
        client.wait(id)
    client.world.advance(by="24h")
    refused(client.cancel(id), 400, "VALIDATION_ERROR")
    assert client.articles_of(id) == [] and client.tasks(status="cancelled")[0]["task_id"] == id


def test_a_completed_task_cannot_be_cancelled(topify):
    client = topify()
    id = client.create()
    (article,) = client.wait(id)
    refused(client.cancel(id), 400, "VALIDATION_ERROR")
    assert client.articles_of(id) == [article]


def test_what_does_not_exist_is_not_found(topify):
    client = topify()
    for method, path in (("GET", "/tasks/"), ("DELETE", "/tasks/")):
        refused(client.http.call(method, path + NOBODY), 404, "TASK_NOT_FOUND")
    refused(client.http.get(f"/tasks/{NOBODY}/articles"), 404, "TASK_NOT_FOUND")
    refused(client.http.get(f"/articles/{NOBODY}"), 404, "ARTICLE_NOT_FOUND")


# Lists


def test_tasks_are_paged_by_offset_and_articles_by_page(topify):
    client = topify()
    ids = [client.create(f"Topic {number}") for number in range(5)]
    client.world.advance(until="idle")
    waiting = client.create("The last one")
    newest = [waiting] + ids[::-1]
    assert [task["task_id"] for task in client.tasks()] == newest
    assert [task["task_id"] for task in client.tasks(limit=4, offset=1)] == newest[1:5]
    assert client.tasks(offset=6) == [] and len(client.tasks(status="completed")) == 5
    assert [task["task_id"] for task in client.tasks(status="pending")] == [waiting]
    pages = [client.articles(page=page, page_size=2) for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [2, 2, 1, 0]
    assert {article["task_id"] for page in pages for article in page} == set(ids)


@pytest.mark.parametrize(
    "path, query",
    [
        ("/tasks", {"limit": 0}), ("/tasks", {"limit": 101}), ("/tasks", {"limit": "all"}), ("/tasks", {"offset": -1}),
        ("/tasks", {"status": "queued"}), ("/articles", {"page": 0}), ("/articles", {"page_size": 0}),
        ("/articles", {"page_size": 101}), ("/articles", {"publication_status": "hidden"}),
    ],
)
def test_a_query_out_of_range_is_refused(topify, path, query):
    refused(topify().http.get(path, params=query), 400, "VALIDATION_ERROR")


# Orders


@pytest.mark.parametrize(
    "changes",
    [
        {"user_prompt": None}, {"user_prompt": ""}, {"user_prompt": "x" * 1001}, {"user_prompt": 5},
        {"keywords": ["k"] * 11}, {"keywords": "k"}, {"keywords": [1]}, {"reference_links": ["https://a.example"] * 6},
        {"reference_links": [5]}, {"uploaded_files": "notes.pdf"}, {"uploaded_files": ["notes.pdf"]},
        {"min_words": 99}, {"min_words": 10001}, {"max_words": 99}, {"max_words": 10001}, {"min_words": 150.5},
        {"max_words": "200"},
    ],
)
def test_an_order_that_breaks_a_rule_is_refused(topify, changes):
    client = topify()
    order = {k: v for k, v in ({"user_prompt": "Tides"} | changes).items() if v is not None}
    refused(client.http.post("/tasks", order), 400, "VALIDATION_ERROR")
    assert client.tasks() == []


@pytest.mark.parametrize(
    "changes",
    [
        {"user_prompt": "x" * 1000}, {"keywords": ["k"] * 10}, {"keywords": []},
        {"reference_links": ["https://a.example"] * 5}, {"min_words": 100, "max_words": 100},
        {"min_words": 10000, "max_words": 10000}, {"uploaded_files": [{"name": "a.exe"}]},
    ],
)
def test_an_order_at_the_edge_of_the_rules_is_taken(topify, changes):
    topify().http.post("/tasks", {"user_prompt": "Tides"} | changes, expect=202)


def test_a_body_that_is_no_json_and_a_missing_token_are_refused(topify):
    client = topify()
    json = {"Content-Type": "application/json"}
    refused(client.http.post("/tasks", data=b"{", headers=json), 400, "VALIDATION_ERROR")
    refused(client.http.post("/tasks"), 400, "VALIDATION_ERROR")
    for credential in (None, "any-key", "Basic YTpi"):
        refused(client.http.get("/tasks", headers={"Authorization": credential}), 401, "UNAUTHORIZED")


# Limited


def test_too_many_tasks_at_the_same_time_are_refused_until_one_ends(topify):
    client = topify(scenario="slow")
    ids = [client.create(f"Topic {number}") for number in range(10)]
    refused(client.http.post("/tasks", {"user_prompt": "one more"}), 429, "RATE_LIMIT_ERROR")
    client.cancel(ids[0])
    client.create("one more")
    with pytest.raises(ValueError, match="RATE_LIMIT_ERROR"):
        client.create("and another")
    patient = TopifyClient(client.world, sleep=lambda: client.world.advance(by="2m"))
    assert len(patient.wait(patient.create("and another", attempts=5))) == 1


def test_the_plan_has_so_many_articles(world):
    quota = {"name": "free-plan", "credentials": {"*": {"attributes": {"credits": 2}}}}
    client = TopifyClient(world(scenario=quota))
    client.wait(client.create())
    client.cancel(client.create("an article that is never made"))
    client.wait(client.create())
    refused(client.http.post("/tasks", {"user_prompt": "a third"}), 429, "RATE_LIMIT_ERROR")
    assert len(client.articles()) == 2


def test_the_least_number_of_words_is_not_above_the_greatest(topify):
    client = topify()
    order = {"user_prompt": "Tides", "min_words": 300, "max_words": 200}
    refused(client.http.post("/tasks", order), 400, "VALIDATION_ERROR")
    client.create(min_words=300)
    client.create(max_words=200)


# Retried


def test_a_client_that_tries_again_gets_its_article_from_a_flaky_server(topify):
    client = topify(scenario={
        "name": "busy", "faults": [{"when": {"operation": "createTask", "nth": [1, 2]}, "respond": {"status": 503}}],
    })
    id = client.create(attempts=3)
    assert len(client.tasks()) == 1
    (article,) = client.wait(id)
    assert article["task_id"] == id


# Where the vendor says nothing


def test_the_variants_play_the_other_readings(server):
    variants = {"list-shape": "envelope", "cancel-terminal": "409", "delete-status": "204", "file-check": "on"}
    scenario = {"name": "other-readings", "variants": {f"topify.{k}": v for k, v in variants.items()}}
    client = TopifyClient(make_world(server, scenario=scenario))
    refused(client.http.post("/tasks", {"user_prompt": "x", "uploaded_files": [{"name": "a.exe"}]}), 400,
            "VALIDATION_ERROR")
    id = client.create(uploaded_files=[{"name": "a.PDF"}])
    client.world.advance(until="idle")
    refused(client.cancel(id), 409, "VALIDATION_ERROR")
    tasks = client.tasks()
    assert (tasks["total"], tasks["limit"], tasks["offset"], tasks["tasks"][0]["task_id"]) == (1, 20, 0, id)
    (article,) = client.articles_of(id)["articles"]
    listed = client.articles(page_size=5)
    assert (listed["total"], listed["page"], listed["page_size"], listed["articles"]) == (1, 1, 5, [article])
    assert client.http.delete(f"/articles/{article['article_id']}", expect=204).body == b""
