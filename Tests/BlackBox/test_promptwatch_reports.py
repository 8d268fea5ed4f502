# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""Reports of Promptwatch: what is shown of the same answers agrees, and ranges, filters, orders and pages are honoured."""

from datetime import date, timedelta

import pytest

from vendors import NOBODY, PROMPT
from test_promptwatch_records import CRM, SUPPORT, all_pages

TODAY = date(2026, 3, 10)


def get(w, path, expect=200, **params):
    return w.promptwatch.get(path, params=params, expect=expect).json


def days(first, last):
    return [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]


# Responses


def test_an_answer_in_the_list_is_the_answer_by_its_id(world):
    w = world()
    listed = get(w, "/responses", size=3)["responses"][0]
    answer = get(w, f"/responses/{listed['id']}")
    assert {key: value for key, value in answer.items() if key != "citations"} == listed
    assert listed["citationCount"] == len(answer["citations"])
    assert [c["rank"] for c in answer["citations"]] == list(range(1, len(answer["citations"]) + 1))
    assert answer["prompt"]["llmMonitor"]["id"] in (CRM, SUPPORT)
    assert get(w, f"/responses/{NOBODY}", expect=404)["code"] == "RESPONSE_NOT_FOUND"


def test_the_answers_are_filtered_as_asked(world):
    w = world()
    everything = all_pages(w, "/responses", "responses", size=50)
    assert len(everything) == 120
    for params, test in [
        ({"promptId": PROMPT}, lambda r: r["prompt"]["id"] == PROMPT),
        ({"llmMonitorId": SUPPORT}, lambda r: r["prompt"]["llmMonitor"]["id"] == SUPPORT),
        ({"mentionedOurBrand": "true"}, lambda r: r["mentionedOurBrand"]),
        ({"sentiment": ["POSITIVE", "NEGATIVE"]}, lambda r: r["sentiment"] in ("POSITIVE", "NEGATIVE")),
        ({"models": "perplexity/sonar"}, lambda r: r["model"] == "perplexity/sonar"),
        ({"promptTypes": "BRAND_SPECIFIC"}, lambda r: r["prompt"]["type"] == "BRAND_SPECIFIC"),
        ({"query": "quayside"}, lambda r: "Quayside" in r["content"]),
        ({"from": "2026-03-01", "until": "2026-03-05"}, lambda r: "2026-03-01" <= r["createdAt"][:10] <= "2026-03-05"),
    ]:
        found = all_pages(w, "/responses", "responses", size=50, **params)
        expected = [r["id"] for r in everything if test(r)]
        assert [r["id"] for r in found] == expected and 0 < len(found) < 120, params


@pytest.mark.parametrize("key", ["visibilityScore", "sentimentScore", "createdAt"])
def test_the_answers_are_ordered_as_asked(world, key):
    w = world()
    values = [r[key] for r in all_pages(w, "/responses", "responses", size=60, sortBy=key, sortOrder="asc")]
    known = [v for v in values if v is not None]
    assert known == sorted(known) and values[len(values) - len(known):] == known
    down = [r[key] for r in all_pages(w, "/responses", "responses", size=60, sortBy=key)]
    assert [v for v in down if v is not None] == sorted(known, reverse=True)


def test_totals_series_and_lists_of_answers_agree(world):
    w = world()
    first, last = date(2026, 2, 20), date(2026, 3, 6)
    span = {"startDate": first.isoformat(), "endDate": last.isoformat()}
    answers = all_pages(w, "/responses", "responses", size=50, **{"from": span["startDate"], "until": span["endDate"]})
    summary = get(w, "/responses/summary", **span)
    assert summary["totalResponses"] == len(answers)
    assert summary["totalBrandMentions"] == sum(r["mentionedOurBrand"] for r in answers)
    assert summary["brandMentionRate"] == pytest.approx(100 * summary["totalBrandMentions"] / len(answers), abs=0.06)
    series = get(w, "/responses/sentiment-time-series", **span)
    assert [row["date"] for row in series] == days(first, last)
    assert sum(sum(v for k, v in row.items() if k != "date") for row in series) == len(answers)
    distribution = {row["sentiment"]: row for row in get(w, "/responses/sentiment-distribution", **span)}
    for word in ("POSITIVE", "NEGATIVE", "NEUTRAL"):
        count = sum(row[word.lower()] for row in series)
        assert count == sum(r["sentiment"] == word for r in answers) == distribution.get(word, {"count": 0})["count"]
    assert sum(row["percentage"] for row in distribution.values()) == pytest.approx(100, abs=0.2)
    mentions = get(w, "/responses/mentions-time-series", **span, range="week")
    assert sum(row["brandMentions"] for row in mentions) == summary["totalBrandMentions"]
    assert sum(row["competitorMentions"] for row in mentions) == sum(len(r["competitorMentions"]) for r in answers)
    assert all(row["date"].endswith("T00:00:00.000Z") for row in mentions)
    voice = get(w, "/share-of-voice/comparison", **span)
    assert (voice["current"]["totalResponses"], voice["current"]["brandMentions"]) == (len(answers), summary["totalBrandMentions"])
    before = {"startDate": "2026-02-05", "endDate": "2026-02-19"}
    assert voice["previous"]["totalResponses"] == get(w, "/responses/summary", **before)["totalResponses"]
    assert voice["change"] == pytest.approx(voice["current"]["shareOfVoice"] - voice["previous"]["shareOfVoice"], abs=0.06)


