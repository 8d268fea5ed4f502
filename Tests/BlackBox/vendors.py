# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""What the vendors' pages show, as the tests need it: keys in the order of the page, orders that are valid."""

PROMPT = "5d3c1f0a-0c51-4b7e-9a52-1f60c8a4e101"
PROMPT_TEXT = "Which CRM suits a consulting firm of fifty people?"
PERSONA = "c2a9b6d4-7e18-4f05-8c3d-90b1a5e62001"
NOBODY = "00000000-0000-4000-8000-000000000000"

# The 21 keys of the content object, in the order of the vendor's example.
CONTENT_KEYS = [
    "id", "status", "mode", "type", "title", "promptId", "prompt", "description", "content", "contentLength",
    "optimizationLevel", "url", "toneOfVoice", "customToneOfVoice", "createdAt", "updatedAt", "startedAt",
    "completedAt", "failedAt", "failedReason", "stoppedAt",
]

SUMMARY_KEYS = [
    "id", "status", "mode", "type", "title", "promptId", "prompt", "createdAt", "updatedAt", "completedAt",
]


def create_order(**changes):
    order = {
        "mode": "CREATE", "promptId": PROMPT, "personaId": PERSONA, "type": "ARTICLE", "contentLength": "SHORT",
        "toneOfVoice": "PROFESSIONAL",
    }
    return {k: v for k, v in (order | changes).items() if v is not None}


def optimize_order(**changes):
    order = {
        "mode": "OPTIMIZE", "promptId": PROMPT, "personaId": PERSONA, "optimizationLevel": "MEDIUM",
        "url": "https://harbourline.example/pricing",
    }
    return {k: v for k, v in (order | changes).items() if v is not None}


def generation(topic="tide tables", **changes):
    order = {
        "template_id": "blog_article_generator", "style_profile_id": "general_blog",
        "user_input": {"topic": topic, "target_audience": "sailors"},
    }
    return {k: v for k, v in (order | changes).items() if v is not None}


def submit_content(world, **changes) -> str:
    return world.promptwatch.post("/content/create", create_order(**changes), expect=200).json["id"]


def content(world, id) -> dict:
    return world.promptwatch.get(f"/content/{id}", expect=200).json


def submit_generation(world, *arguments, **changes) -> str:
    answer = world.writerzroom.post("/v1/generate", generation(*arguments, **changes), expect=202)
    return answer.json["request_id"]


def status(world, id) -> dict:
    return world.writerzroom.get(f"/v1/generate/status/{id}", expect=200).json
