# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""A client of SEOmonitor, written from the reference alone, at its daily work."""

import datetime
import re
from dataclasses import dataclass

import pytest

UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
FROM, UNTIL = "2026-02-20", "2026-03-08"
ERRORS = {
    401: {"message": "Invalid authentication", "details": ["The API key provided is invalid"]},
    403: {
        "message": "Forbidden access",
        "details": ["Your API key does not have access to the requested data"],
    },
    404: {"message": "Data not found", "details": ["The requested data does not exist."]},
    429: {"message": "Rate limit exceeded", "details": ["You have exceeded the allowed requests per second"]},
    500: {
        "message": "Internal server error",
        "details": ["The server encountered an error while processing your requests"],
    },
}


@dataclass
class Client:
    """What a user of the API would write."""

    world: object

    def get(self, path, expect=200, **params):
        texts = {
            name: ",".join(map(str, value)) if isinstance(value, list) else value for name, value in params.items()
        }
        return self.world.seomonitor.get(path, params=texts, expect=expect).json

    def generate(self, *articles, campaign="4101", expect=200):
        body = {"campaign_id": campaign, "articles": list(articles)}
        return self.world.seomonitor.post("/ai-writer/v3.0/generate", body, expect=expect).json

    def status(self, request_id):
        return self.get("/ai-writer/v3.0/status", request_id=request_id)

    def article(self, article_id):
        return self.get("/ai-writer/v3.0/article", campaign_id=4101, article_id=article_id)

    def keywords(self, path="", **params):
        asked = {"campaign_id": 4101, "start_date": FROM, "end_date": UNTIL} | params
        return self.get("/rank-tracker/v3.0/keywords" + path, **{k: v for k, v in asked.items() if v is not None})

    def pages(self, path, size, **params):
        """Reads pages until one is shorter than it could be, as the vendor's clients do."""
        rows, offset = [], 0
        while True:
            page = self.get(path, limit=size, offset=offset, **params)
            rows += page
            if len(page) < size:
                return rows
            offset += size


@pytest.fixture
def client(world):
    return Client(world())


def days(first, last):
    start, end = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    return [str(start + datetime.timedelta(days=n)) for n in range((end - start).days + 1)]


# AI Writer


def test_a_batch_is_written_from_the_first_topic_to_the_last(client):
    request_id = client.generate({"topic": "Tide tables"}, {"topic": "Night sailing", "article_type": "fresh"})["request_id"]
    assert UUID.fullmatch(request_id)
    begun = client.status(request_id)
    assert list(begun) == ["request_id", "batch_status", "created_at", "updated_at", "articles"]
    assert begun["request_id"] == request_id and begun["batch_status"] == "pending"
    assert begun["created_at"] == "2026-03-10T20:00:00Z"
    assert [(a["topic"], a["status"]) for a in begun["articles"]] == [
        ("Tide tables", "pending"), ("Night sailing", "pending"),
    ]
    assert all(list(a) == ["article_id", "topic", "status"] and type(a["article_id"]) is int for a in begun["articles"])
    seen = [begun["batch_status"]]
    while seen[-1] not in ("completed", "failed"):
        client.world.advance(by="500ms")
        now = client.status(request_id)
        assert [a["article_id"] for a in now["articles"]] == [a["article_id"] for a in begun["articles"]]
        seen.append(now["batch_status"])
    assert list(dict.fromkeys(seen)) == ["pending", "processing", "completed"]
    for article in now["articles"]:
        text = client.article(article["article_id"])
        assert article["status"] == "completed" and text["topic"] == article["topic"]
        assert text["ai_version"].startswith("# ") and text["working_draft"] == text["ai_version"]
        headings = [line for line in text["ai_version"].split("\n") if line.startswith("#")]
        assert text["outline"].split("\n") == headings and len(headings) > 2