def test_a_prompt_and_a_monitor_count_the_same_answers(world):
    w = world()
    for prompt in all_pages(w, "/prompts", "prompts", size=50):
        answers = all_pages(w, "/responses", "responses", promptId=prompt["id"])
        assert prompt["amountOfResponses"] == len(answers)
        if answers:
            mean = sum(r["visibilityScore"] for r in answers) / len(answers)
            assert prompt["averageVisibility"] == pytest.approx(mean, abs=0.06)
    for monitor in get(w, "/monitors"):
        assert monitor["responseCount"] == get(w, "/responses", llmMonitorId=monitor["id"])["total"]
    gap = get(w, "/content-gap/prompts", query="consulting firm")["items"][0]
    assert gap["responseCount"] == get(w, "/responses", promptId=PROMPT)["total"]


# Visibility


def test_visibility_is_the_average_of_its_answers_day_by_day(world):
    w = world()
    span = {"startDate": "2026-03-01", "endDate": "2026-03-10"}
    series = get(w, "/visibility-time-series", **span, promptId=PROMPT)
    assert [row["date"] for row in series] == days(date(2026, 3, 1), TODAY)
    answers = all_pages(w, "/responses", "responses", promptId=PROMPT)
    for row in series:
        scores = [r["visibilityScore"] for r in answers if r["createdAt"].startswith(row["date"])]
        assert row["value"] == (pytest.approx(sum(scores) / len(scores), abs=0.06) if scores else None)
    by_prompt = get(w, "/prompt-visibility-time-series", **span, promptId=PROMPT)["timeSeries"]
    shown = {row["date"]: row["value"] for row in series if row["value"] is not None}
    assert {row["date"]: row["averageVisibility"] for row in by_prompt} == shown
    assert sum(row["totalResponses"] for row in by_prompt) == len([r for r in answers if r["createdAt"] >= "2026-03-01"])
    assert len(get(w, "/prompt-visibility-time-series", limit=4)["timeSeries"]) == 4


def test_weeks_begin_on_monday_and_months_on_the_first(world):
    w = world()
    span = {"startDate": "2026-02-11", "endDate": "2026-03-10"}
    weeks = [row["date"] for row in get(w, "/visibility-time-series", **span, range="week")]
    assert weeks == ["2026-02-09", "2026-02-16", "2026-02-23", "2026-03-02", "2026-03-09"]
    assert [row["date"] for row in get(w, "/share-of-voice/time-series", **span, range="month")] == ["2026-02-01", "2026-03-01"]


def test_the_heatmap_is_filled_from_the_answers(world):
    w = world()
    heat = get(w, "/competitor-heatmap")
    names = [competitor["name"] for competitor in heat["competitors"]]
    assert set(names) == set(heat["matrix"]) and "Tidewater" in names
    assert next(c for c in heat["competitors"] if c["name"] == "Tidewater") == {
        "name": "Tidewater", "domain": "tidewater.example", "relation": "DIRECT_COMPETITOR",
    }
    shares = [share for row in heat["matrix"].values() for share in row.values()]
    assert (min(shares), max(shares)) == (heat["minVisibility"], heat["maxVisibility"]) and max(shares) <= 100
    model = heat["models"][0]
    answers = all_pages(w, "/responses", "responses", size=50, models=model)
    share = 100 * sum("Tidewater" in r["competitorMentions"] for r in answers) / len(answers)
    assert heat["matrix"]["Tidewater"][model] == pytest.approx(share, abs=0.06)
    assert len(get(w, "/competitor-heatmap", limit=2)["competitors"]) == 2


