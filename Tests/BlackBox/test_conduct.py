# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""A client that does everything wrong is told each thing once, in every format; one that does it right, nothing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from reports import Reports
from server_process import binary, clean_environment

CLIENTS = Path(__file__).parent / "fixtures" / "clients"


def scenario(folder, generation):
    """Jobs that are over in a moment, one refusal with Retry-After, one failure that leaves work in doubt."""
    path = folder / "conduct.json"
    quick = [{"state": "pending", "for": "50ms"}, {"state": "processing", "for": "150ms"}, {"state": "completed"}]
    path.write_text(
        json.dumps(
            {
                "name": "conduct",
                "timelines": {"quick": quick, "long": [{"state": "processing", "for": "1h"}, {"state": "completed"}]},
                "jobs": [{"when": {"api": "writerzroom"}, "then": generation}, {"then": "quick"}],
                "faults": [
                    {
                        "when": {"api": "seo-agent", "operation": "listProjects", "nth": [1]},
                        "respond": {"status": 429, "headers": {"Retry-After": "2"}},
                    },
                    {
                        "when": {"api": "seo-agent", "operation": "runKeywordResearch", "nth": [1]},
                        "respond": {"status": 503},
                    },
                ],
            }
        )
    )
    return path


def run(client, folder, *arguments, generation="long"):
    return subprocess.run(
        [
            binary(), "exec", "--scenario", scenario(folder, generation), "--report-dir", folder / "reports", *arguments,
            "--", sys.executable, CLIENTS / client,
        ],
        capture_output=True, text=True, env=clean_environment(), timeout=180,
    )


