# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""The whole life of a client that was written from the vendor's page alone."""

import re
import uuid

import pytest

from client import Documents

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


# Who may do what, how often, and what is in the way.

def refused(call, *arguments, **options):
    with pytest.raises(APIError) as caught:
        call(*arguments, **options)
    return caught.value


KEYS = {
    "name": "keys",
    "credentials": {
        "sk_live_reader": {"scopes": ["projects:read", "articles:read"]},
        "sk_live_revoked": {"refused": "revoked"},
        "sk_live_unpaid": {"refused": "unpaid", "scopes": []},
        "sk_live_colleague": {},
        "sk_live_stranger": {"attributes": {"organization": "organization-2"}},
    },
}


def test_keys_are_refused_in_the_documented_order(world):
    w = world(scenario=KEYS)
    for headers in ({"Authorization": None}, {"Authorization": "Basic eA=="}, {"Authorization": "Bearer sk_live_revoked"}):
        answer = w.seo_agent.post("/agents/audit", {"domain": 3}, headers=headers, expect=401)
        assert answer.json["error"]["code"] == "unauthorized"
    error = refused(agent(w, "sk_live_unpaid").audit, "example.com")
    assert (error.status, error.code) == (402, "subscription_required")
    reader = agent(w, "sk_live_reader")
    target = project(reader)["id"]
    for call, scope in (
        (lambda: reader.generate(target, "tea"), "articles:write"), (lambda: reader.research(target), "keywords:run"),
        (lambda: reader.audit("no domain"), "audit:run"), (lambda: reader.publish("x"), "articles:publish"),
    ):
        error = refused(call)
        assert (error.status, error.code) == (403, "insufficient_scope")
        assert error.error["required_scopes"] == error.error["missing_scopes"] == [scope]
    assert w.jobs()["total"] == 0


def test_every_limit_says_when_to_come_back_and_keeps_its_word(world):
    w = world(scenario=KEYS)
    client, colleague, stranger = agent(w), agent(w, "sk_live_colleague"), agent(w, "sk_live_stranger")

    def limited(call, code):
        error = refused(call)
        assert (error.status, error.code) == (429, code)
        seconds = error.error["retry_after_seconds"]
        assert isinstance(seconds, int) and seconds >= 1 and error.headers["Retry-After"] == str(seconds)
        return seconds

    acme = project(client)["id"]
    client.generate(acme, "first")
    wait = limited(lambda: colleague.generate(acme, "second"), "daily_limit_reached")
    assert wait == 4 * 3600, "it is 20:00"
    client.generate(project(client, "Harbourline")["id"], "another project")
    for number in range(5):
        (client if number % 2 else colleague).audit(f"site{number}.example")
    assert limited(lambda: client.audit("one.example"), "rate_limited") == 4 * 3600
    stranger.audit("one.example")
    w.advance(by=f"{wait}s")
    client.generate(acme, "second")
    client.audit("two.example")

    for _ in range(58):
        client.call("GET", "/jobs/" + w.jobs()["jobs"][0]["id"])
    wait = limited(client.projects, "rate_limited")
    assert wait <= 60
    colleague.projects()
    w.advance(by=f"{wait - 1}s")
    limited(client.projects, "rate_limited")
    w.advance(by="1s")
    client.projects()


def test_the_day_of_a_key_has_a_thousand_requests(world):
    w = world(scenario={"name": "few", "limits": {"seo-agent.day": {"max": 3}}})
    client = agent(w)
    for _ in range(3):
        client.projects()
    error = refused(client.projects)
    assert (error.status, error.code, error.error["retry_after_seconds"]) == (429, "rate_limited", 4 * 3600)
    w.advance(by="4h")
    client.projects()
    limits = Documents.builtin("seo-agent").document["x-sim-limits"]
    assert (limits["minute"]["max"], limits["day"]["max"]) == (60, 1000)
    assert (limits["research"]["max"], limits["audit"]["max"], limits["article"]["max"]) == (10, 5, 1)


def test_keyword_research_follows_from_the_state_of_the_project(world):
    w = world()
    client = agent(w)
    acme = project(client)["id"]
    error = refused(client.research, project(client, "Quiet Kitchen")["id"])
    assert (error.status, error.code) == (400, "project_missing_domain")
    first = client.research(acme)
    error = refused(client.research, acme)
    assert (error.status, error.code) == (409, "bootstrap_already_running")
    assert error.error["job_id"] == first["job_id"] and error.error["poll_url"] == first["poll_url"]
    assert client.research(project(client, "Harbourline")["id"])["keywords_requested"] == 12
    client.wait(first["job_id"], w)
    error = refused(client.research, acme)
    assert (error.status, error.code) == (409, "queue_full")
    # An article takes a keyword out of the queue.
    client.wait(client.generate(acme, "tea")["job_id"], w)
    assert client.research(acme)["keywords_requested"] == 1
    assert refused(client.research, str(uuid.uuid4())).code == "not_found"


