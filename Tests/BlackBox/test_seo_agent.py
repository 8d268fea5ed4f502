# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""The whole life of a client that was written from the vendor's page alone."""

import json
import re
import uuid
from datetime import datetime
from pathlib import Path

import pytest

from client import START, Documents

ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


class APIError(Exception):
    def __init__(self, status, error, headers):
        super().__init__(f"{status} {error['code']}: {error['message']}")
        self.status, self.code, self.error, self.headers = status, error["code"], error, headers


class SEOAgent:
    """What the vendor's page asks of a client: one envelope, codes, polling, cursors, keys of idempotency."""

    def __init__(self, caller, key="sk_live_test"):
        self.caller = caller
        self.headers = {"Authorization": f"Bearer {key}"}

    def call(self, method, path, body=None, params=None, idempotency_key=None):
        headers = dict(self.headers)
        if idempotency_key:
            headers["Idempotency-Key"] = idempotency_key
        answer = self.caller.call(method, path, body, params=params, headers=headers)
        document = answer.json
        self.last = document
        self.last_status = answer.status
        assert isinstance(document["request_id"], str) and document["request_id"]
        if answer.status < 300:
            assert list(document) == ["data", "request_id"]
            return document["data"]
        assert list(document) == ["error", "request_id"]
        raise APIError(answer.status, document["error"], answer.headers)

    def projects(self):
        return self.call("GET", "/projects")["projects"]

    def articles(self, **filters):
        cursor = None
        while True:
            page = self.call("GET", "/articles", params=filters | ({"cursor": cursor} if cursor else {}))
            yield from page["articles"]
            cursor = page["next_cursor"]
            if cursor is None:
                return

    def article(self, id):
        return self.call("GET", f"/articles/{id}")["article"]

    def generate(self, project_id, keyword, **options):
        key = options.pop("idempotency_key", None)
        body = {"project_id": project_id, "keyword": keyword} | options
        return self.call("POST", "/agents/generate", body, idempotency_key=key)

    def research(self, project_id, **options):
        return self.call("POST", "/agents/keyword-research", {"project_id": project_id}, **options)

    def audit(self, domain, **options):
        return self.call("POST", "/agents/audit", {"domain": domain}, **options)

    def publish(self, article_id, **options):
        return self.call("POST", "/agents/publish", {"article_id": article_id}, **options)["dispatch"]

    def job(self, id):
        return self.call("GET", f"/jobs/{id}")["job"]

    def wait(self, id, world, every="5s"):
        """Polls until the status is terminal, sleeping on the test's clock."""
        seen = []
        for _ in range(200):
            job = self.job(id)
            seen.append(job["status"])
            if job["status"] in ("succeeded", "failed", "canceled"):
                return job, seen
            assert job["status"] in ("pending", "running")
            world.advance(by=every)
        raise AssertionError(f"job {id} did not end: {seen[-3:]}")


def agent(world, key="sk_live_test"):
    return SEOAgent(world.seo_agent, key)


def project(client, name="Acme"):
    return next(p for p in client.projects() if p["name"] == name)


# Golden payloads: the examples of the vendor's page. "..." stands for any text, as there.

PROJECT = {
    "id": "...", "name": "Acme", "domain": "acme.com", "status": "active", "default_language": "en",
    "created_at": "...", "updated_at": "...",
}
ARTICLE = {
    "id": "...", "project_id": "...", "title": "...", "slug": "...", "status": "published", "word_count": 1620,
    "quality_score": 87, "ai_score": None, "published_url": "https://acme.com/blog/...", "published_at": "...",
    "created_at": "...", "updated_at": "...",
}
ADDED_TO_ONE_ARTICLE = ["meta_description", "content_markdown", "content_html", "image_url", "tags"]


def assert_same_shape(actual, example, path="$"):
    """The same keys in the same order, and the same types of values."""
    if isinstance(example, dict):
        assert isinstance(actual, dict) and list(actual) == list(example), f"{path}: {actual}"
        for key, value in example.items():
            assert_same_shape(actual[key], value, f"{path}.{key}")
    elif isinstance(example, list):
        assert isinstance(actual, list), path
        for index, element in enumerate(actual):
            assert_same_shape(element, example[0], f"{path}[{index}]")
    else:
        assert type(actual) is type(example), f"{path}: {actual!r} is not like {example!r}"


def test_golden_projects(world):
    client = agent(world())
    projects = client.projects()
    assert_same_shape(
        {"data": {"projects": [p for p in projects if p["domain"]]}, "request_id": client.last["request_id"]},
        {"data": {"projects": [PROJECT]}, "request_id": "..."},
    )
    assert [p["created_at"] for p in projects] == sorted((p["created_at"] for p in projects), reverse=True)
    assert [p["domain"] for p in projects].count(None) == 1
    assert all(ISO.fullmatch(p["created_at"]) and str(uuid.UUID(p["id"])) == p["id"] for p in projects)