@pytest.fixture(scope="module")
def bad(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bad")
    result = run("bad.py", folder)
    assert result.returncode == 3, result.stdout + result.stderr
    return Reports.of(folder / "reports")


def operations(reports):
    """The operation of each journal entry, as far as violations name entries."""
    return {(v["rule"], v["api"], v["operation"], v["pointer"] or v["subject"]): v for v in reports.violations}


# Rule, API, operation or event, place.
EXPECTED = {
    ("member-unknown", "writerzroom", "generateContent", "/colour"),
    ("member-unknown", "seomonitor", "generateArticles", "/articles/1/tune"),
    ("parameter-unknown", "promptwatch", "listPrompts", "query colour"),
    ("path-unknown", "promptwatch", None, "GET /api/v2/nowhere"),
    ("method-unknown", "promptwatch", None, "DELETE /api/v2/prompts"),
    ("body-invalid", "promptwatch", "createContent", "/type"),
    ("media-type-unknown", "seo-agent", "runAudit", None),
    ("credential-missing", "seo-agent", "listArticles", None),
    ("poll-too-fast", "writerzroom", "getGenerationStatus", None),
    ("job-abandoned", "writerzroom", "generateContent", None),
    ("job-abandoned", "seomonitor", "generateArticles", None),
    ("job-abandoned", "seo-agent", "runKeywordResearch", None),
    ("retry-after-ignored", "seo-agent", "listProjects", None),
    ("retry-without-key", "seo-agent", "runKeywordResearch", None),
    ("key-reused", "seo-agent", "generateArticle", None),
    ("poll-after-end", "seo-agent", "getJob", None),
    ("cursor-followed-twice", "seo-agent", "listArticles", None),
    ("page-filters-changed", "seo-agent", "listArticles", None),
    ("page-past-end", "promptwatch", "listPrompts", None),
    ("webhook-refused", "seo-agent", "audit.completed", None),
    ("webhook-slow", "seo-agent", "audit.completed", None),
    ("webhook-processed-twice", "seo-agent", "audit.completed", None),
    ("webhook-forgery-accepted", "seo-agent", "audit.completed", "wrong-secret"),
    ("webhook-forgery-accepted", "seo-agent", "audit.completed", "stale-timestamp"),
    ("webhook-forgery-accepted", "seo-agent", "audit.completed", "altered-body"),
    ("webhook-forgery-accepted", "seo-agent", "audit.completed", "truncated"),
}


def test_a_bad_client_is_told_each_violation_once(bad):
    found = operations(bad)
    assert set(found) == EXPECTED
    assert len(found) == len(bad.violations)


def test_the_evidence_of_each_is_what_shows_it(bad):
    found = operations(bad)
    rules = {v["rule"]: v for v in found.values() if v["rule"] not in ("member-unknown", "job-abandoned")}
    assert found["member-unknown", "writerzroom", "generateContent", "/colour"]["requests"] == [1]
    assert found["member-unknown", "seomonitor", "generateArticles", "/articles/1/tune"]["requests"] == [2]
    assert rules["parameter-unknown"]["requests"] == [3]
    assert rules["path-unknown"]["requests"] == [4]
    assert rules["body-invalid"]["requests"] == [6]
    # Four polls, of which three came too early.
    assert rules["poll-too-fast"]["requests"] == [9, 10, 11, 12] and rules["poll-too-fast"]["occurrences"] == 3
    assert found["job-abandoned", "writerzroom", "generateContent", None]["requests"] == [1, 12]
    assert rules["retry-after-ignored"]["requests"] == [13, 14]
    assert rules["retry-without-key"]["requests"] == [15, 16]
    assert rules["key-reused"]["requests"] == [17, 18]
    # The end was shown by the first of three reads; one more is let pass.
    assert rules["poll-after-end"]["requests"] == [19, 21]
    assert rules["cursor-followed-twice"]["requests"] == [23, 24]
    assert rules["page-filters-changed"]["requests"] == [22, 25]
    assert rules["page-past-end"]["requests"] == [26]
    assert rules["webhook-processed-twice"]["requests"] == [28, 29]
    for rule in ("webhook-refused", "webhook-slow"):
        assert len(rules[rule]["deliveries"]) == 1 and rules[rule]["requests"] == []
    assert rules["webhook-processed-twice"]["deliveries"] == [1]


def test_what_a_vendor_says_is_quoted(bad):
    guidance = {v["rule"]: v["guidance"] for v in bad.violations if v["api"] in ("writerzroom", "seo-agent")}
    assert guidance["poll-too-fast"] == "the status page asks for a poll every 5 to 10 seconds"
    assert guidance["webhook-processed-twice"] == "dedupe on event_id"
    assert guidance["retry-after-ignored"] == "every 429 has Retry-After; retry after that window"


def test_every_format_says_the_same_and_is_valid(bad):
    bad.assert_same_in_all_formats()


def test_the_run_says_what_it_exercised(bad):
    (space,) = bad.json["spaces"]
    coverage = {item["api"]: item for item in space["coverage"]}
    assert set(coverage) == {"writerzroom", "seo-agent", "seomonitor", "promptwatch"}
    assert coverage["seo-agent"]["errors"]["credential-missing"] == 1
    assert coverage["seo-agent"]["errors"]["idempotency-key-reused"] == 1
    assert coverage["seo-agent"]["errorCount"]["exercised"] >= 3
    assert coverage["seo-agent"]["events"]["audit.completed"] >= 3
    assert "seo-agent: 1 of 2 webhook events delivered" in bad.text
    assert "generation" in coverage["writerzroom"]["states"]
    assert space["unusedRules"] == []


def test_a_good_client_is_told_nothing(tmp_path):
    result = run("good.py", tmp_path, "--fail-on", "warning", generation="quick")
    assert result.returncode == 0, result.stdout + result.stderr
    reports = Reports.of(tmp_path / "reports")
    assert reports.violations == []
    reports.assert_same_in_all_formats()
    assert "0 errors, 0 warnings" in result.stderr
    assert reports.json["spaces"][0]["notJudged"] == []
    # It did what the bad one did.
    coverage = {item["api"]: item["exercised"] for item in reports.json["spaces"][0]["coverage"]}
    assert coverage["seo-agent"] >= 5