def test_one_article_can_fail_and_the_batch_is_still_completed(client):
    client.world.scenario(
        {
            "name": "mixed",
            "timelines": {
                "good": [{"state": "processing", "for": "2s"}, {"state": "completed"}],
                "bad": [{"state": "processing", "for": "5s"}, {"state": "failed", "reason": "model timed out"}],
            },
            "jobs": [{"when": {"operation": "generateArticles", "body": {"/campaign_id": "4102"}}, "then": ["good", "bad"]}],
        }
    )
    request_id = client.generate({"topic": "a"}, {"topic": "b"}, campaign="4102")["request_id"]
    client.world.advance(by="3s")
    middle = client.status(request_id)
    assert [a["status"] for a in middle["articles"]] == ["completed", "processing"]
    assert middle["batch_status"] == "processing"
    client.world.advance(by="3s")
    end = client.status(request_id)
    assert [a["status"] for a in end["articles"]] == ["completed", "failed"]
    assert end["batch_status"] == "completed" and end["updated_at"] == "2026-03-10T20:00:05Z"
    # The rule was for the other campaign.
    other = client.generate({"topic": "a"}, {"topic": "b"})["request_id"]
    client.world.advance(until="idle")
    assert [a["status"] for a in client.status(other)["articles"]] == ["completed", "completed"]


def test_a_batch_fails_when_every_article_does_and_markers_are_for_one_article(client):
    client.world.scenario("fails-midway")
    request_id = client.generate({"topic": "a"}, {"topic": "b"})["request_id"]
    client.world.advance(until="idle")
    assert client.status(request_id)["batch_status"] == "failed"
    request_id = client.generate({"topic": "a [sim:happy]"}, {"topic": "b"})["request_id"]
    client.world.advance(until="idle")
    end = client.status(request_id)
    assert [a["status"] for a in end["articles"]] == ["completed", "failed"]


def test_an_outline_is_all_there_is_where_no_article_was_ordered(client):
    request_id = client.generate({"topic": "Tide tables", "generate_article": False})["request_id"]
    client.world.advance(until="idle")
    text = client.article(client.status(request_id)["articles"][0]["article_id"])
    assert text["outline"].startswith("# ") and text["ai_version"] is None and text["working_draft"] is None


def test_polls_move_a_batch_that_waits_for_polls(client):
    client.world.scenario("by-polls")
    request_id = client.generate({"topic": "a"}, {"topic": "b"})["request_id"]
    seen = [client.status(request_id)["batch_status"] for _ in range(12)]
    assert seen[-1] == "completed" and set(seen) <= {"pending", "processing", "completed"}


def test_what_cannot_be_generated_or_read_is_refused(client):
    assert client.generate(expect=400)["error"]["message"] == "Bad request"
    assert "topic" in client.generate({"article_type": "fresh"}, expect=400)["error"]["details"][0]
    assert client.generate({"topic": "a"}, campaign="9", expect=404)["error"] == ERRORS[404]
    assert client.get("/ai-writer/v3.0/status", expect=400)["error"]["details"]
    unknown = "00000000-0000-4000-8000-000000000000"
    assert client.get("/ai-writer/v3.0/status", request_id=unknown, expect=404)["error"] == ERRORS[404]
    assert client.get("/ai-writer/v3.0/article", campaign_id=4101, article_id=1, expect=404)["error"] == ERRORS[404]


def test_topics_are_recommended_from_the_campaigns_keywords(client):
    topics = client.get("/ai-writer/v3.0/topic-recommendations", campaign_id=4101, limit=5, metrics="true")
    assert len(topics) == 5 and all(t["topic"] and t["search_volume"] > 0 for t in topics)
    assert "search_volume" not in client.get("/ai-writer/v3.0/topic-recommendations", campaign_id=4101, limit=1)[0]


# Campaigns


