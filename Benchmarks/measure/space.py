# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors
"""Spaces full of jobs, made through the simulated API as a client would."""

import json

from .load import IDENTIFIER, ask, pipelined, request
from .processes import Invalid

API = "/promptwatch/api/v2"
PROMPT = "5d3c1f0a-0c51-4b7e-9a52-1f60c8a4e101"
PERSONA = "c2a9b6d4-7e18-4f05-8c3d-90b1a5e62001"
# The built-in timeline: pending for 1 s, written for 4 s. A fifth of the short text makes an answer of about 1 kB.
MIDWAY = "1.8s"


def order(number):
    """The body that orders one short document."""
    return json.dumps({
        "mode": "CREATE", "promptId": PROMPT, "personaId": PERSONA, "type": "ARTICLE", "contentLength": "SHORT",
        "briefTitle": f"Onboarding checklist {number:07d}",
    }).encode()


def submission(number, space=None):
    return request(f"{API}/content/create", "POST", order(number), space)


def poll(identifier, space=None):
    return request(f"{API}/content/{identifier}", space=space)


def fill(server, count, space=None, keep=1000):
    """Submits so many jobs; gives the identifiers of up to `keep`, spread evenly over all of them."""
    step = max(1, count // keep)
    kept = []
    seen = 0

    def take(body):
        nonlocal seen
        if seen % step == 0 and len(kept) < keep:
            found = IDENTIFIER.search(body)
            if not found:
                raise Invalid(f"a submission was answered without an id: {body[:200]!r}")
            kept.append(found[1].decode())
        seen += 1

    pipelined(server, (submission(number, space) for number in range(count)), take)
    return kept


def control(server, path, method="GET", value=None, space="default"):
    _, body = ask(server, f"/_understudy/v1/spaces/{space}{path}", method, value)
    return json.loads(body)


def advance(server, by, space="default"):
    return control(server, "/clock/advance", "POST", {"by": by}, space)


def count(server, state, space="default"):
    """How many jobs of the space are in a state."""
    return control(server, f"/jobs?limit=1&state={state}", space=space)["total"]


def copied(headers):
    """Of an answer's headers, those that a baseline must be told to send."""
    return {
        name: value for name, value in headers.items()
        if name not in ("date", "server", "content-length", "connection", "keep-alive")
    }