def test_golden_articles(world):
    client = agent(world())
    page = client.call("GET", "/articles", params={"status": "published", "limit": 5})
    assert_same_shape(page, {"articles": [ARTICLE], "next_cursor": "2026-06-01T03:12:45.000Z"})
    assert len(page["articles"]) == 5
    for article in page["articles"]:
        assert ISO.fullmatch(article["published_at"]) and article["published_url"].startswith("https://")


def test_golden_article(world):
    client = agent(world())
    summary = client.call("GET", "/articles", params={"limit": 1})["articles"][0]
    article = client.article(summary["id"])
    assert list(article) == list(ARTICLE) + ADDED_TO_ONE_ARTICLE
    assert {key: article[key] for key in ARTICLE} == summary
    assert all(isinstance(article[key], str) for key in ADDED_TO_ONE_ARTICLE[:4])
    assert isinstance(article["tags"], list)


def test_golden_submissions(world):
    w = world()
    client = agent(w)
    acme = project(client)["id"]
    client.generate(acme, "best crm for contractors", guide="an angle", custom_instructions="short sentences")
    assert client.last_status == 202
    queued = {"job_id": "...", "status": "queued", "poll_url": "/api/v1/jobs/<job_id>"}
    assert_same_shape(client.last, {"data": queued, "request_id": "..."})
    assert client.last["data"]["status"] == "queued"
    assert client.last["data"]["poll_url"].endswith("/api/v1/jobs/" + client.last["data"]["job_id"])

    client.research(acme)
    assert client.last_status == 202
    assert_same_shape(
        client.last,
        {"data": {"job_id": "...", "status": "queued", "keywords_requested": 30, "poll_url": "..."}, "request_id": "..."},
    )
    assert client.last["data"]["keywords_requested"] == 30 and client.last["data"]["status"] == "queued"

    client.audit("example.com")
    assert client.last_status == 202
    data = client.last["data"]
    expected = {
        "job_id": "...", "status": "running", "domain": "example.com",
        "report_url": "https://www.theseoagent.ai/seo-audit/example.com", "poll_url": "/api/v1/jobs/<job_id>",
    }
    assert_same_shape(client.last, {"data": expected, "request_id": "..."})
    assert {key: data[key] for key in ("status", "domain", "report_url")} == {
        key: expected[key] for key in ("status", "domain", "report_url")
    }


def test_golden_jobs(world):
    w = world()
    client = agent(w)
    acme = project(client)["id"]
    generation = client.generate(acme, "ai seo agent")["job_id"]
    research = client.research(acme)["job_id"]
    audit = client.audit("example.com")["job_id"]
    w.advance(by="3s")
    running = client.job(research)
    assert_same_shape(
        running,
        {"id": "...", "type": "keyword_research", "project_id": "...", "status": "running", "current_stage": "scoring",
         "error": None},
    )
    assert running["status"] == "running" and running["project_id"] == acme
    w.advance(until="idle")
    done = client.job(generation)
    assert_same_shape(
        done,
        {"id": "...", "status": "succeeded", "article_id": "...", "current_stage": None, "error": None,
         "cost_usd": 0.41},
    )
    assert done["status"] == "succeeded"
    report = client.job(audit)
    expected = {
        "id": "...", "type": "audit", "domain": "example.com", "status": "succeeded",
        "report_url": "https://www.theseoagent.ai/seo-audit/example.com", "error": None,
    }
    assert_same_shape(report, expected)
    assert {**report, "id": "..."} == expected


def test_golden_error(world):
    client = agent(world())
    with pytest.raises(APIError) as refused:
        client.generate(str(uuid.uuid4()), "anything")
    assert refused.value.status == 404
    assert_same_shape(
        client.last,
        {"error": {"code": "not_found", "message": "Project not found in this organization."}, "request_id": "3f6c..."},
    )
    assert client.last["error"] == {"code": "not_found", "message": "Project not found in this organization."}


# The life of an article.