def test_campaigns_are_listed_with_their_visibility(client):
    all_of_them = client.get("/dashboard/v3.0/campaigns/tracked")
    assert [c["campaign_info"]["id"] for c in all_of_them] == [4101, 4102, 4103]
    assert [c["campaign_info"]["id"] for c in client.get("/dashboard/v3.0/campaigns/tracked", campaign_ids=[4103, 4101])] == [4101, 4103]
    first = all_of_them[0]
    assert first["campaign_info"]["keywords_count"] == len(client.pages("/rank-tracker/v3.0/keywords", 10, campaign_id=4101, start_date=FROM, end_date=UNTIL))
    daily = client.get("/rank-tracker/v3.0/groups/daily-visibility", campaign_id=4101, start_date="2026-03-03", end_date="2026-03-10")
    latest = first["visibility"]["desktop"]
    assert daily[-1]["visibility"]["desktop"] == latest["latest"]
    assert round(daily[-1]["visibility"]["desktop"] - daily[0]["visibility"]["desktop"], 2) == pytest.approx(latest["trend_7days"], abs=0.011)
    assert client.get("/dashboard/v3.0/companies") == [{"company_id": 310, "company_name": "Lumenpoint Agency", "access_type": "admin"}]


# Rank Tracker


def test_a_keyword_has_one_rank_wherever_it_is_shown(client):
    listed = client.keywords(limit=20)
    ids = [row["keyword_id"] for row in listed]
    daily = {row["keyword_id"]: row for row in client.keywords("/daily-ranks", keyword_ids=ids)}
    for row in listed:
        series = daily[row["keyword_id"]]["ranking_data"]
        for device in ("desktop", "mobile"):
            shown = row["ranking_data"][device]
            ranks = {day["date"]: day["rank"] for day in series[device]}
            assert list(ranks) == days(FROM, UNTIL)
            assert shown["rank"] == ranks[UNTIL] and 1 <= shown["rank"] <= 101
            assert shown["trend"] == ranks[UNTIL] - ranks[FROM]
            assert shown["best_rank"]["rank"] == min(ranks.values()) == ranks[shown["best_rank"]["date"]]
        assert row["search_data"]["monthly_searches"][-1]["search_volume"] == row["search_data"]["search_volume"]
        assert len(row["search_data"]["monthly_searches"]) == 13
        rank = row["ranking_data"]["desktop"]["rank"]
        expected = "already_top_10" if rank <= 10 else "easy" if rank <= 20 else "medium" if rank <= 50 else "hard"
        assert row["opportunity"]["difficulty"] == expected
    top = client.get("/rank-tracker/v3.0/keywords/top-results", campaign_id=4101, date=UNTIL, device="desktop", keyword_ids=ids)
    for row, results in zip(listed, top):
        places = [r["rank"] for r in results["top_100_results"] if r["domain"] == "northwave.example"]
        rank = row["ranking_data"]["desktop"]["rank"]
        assert places == ([rank] if rank <= 100 else [])
        assert [r["rank"] for r in results["top_100_results"]] == list(range(1, 101))
    compared = client.keywords("/competition", device="desktop", keyword_ids=ids, competitors='["northwave.example","x.example"]')
    assert [c["keyword"] for c in compared] == sorted(row["keyword"] for row in listed), "that list is ordered by keyword"
    comparisons = {comparison["keyword_id"]: comparison for comparison in compared}
    for row in listed:
        own, other = comparisons[row["keyword_id"]]["competitors"]
        assert own["rank"] == row["ranking_data"]["desktop"]["rank"] and other["domain"] == "x.example"
        theirs = client.keywords("/daily-ranks", keyword_ids=[row["keyword_id"]], domain="x.example", start_date=UNTIL)
        assert theirs[0]["ranking_data"]["desktop"] == [{"date": UNTIL, "rank": other["rank"]}]


def test_the_data_of_a_space_stays_and_another_seed_has_others(world):
    first = Client(world(seed=5))
    again = Client(world(seed=5))
    other = Client(world(seed=6))
    assert first.keywords() == again.keywords()
    assert first.keywords() != other.keywords()


def test_pages_put_together_are_the_whole_list(client):
    asked = {"campaign_id": 4102, "start_date": FROM, "end_date": UNTIL}
    whole = client.get("/rank-tracker/v3.0/keywords", limit=1000, **asked)
    assert len(whole) == 32
    for size in (1, 7, 32, 50):
        assert client.pages("/rank-tracker/v3.0/keywords", size, **asked) == whole
    assert client.get("/rank-tracker/v3.0/keywords", offset=32, **asked) == []