# Citations


def test_all_reports_about_citations_agree(world):
    w = world()
    total = get(w, "/citations", limit=100)
    summary = total["summary"]
    assert sum(d["count"] for d in total["domains"]) == sum(u["count"] for u in total["urls"]) == summary["totalCitations"]
    assert (len(total["domains"]), len(total["urls"])) == (summary["totalCitedDomains"], summary["totalCitedUrls"])
    counts = [d["count"] for d in total["domains"]]
    assert counts == sorted(counts, reverse=True)
    answers = all_pages(w, "/responses", "responses", size=60)
    assert sum(r["citationCount"] for r in answers) == summary["totalCitations"]
    pages = get(w, "/citations/top-pages", limit=100)
    assert {p["url"]: p["count"] for p in pages} == {u["url"]: u["count"] for u in total["urls"]}
    sources = get(w, "/citations/llm-sources")
    assert sum(s["totalCitations"] for s in sources) == summary["totalCitations"]
    for source in get(w, "/citations/domains-by-llm", limit=100):
        assert sum(d["count"] for d in source["domains"]) == next(
            s["totalCitations"] for s in sources if s["model"] == source["model"])
    over_time = get(w, "/citations/domains-over-time", includeSelf="true", domainLimit=50)
    assert over_time["totalCitations"] == summary["totalCitations"]
    assert {s["domain"]: s["total"] for s in over_time["series"]} == {d["domainName"]: d["count"] for d in total["domains"]}
    for series in over_time["series"]:
        assert len(series["data"]) == len(over_time["dates"]) == 30 and sum(series["data"]) == series["total"]
    own = next(d["count"] for d in total["domains"] if d["domainName"] == "harbourline.example")
    assert get(w, "/citations/domains-over-time")["totalCitations"] == summary["totalCitations"] - own
    assert sum(row["value"] for row in get(w, "/citations/self-frequency", range="WEEKLY")) == own
    ranks = get(w, "/citations/rank-analysis", includeSelf="true")
    assert sum(row["totalCitations"] for row in ranks["timeSeries"]) == summary["totalCitations"]
    assert all(row["bestRank"] <= row["averageRank"] <= row["worstRank"] for row in ranks["timeSeries"] if row["totalCitations"])
    grouped = all_pages(w, "/citations/grouped", "items", size=4)
    assert {p["url"]: p["count"] for p in grouped} == {u["url"]: u["count"] for u in total["urls"]}


def test_citations_are_cut_and_filtered(world):
    w = world()
    assert len(get(w, "/citations", limit=2)["domains"]) == len(get(w, "/citations/top-pages", limit=2)) == 2
    only = get(w, "/citations", domains=["tidewater.example", "forum.example"])
    assert {d["domainName"] for d in only["domains"]} == {"tidewater.example", "forum.example"}
    assert get(w, "/citations", promptId=PROMPT)["summary"]["totalCitations"] < get(w, "/citations")["summary"]["totalCitations"]


# Days


@pytest.mark.parametrize("path, names", [
    ("/responses/summary", ("startDate", "endDate")), ("/visibility-time-series", ("startDate", "endDate")),
    ("/citations", ("startDate", "endDate")), ("/responses", ("from", "until")), ("/ads/domains", ("from", "until")),
    ("/analytics/visitors/total", ("startDate", "endDate")),
])
def test_ranges_of_days_must_make_sense(world, path, names):
    w = world()
    first, last = names
    get(w, path, **{first: "2025-12-11", last: "2026-03-10"})
    for span in [("2025-12-10", "2026-03-10"), ("2026-03-02", "2026-03-01")]:
        refused = get(w, path, expect=400, **{first: span[0], last: span[1]})
        assert refused["code"] == "FST_ERR_VALIDATION"


# Content gap and fan-outs