def test_an_article_is_written_found_and_published(world):
    w = world()
    client = agent(w)
    acme = project(client)
    before = [a["id"] for a in client.articles()]
    submitted = client.generate(acme["id"], "best crm for contractors")
    w.advance(by="100ms")
    job, seen = client.wait(submitted["job_id"], w, every="500ms")
    assert seen[0] == "pending" and set(seen) == {"pending", "running", "succeeded"}
    assert [s for i, s in enumerate(seen) if i == 0 or s != seen[i - 1]] == ["pending", "running", "succeeded"]

    articles = list(client.articles())
    assert [a["id"] for a in articles] == [job["article_id"]] + before
    assert articles[0]["status"] == "draft"
    assert articles[0]["published_url"] is None and articles[0]["published_at"] is None
    article = client.article(job["article_id"])
    assert article["project_id"] == acme["id"] and "CRM" in article["content_markdown"]
    assert article["word_count"] == pytest.approx(len(article["content_markdown"].split()), rel=0.05)
    assert article["content_html"].startswith("<h1>") and "**" not in article["content_html"]
    assert 0 < len(article["meta_description"]) <= 155
    assert article["slug"] in article["image_url"]

    w.advance(by="1h")
    assert isinstance(client.publish(article["id"]), dict)
    published = client.article(article["id"])
    assert published["status"] == "published" and published["published_at"] == published["updated_at"] == w.now()
    assert published["published_url"] == f"https://{acme['domain']}/blog/{article['slug']}"
    changed = {"status", "published_url", "published_at", "updated_at"}
    assert {k: v for k, v in published.items() if k not in changed} == {
        k: v for k, v in article.items() if k not in changed
    }
    assert job["article_id"] in [a["id"] for a in client.articles(status="published", project_id=acme["id"])]

    # Once more updates the original.
    w.advance(by="1h")
    client.publish(article["id"])
    again = client.article(article["id"])
    assert again["published_url"] == published["published_url"]
    assert again["published_at"] == published["published_at"] and again["updated_at"] == w.now()
    assert len(list(client.articles())) == len(articles)


def test_articles_are_paged_to_the_end_and_filtered(world):
    client = agent(world())
    everything = list(client.articles(limit=100))
    assert len(everything) > 20 and len({a["id"] for a in everything}) == len(everything)
    for limit in (1, 7, len(everything)):
        assert list(client.articles(limit=limit)) == everything
    assert len(client.call("GET", "/articles")["articles"]) == 20
    created = [a["created_at"] for a in everything]
    assert created == sorted(created, reverse=True)
    for status in {a["status"] for a in everything}:
        assert list(client.articles(status=status)) == [a for a in everything if a["status"] == status]
    acme = project(client)["id"]
    assert list(client.articles(project_id=acme, limit=3)) == [a for a in everything if a["project_id"] == acme]
    assert list(client.articles(project_id=str(uuid.uuid4()))) == []
    for wrong in ({"limit": 0}, {"limit": 101}, {"limit": "ten"}, {"cursor": "nonsense"}):
        with pytest.raises(APIError) as refused:
            client.call("GET", "/articles", params=wrong)
        assert (refused.value.status, refused.value.code) == (400, "invalid_body")


@pytest.mark.parametrize("kind", ["generate", "research", "audit"])
def test_a_failed_job_says_why_and_a_canceled_one_does_not(world, kind):
    w = world()
    client = agent(w)

    def submit(name):
        if kind == "audit":
            return client.audit(f"{name.lower()}.example")["job_id"]
        target = project(client, name)["id"]
        return (client.generate(target, "tea") if kind == "generate" else client.research(target))["job_id"]

    failed, canceled = submit("Acme"), submit("Harbourline")
    w.advance(by="2s")
    w.signal(failed, "fail", "model timed out")
    w.signal(canceled, "stop", "somebody pressed the button")
    job = client.job(failed)
    assert (job["status"], job["error"]) == ("failed", "model timed out")
    assert job.get("article_id") is None and job.get("report_url") is None and job.get("current_stage") is None
    job = client.job(canceled)
    assert (job["status"], job["error"]) == ("canceled", None)
    assert job.get("article_id") is None and job.get("report_url") is None


def test_an_audit_never_waits(world):
    w = world()
    client = agent(w)
    submitted = client.audit("example.com")
    job, seen = client.wait(submitted["job_id"], w, every="500ms")
    assert set(seen) == {"running", "succeeded"} and job["report_url"] == submitted["report_url"]


def test_a_poll_url_arrives_through_every_mount(world):
    w = world()
    base = w.server.url
    for prefix, headers in (
        (f"{base}/seo-agent", {"X-Understudy-Space": w.name}), (f"{base}/~{w.name}/seo-agent", {}),
        (base, {"Host": "www.theseoagent.ai", "X-Understudy-Space": w.name}),
        (base, {"Host": "seo-agent.localhost:4010", "X-Understudy-Space": w.name}),
    ):
        caller = w.seo_agent
        caller.url = prefix + "/api/v1"
        caller.headers = {"Authorization": "Bearer sk_live_test"} | headers
        domain = f"site-{len(prefix)}-{len(headers)}-{headers.get('Host', '')[:3]}x.example"
        poll = caller.post("/agents/audit", {"domain": domain}, expect=202).json["data"]["poll_url"]
        caller.url = base
        caller.judge = lambda *_: None
        assert caller.get(poll, expect=200).json["data"]["job"]["domain"] == domain