@pytest.mark.parametrize(
    "order, value",
    [
        ("keyword", lambda r: r["keyword"]),
        ("search_volume", lambda r: r["search_data"]["search_volume"]),
        ("year-over-year", lambda r: r["search_data"]["year_over_year"]),
        ("rank", lambda r: r["ranking_data"]["desktop"]["rank"]),
        ("rank_trend", lambda r: r["ranking_data"]["desktop"]["trend"]),
        ("rank_trend_impact", lambda r: r["ranking_data"]["desktop"]["trend_impact"]),
        ("opportunity", lambda r: r["opportunity"]["score"]),
    ],
)
def test_keywords_are_ordered_by_what_they_show(client, order, value):
    up = [value(row) for row in client.keywords(order_by=order)]
    assert up == sorted(up) and len(set(up)) > 3
    down = [value(row) for row in client.keywords(order_by=order, order_direction="desc")]
    assert down == sorted(up, reverse=True)


def test_keywords_are_narrowed_by_group_id_and_text(client):
    def ids(**params):
        return {row["keyword_id"] for row in client.keywords(**params)}

    everything = ids()
    assert ids(group_id=0) == everything
    brand, ungrouped, objective = ids(group_id=-1), ids(group_id=-2), ids(group_id=-3)
    assert len(brand) == 4 and brand < ungrouped and len(objective) == 8
    tree = client.get("/rank-tracker/v3.0/groups", campaign_id=4101)
    assert [g["type"] for g in tree] == ["folder", "group", "smart_group"]
    folder, inside = tree[0], tree[0]["subgroups"]
    assert ids(group_id=folder["group_id"]) == set().union(*(ids(group_id=g["group_id"]) for g in inside))
    some = sorted(everything)[3:6]
    assert ids(keyword_ids=some) == set(some) and ids(keyword_ids=[1]) == set()
    assert all("CHEAP".lower() in row["keyword"] for row in client.keywords(search="CHEAP"))
    assert ids(search="cheap")


def test_groups_agree_with_their_daily_visibility(client):
    asked = {"campaign_id": 4101, "start_date": FROM, "end_date": UNTIL}
    groups = client.get("/rank-tracker/v3.0/groups/data", **asked)
    assert len(groups) == 5
    for group in groups[:3]:
        daily = client.get("/rank-tracker/v3.0/groups/daily-visibility", group_id=group["group_id"], **asked)
        assert [day["date"] for day in daily] == days(FROM, UNTIL)
        for device in ("desktop", "mobile"):
            assert daily[-1]["visibility"][device] == group["visibility"][device]["latest"]
            assert 0 <= daily[-1]["visibility"][device] <= 100


@pytest.mark.parametrize(
    "path",
    [
        "groups/daily-visibility", "groups/daily-visibility/aio-mentions", "groups/daily-visibility/aio-citations",
        "groups/daily-visibility/ais-mentions", "groups/daily-visibility/ais-citations", "serp-visibility",
        "daily-share-of-clicks",
    ],
)
def test_there_is_one_row_for_each_day(client, path):
    for first, last in [("2026-02-27", "2026-03-02"), ("2026-03-01", "2026-03-01")]:
        rows = client.get(f"/rank-tracker/v3.0/{path}", campaign_id=4101, start_date=first, end_date=last)
        assert [row["date"] for row in rows] == days(first, last)


def test_shares_of_clicks_are_shares(client):
    for day in client.get("/rank-tracker/v3.0/daily-share-of-clicks", campaign_id=4101):
        assert len(day["domains"]) == 10 and sum(d["share_of_clicks"] for d in day["domains"]) <= 1