def test_content_gaps_are_counted_as_they_are_listed(world):
    w = world()
    stats = get(w, "/content-gap/stats")
    covered = all_pages(w, "/content-gap/prompts", "items", hasCoverage="true", size=2)
    missing = all_pages(w, "/content-gap/prompts", "items", hasCoverage="false", size=50)
    assert (stats["totalPromptsWithCoverage"], stats["totalPromptsWithoutCoverage"]) == (len(covered), len(missing))
    assert all(p["latestContentGap"] is None for p in missing)
    scores = [p["latestContentGap"]["score"] for p in covered]
    assert stats["averageCoverageScore"] == pytest.approx(sum(scores) / len(scores), abs=0.006)
    assert sum(stats["distribution"].values()) == len(covered)
    for group in ("byPromptType", "byIntentType"):
        assert sum(row["count"] for row in stats[group]) == len(covered)
    by_score = all_pages(w, "/content-gap/prompts", "items", hasCoverage="true", sortBy="contentCoverageScore", sortOrder="asc")
    assert [p["latestContentGap"]["score"] for p in by_score] == sorted(scores)


def test_a_prompt_without_an_analysis_has_no_score_and_no_recommendations(world):
    w = world()
    some = get(w, f"/content-gap/prompts/{PROMPT}/latest/recommendations")
    assert some["contentCoverageScore"] == 0.72 and len(some["recommendations"]) == 2
    other = get(w, "/content-gap/prompts", hasCoverage="false")["items"][0]
    none = get(w, f"/content-gap/prompts/{other['id']}/latest/recommendations")
    assert none == {"promptId": other["id"], "prompt": other["prompt"], "contentCoverageScore": None, "recommendations": []}
    assert get(w, f"/content-gap/prompts/{NOBODY}/latest/recommendations", expect=404)["code"] == "PROMPT_NOT_FOUND"


def test_fan_outs_sum_up_their_searches(world):
    w = world()
    for prompt in all_pages(w, "/query-fanouts", "items", size=2):
        volumes = [k[v] or 0 for k in prompt["keywords"] for v in ("googleSearchVolume", "bingSearchVolume", "aiSearchVolume")]
        assert prompt["combinedVolume"] == sum(volumes) > 0


# Analytics, sitemap


def test_visits_of_crawlers_are_filtered_and_paged(world):
    w = world()
    events = all_pages(w, "/analytics/crawlers/events", "data", size=30)
    assert len(events) == 80 and events == sorted(events, key=lambda e: e["timestamp"], reverse=True)
    two = ["openai-gptbot", "perplexity-bot"]
    some = all_pages(w, "/analytics/crawlers/events", "data", crawlers=two, startDate="2026-03-01", endDate="2026-03-05")
    assert some == [e for e in events if e["crawler"] in two and "2026-03-01" <= e["timestamp"][:10] <= "2026-03-05"] != []
    get(w, "/analytics/crawlers/events", expect=400, crawlers="nobody")


def test_visitors_are_counted_for_each_day(world):
    w = world()
    rows = get(w, "/analytics/visitors/total", startDate="2026-03-01", endDate="2026-03-10")
    assert [row["date"] for row in rows] == days(date(2026, 3, 1), TODAY) and sum(r["total_visits"] for r in rows) > 0
    parts = [get(w, "/analytics/visitors/total", referrerDomains=d, startDate="2026-03-01", endDate="2026-03-10")
             for d in ("chatgpt.com", "perplexity.ai", "google.com")]
    for n, row in enumerate(rows):
        assert row["total_visits"] == sum(part[n]["total_visits"] for part in parts)


def test_the_sitemap_is_filtered_ordered_and_paged(world):
    w = world()
    urls = all_pages(w, "/sitemap/urls", "items", size=4)
    assert len({u["url"] for u in urls}) == 11
    assert {u["httpStatus"] for u in all_pages(w, "/sitemap/urls", "items", filter="errored")} == {404, 500}
    assert {u["httpStatus"] for u in all_pages(w, "/sitemap/urls", "items", filter="errored", httpStatuses=500)} == {500}
    assert all(u["redirectsTo"] for u in all_pages(w, "/sitemap/urls", "items", filter="redirected"))
    canonical = [u["url"] for u in all_pages(w, "/sitemap/urls", "items", sortBy="canonical", sortOrder="asc")]
    assert canonical == sorted(canonical)


# The page tracker