def test_one_audit_of_a_domain_at_a_time(world):
    w = world()
    client = agent(w)
    first = client.audit("example.com")
    error = refused(client.audit, "example.com")
    assert (error.status, error.code) == (409, "audit_already_running")
    assert error.error["job_id"] == first["job_id"] and error.error["poll_url"] == first["poll_url"]
    client.audit("example.org")
    client.wait(first["job_id"], w)
    assert client.audit("example.com")["job_id"] != first["job_id"]


@pytest.mark.parametrize(
    "path, body, status, code",
    [
        ("/agents/audit", {"domain": "not a domain"}, 400, "invalid_domain"),
        ("/agents/audit", {"domain": "localhost"}, 400, "invalid_domain"),
        ("/agents/audit", {"domain": "https://example.com/x"}, 400, "invalid_domain"),
        ("/agents/audit", {}, 400, "invalid_body"), ("/agents/generate", {"keyword": "tea"}, 400, "invalid_body"),
        ("/agents/generate", {"project_id": "x", "keyword": "tea", "guide": "g" * 201}, 400, "invalid_body"),
        ("/agents/generate", {"project_id": "x", "keyword": "t", "custom_instructions": "c" * 501}, 400, "invalid_body"),
        ("/agents/generate", {"project_id": "x", "keyword": "tea"}, 404, "not_found"),
        ("/agents/publish", {"article_id": "x"}, 404, "not_found"), ("/agents/publish", {}, 400, "invalid_body"),
        ("/agents/keyword-research", {"project_id": None}, 400, "invalid_body"),
    ],
)
def test_what_is_wrong_has_its_code(world, path, body, status, code):
    client = agent(world())
    error = refused(client.call, "POST", path, body)
    assert (error.status, error.code) == (status, code)
    assert (code == "invalid_body") == bool(error.error.get("fields"))


def test_every_answer_has_the_envelope(world):
    w = world()
    client = agent(w)
    for method, path, status, code in (
        ("GET", "/nothing", 404, "not_found"), ("DELETE", "/projects", 405, "method_not_allowed"),
        ("GET", "/jobs/nothing", 404, "not_found"), ("GET", "/articles/nothing", 404, "not_found"),
    ):
        error = refused(client.call, method, path)
        assert (error.status, error.code) == (status, code)
    for data, type, status, code in (
        (b"{", "application/json", 400, "invalid_json"), (b"a=b", "text/plain", 415, "unsupported_media_type"),
        (b"", "application/json", 400, "invalid_json"),
    ):
        answer = w.seo_agent.post("/agents/audit", data=data, headers={"Content-Type": type}, expect=status).json
        assert list(answer) == ["error", "request_id"] and answer["error"]["code"] == code
    ids = [e["request_id"] for e in (w.seo_agent.get("/projects").json for _ in range(5))]
    assert len(set(ids)) == 5


def test_a_retry_with_the_same_key_does_nothing_twice(world):
    w = world()
    client = agent(w)
    acme = project(client)["id"]
    first = client.generate(acme, "tea", idempotency_key="monday")
    answer = client.last
    assert client.generate(acme, "tea", idempotency_key="monday") == first
    assert client.last == answer and client.last_status == 202 and w.jobs()["total"] == 1
    error = refused(client.generate, acme, "coffee", idempotency_key="monday")
    assert (error.status, error.code) == (409, "idempotency_key_reused")
    assert refused(client.generate, acme, "tea", idempotency_key="tuesday").code == "daily_limit_reached"
    # A limit is not kept: the same key works once there is room.
    w.advance(by="4h")
    assert client.generate(acme, "tea", idempotency_key="tuesday")["job_id"] != first["job_id"]
    article = next(client.articles(status="draft"))["id"]
    assert client.publish(article, idempotency_key="out") == client.publish(article, idempotency_key="out")
    audit = client.audit("example.com", idempotency_key="audit")
    assert client.audit("example.com", idempotency_key="audit") == audit


def test_a_server_error_is_retried_with_the_same_key(world):
    w = world(
        scenario={
            "name": "stumbles",
            "faults": [{"when": {"operation": "generateArticle", "nth": [1]}, "respond": {"status": 500}}],
        }
    )
    client = agent(w)
    acme = project(client)["id"]
    error = refused(client.generate, acme, "tea", idempotency_key="monday")
    assert (error.status, error.code) == (500, "internal_error")
    job = client.generate(acme, "tea", idempotency_key="monday")
    assert client.wait(job["job_id"], w)[0]["status"] == "succeeded"
    assert w.jobs()["total"] == 1


@pytest.mark.parametrize("status, code", [(500, "internal_error"), (502, "generation_failed"), (503, "service_unavailable"), (429, "rate_limited")])
def test_scripted_errors_have_their_codes(world, status, code):
    w = world(scenario={"name": "down", "faults": [{"when": {"operation": "generateArticle"}, "respond": {"status": status}}]})
    client = agent(w)
    error = refused(client.generate, project(client)["id"], "tea")
    assert (error.status, error.code) == (status, code)
    assert ("retry_after_seconds" in error.error) == (status == 429)


def test_the_job_of_an_article_shows_its_type_in_the_variant(world):
    w = world(scenario={"name": "typed", "variants": {"seo-agent.job-type": "present"}})
    client = agent(w)
    job = client.job(client.generate(project(client)["id"], "tea")["job_id"])
    assert job["type"] == "generation"