def test_ai_overviews_and_ai_search_have_their_rows(client):
    overview = client.keywords("/aio", limit=3)
    assert [list(row["sge_widget_data"]["desktop"]) for row in overview] == [days(FROM, UNTIL)] * 3
    widget = overview[0]["sge_widget_data"]["desktop"][UNTIL]
    ranks = client.keywords("/daily-ranks/aio", limit=1)[0]["ranking_data"]["desktop"]
    assert ranks[-1]["rank"] == widget["rank"] and ranks[-1]["my_brand_present"] == widget["brand_presence"]
    search = client.keywords("/ais", limit=2, ai_search_llm="gemini")
    assert [w["date"] for w in search[0]["ai_search_data"]] == ["2026-02-23", "2026-03-02"]
    weekly = client.keywords("/daily-ranks/ais", limit=2, ai_search_llm="gemini")
    assert [w["rank"] for w in weekly[1]["ranking_data"]] == [w["rank"] for w in search[1]["ai_search_data"]]
    # An unknown engine is the active one, not a mistake.
    assert client.keywords("/ais", limit=2, ai_search_llm="nobody") == client.keywords("/ais", limit=2)
    assert all(w["content"] == "" for w in search[0]["ai_search_data"])
    assert client.keywords("/ais", limit=1, skip_html="false")[0]["ai_search_data"][0]["content"]
    stats = client.get("/rank-tracker/v3.0/ais/stats", campaign_id=4101, start_date=FROM, end_date=UNTIL)
    assert list(stats["stats"]) == ["openai", "gemini", "perplexity"]
    assert [e["active"] for e in stats["engines"]] == [True, False, False]


def test_an_import_counts_down_and_its_keywords_join_the_campaign(client):
    before = len(client.keywords(limit=1000))
    body = {"campaign_id": 4101, "keywords": "rope ladders, head torches\ncamp stoves,", "group_ids": "510"}
    import_id = client.world.seomonitor.post("/rank-tracker/v3.0/keywords/import", body, expect=200).json["import_id"]
    assert import_id.isdigit()

    def state():
        return client.get("/rank-tracker/v3.0/keywords/import-status", import_id=import_id, campaign_id=4101)

    assert state() == {"date_start": "2026-03-10T20:00:00", "date_done": "N/A", "imported": 0, "processing": 3}
    client.world.advance(until={"job": import_id, "kind": "import"})
    assert state() == {
        "date_start": "2026-03-10T20:00:00", "date_done": "2026-03-10T20:00:05", "imported": 3, "processing": 0,
    }
    after = client.keywords(limit=1000)
    assert len(after) == before + 3
    assert {"rope ladders", "head torches", "camp stoves"} <= {row["keyword"] for row in after}
    new = next(row for row in after if row["keyword"] == "head torches")
    daily = client.keywords("/daily-ranks", keyword_ids=[new["keyword_id"]], start_date=UNTIL)
    assert daily[0]["ranking_data"]["desktop"][0]["rank"] == new["ranking_data"]["desktop"]["rank"]
    assert client.get("/rank-tracker/v3.0/keywords/import-status", import_id=1, campaign_id=4101, expect=404)["error"] == ERRORS[404]


def test_pages_rank_for_the_keywords_of_their_group(client):
    pages = client.get("/rank-tracker/v3.0/keywords/ranking-pages", campaign_id=4101)
    known = {row["keyword_id"]: row for row in client.keywords()}
    assert len(pages) == 3
    for page in pages:
        assert len(page["ranking_keywords"]) == 8
        for keyword in page["ranking_keywords"]:
            assert known[keyword["keyword_id"]]["keyword"] == keyword["keyword"]
            assert known[keyword["keyword_id"]]["landing_pages"]["desktop"]["current"] == page["url"]


def test_features_and_voices_have_their_shapes(client):
    features = client.keywords("/serp-feature-presence", limit=2)
    assert [day["date"] for day in features[0]["serp_data"]] == days(FROM, UNTIL)
    voice = client.get("/rank-tracker/v3.0/share-of-voice", campaign_id=4101, date=UNTIL)
    domains = voice["organic_share_of_voice"]["domains"]
    assert [d["domain"] for d in domains if d["is_campaign_website"]] == ["northwave.example"]
    assert client.keywords("/competition/aio", device="mobile", limit=1)[0]["competitors"]
    asked = client.keywords("/competition/ais", competitors=["a.example", "b.example"], limit=1)
    assert [c["domain"] for c in asked[0]["competitors"]] == ["a.example", "b.example"]