def test_tracked_pages_are_added_skipped_or_failed_each_by_itself(world):
    w = world()
    body = {"urls": ["https://harbourline.example/pricing", "https://new.example/a", "https://new.example/a", "no address"]}
    answer = w.promptwatch.post("/page-tracker", body, expect=207).json
    assert [p["url"] for p in answer["added"]] == ["https://new.example/a"]
    assert [(p["url"], p["reason"]) for p in answer["skipped"]] == [
        ("https://harbourline.example/pricing", "ALREADY_EXISTS"), ("https://new.example/a", "ALREADY_EXISTS")]
    assert [(p["url"], p["reason"]) for p in answer["failed"]] == [("no address", "INVALID_URL")]
    pages = all_pages(w, "/page-tracker", "items", size=2)
    assert len(pages) == 3 and pages[0]["url"] == "https://new.example/a"
    id = pages[0]["id"]
    for path in ("", "/prompts", "/responses"):
        get(w, f"/page-tracker/{id}{path}")
    w.promptwatch.delete(f"/page-tracker/{id}", expect=200)
    assert get(w, f"/page-tracker/{id}", expect=404)["code"] == "PAGE_NOT_FOUND"
    for urls in ([], ["https://a.example"] * 101):
        w.promptwatch.post("/page-tracker", {"urls": urls}, expect=400)


# Groups of which little is known


def test_products_are_tracked_once(world):
    w = world()
    body = {"products": [{"externalProductId": "HL-100", "name": "x"}, {"externalProductId": "HL-200", "name": "Plus"}]}
    w.promptwatch.post("/shopping/tracked-products", body, expect=200)
    products = get(w, "/shopping/tracked-products")["items"]
    assert {p["externalProductId"]: p["name"] for p in products} == {"HL-100": "Harbourline Starter", "HL-200": "Plus"}
    id = next(p["id"] for p in get(w, "/shopping/tracked-products", externalProductId="HL-200")["items"])
    assert w.promptwatch.patch(f"/shopping/tracked-products/{id}", {"name": "Pro"}, expect=200).json["name"] == "Pro"
    w.promptwatch.delete(f"/shopping/tracked-products/{id}", expect=200)
    assert w.promptwatch.delete(f"/shopping/tracked-products/{id}", expect=404).json["code"] == "PRODUCT_NOT_FOUND"


def test_a_dismissed_action_is_not_listed(world):
    w = world()
    actions = all_pages(w, "/actions", "items")
    assert len(actions) == 2
    w.promptwatch.patch(f"/actions/{actions[0]['id']}", {"status": "DISMISSED"}, expect=200)
    assert all_pages(w, "/actions", "items") == actions[1:]
    assert w.promptwatch.patch(f"/actions/{NOBODY}", {"status": "DISMISSED"}, expect=404).json["code"] == "ACTION_NOT_FOUND"


@pytest.mark.parametrize("verb, status", [("accept", "APPROVED"), ("decline", "SUPPRESSED"), ("publish", "PUBLISHED")])
def test_a_slot_is_accepted_declined_or_published(world, verb, status):
    w = world()
    slot = all_pages(w, "/content-agent/slots", "items", statuses=["PLANNED"])[0]
    w.promptwatch.post(f"/content-agent/slots/{slot['id']}/{verb}", expect=200)
    assert get(w, f"/content-agent/slots/{slot['id']}")["status"] == status
    assert w.promptwatch.post(f"/content-agent/slots/{NOBODY}/{verb}", expect=404).json["code"] == "SLOT_NOT_FOUND"


def test_settings_of_the_agent_stay_changed(world):
    w = world()
    before = get(w, "/content-agent/settings")
    after = w.promptwatch.put("/content-agent/settings", {"enabled": True, "maxPerDay": 3}, expect=200).json
    assert after == before | {"enabled": True, "maxPerDay": 3} == get(w, "/content-agent/settings")
    w.promptwatch.put("/content-agent/settings", {"maxPerDay": 21}, expect=400)


@pytest.mark.parametrize("path", [
    "/models", "/cms/connections", "/responses/competitors", "/sitemap/progress", "/site-health", "/ads", "/ads/prompts",
    "/ads/domains", "/ads/domain-analytics", "/shopping/items", "/shopping/products-over-time",
    "/shopping/product-position-analytics", "/shopping/top-merchant-domains", "/shopping/top-products", "/socials/reddit",
    "/socials/youtube", "/sentiment-time-series",
])
def test_what_is_hardly_known_is_answered_as_the_document_says(world, path):
    get(world(), path)