# The other modules


def test_traffic_is_counted_by_day_and_by_keyword(client):
    asked = {"campaign_id": 4101, "start_date": FROM, "end_date": UNTIL}
    daily = client.get("/organic-traffic/v3.0/daily-traffic", **asked)
    assert [day["date"] for day in daily] == days(FROM, UNTIL)
    assert daily == client.get("/organic-traffic/v3.0/daily-traffic", segment="non-brand", **asked)
    assert daily != client.get("/organic-traffic/v3.0/daily-traffic", segment="all", **asked)
    rows = client.get("/organic-traffic/v3.0/keywords", order_by="sessions", order_direction="desc", **asked)
    sessions = [row["analytics_data"]["sessions"] for row in rows]
    assert sessions == sorted(sessions, reverse=True) and not any(row["brand"] for row in rows)
    assert all(row["gsc_data"]["clicks"] <= row["gsc_data"]["impressions"] for row in rows)
    brand = client.get("/organic-traffic/v3.0/keywords", segment="brand", **asked)
    assert len(brand) == 4 and all(row["brand"] for row in brand)
    assert client.get("/organic-traffic/v3.0/keywords", tracking_status="untracked", **asked) == []


def test_research_answers_for_any_topic_site_or_phrase(client):
    related = client.get("/research/v3.0/related-keywords", campaign_id=4101, keyword="tents", order_direction="desc")
    strengths = [row["connection_strength"] for row in related]
    assert strengths == sorted(strengths, reverse=True) and set(strengths) <= set(range(1, 6))
    assert client.get("/research/v3.0/topic-overview", campaign_id=4101, keyword="tents")["related_keywords"] > 0
    overview = client.get("/research/v3.0/domain-overview", campaign_id=4101, url="rival.example")
    assert overview["visibility_data"]["my_visibility"] != overview["visibility_data"]["competitor_visibility"]
    ranking = client.get("/research/v3.0/domain-ranking-keywords", campaign_id=4101, url="rival.example", order_by="my_rank")
    mine = [row["ranking_data"]["my_rank"]["rank"] for row in ranking]
    assert mine == sorted(mine) and len(mine) == 30
    phrases = client.get("/research/v3.0/keywords", campaign_id=4101, keywords=["rope", "tent pegs"])
    assert [row["keyword"] for row in phrases] == ["rope", "tent pegs"]
    sites = client.get("/research/v3.0/ranking-data", campaign_id=4101, keywords=["rope", "tent pegs"], domains=["northwave.example", "b.example"])
    assert [[d["domain"] for d in row["ranking_data"]] for row in sites] == [["northwave.example", "b.example"]] * 2
    assert sites[0]["ranking_data"][0]["rank"] == phrases[0]["ranking_data"]["rank"]
    many = [f"d{n}.example" for n in range(11)]
    client.get("/research/v3.0/ranking-data", campaign_id=4101, keywords=["rope"], domains=many, expect=400)


def test_the_vault_keeps_lists_of_keywords(client):
    names = [row["name"] for row in client.get("/keyword-vault/v3.0/get-lists", campaign_id=4102)]
    assert names == ["Quick wins", "Next quarter"]
    rows = client.pages("/keyword-vault/v3.0/get-keyword-data-by-list", 4, campaign_id=4102, list="Quick wins")
    overview = client.get("/keyword-vault/v3.0/get-overview-data", campaign_id=4102, list="Quick wins")
    assert overview["keyword_count"] == len(rows) == 15
    assert client.get("/keyword-vault/v3.0/get-keyword-data-by-list", campaign_id=4102, list="Nothing") == []


def test_forecasts_are_listed_and_read(client):
    forecasts = client.get("/forecast/v3.0/scenarios", campaign_id=4103)
    assert [f["objective"] for f in forecasts] == [True, False]
    id = forecasts[0]["forecast_id"]
    plan = client.get("/forecast/v3.0/scenario", campaign_id=4103, forecast_id=id)
    assert [m["month"] for m in plan["monthly_forecast"]][::11] == ["Jan 2026", "Dec 2026"]
    assert "objective_data" in client.get("/forecast/v3.0/objective", campaign_id=4103, forecast_id=id)
    assert len(client.get("/forecast/v3.0/keywords", campaign_id=4103, forecast_id=id, limit=5)) == 5
    assert client.get("/forecast/v3.0/scenario", campaign_id=4103, forecast_id=1, expect=404)["error"] == ERRORS[404]


# Errors


@pytest.mark.parametrize(
    "wrong, detail",
    [
        ({"campaign_id": None}, "campaign_id"),
        ({"campaign_id": "north"}, "campaign_id"),
        ({"start_date": None}, "start_date"),
        ({"start_date": "2026-02-30"}, "start_date"),
        ({"start_date": "10.03.2026"}, "start_date"),
        ({"start_date": "2026-03-09", "end_date": "2026-03-08"}, "end_date 2026-03-08 is before start_date 2026-03-09"),
        ({"start_date": "2020-01-01"}, "at most 731"),
        ({"limit": 1001}, "limit"),
        ({"limit": 0}, "limit"),
        ({"offset": -1}, "offset"),
        ({"order_by": "luck"}, "order_by"),
        ({"order_direction": "down"}, "order_direction"),
        ({"keyword_ids": "1,two"}, "keyword_ids"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused_with_what_is_wrong(client, wrong, detail):
    asked = {"campaign_id": 4101, "start_date": FROM, "end_date": UNTIL} | wrong
    params = {name: value for name, value in asked.items() if value is not None}
    error = client.get("/rank-tracker/v3.0/keywords", expect=400, **params)["error"]
    assert error["message"] == "Bad request" and detail in " ".join(error["details"])


def test_the_literal_errors_are_those_of_the_reference(client):
    api = client.world.seomonitor
    bare = api.get("/dashboard/v3.0/companies", headers={"Authorization": None}, expect=401)
    assert bare.json == {"error": ERRORS[401]}
    api.get("/dashboard/v3.0/companies", headers={"Authorization": "Bearer a.b.c"}, expect=200)
    for path in ("keywords", "groups/daily-visibility", "groups", "share-of-voice"):
        unknown = client.get(f"/rank-tracker/v3.0/{path}", campaign_id=9, start_date=FROM, end_date=UNTIL, date=UNTIL, expect=404)
        assert unknown["error"] == ERRORS[404]
    for status in (403, 429, 500):
        client.world.scenario({"name": "broken", "faults": [{"when": {"operation": "listCompanies"}, "respond": {"status": status}}]})
        assert api.get("/dashboard/v3.0/companies", expect=status).json == {"error": ERRORS[status]}


def test_ten_calls_a_second_and_a_daily_quota(client):
    client.world.scenario(
        {"name": "limited", "limits": {"seomonitor.second": {"enabled": True}, "seomonitor.day": {"max": 15}}}
    )

    def call(expect):
        return client.get("/dashboard/v3.0/companies", expect=expect)

    for _ in range(10):
        call(200)
    assert call(429)["error"] == ERRORS[429]
    client.world.advance(by="1s")
    for _ in range(5):
        call(200)
    assert call(429)["error"] == {
        "message": "Daily quota exceeded", "details": ["You have exceeded the allowed daily requests"],
    }
    client.world.advance(to="2026-03-11T00:00:00Z")
    call(200)


def test_a_revoked_key_and_one_without_access(client):
    for word, status in (("revoked", 401), ("forbidden", 403)):
        client.world.scenario({"name": word, "credentials": {"*": {"refused": word}}})
        assert client.get("/dashboard/v3.0/companies", expect=status)["error"] == ERRORS[status]
