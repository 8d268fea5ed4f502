# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""The start of a small client that orders an article: what `exec` runs is this and a few lines more."""

CLIENT = """
import json, os, sys, time, urllib.request
base, key = os.environ["WRITERZROOM_BASE_URL"], os.environ["WRITERZROOM_API_KEY"]
def call(method, path, body=None):
    data = json.dumps(body).encode() if body is not None else None
    headers = {"Authorization": "Bearer " + key, "Content-Type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(base + path, data, headers, method=method), timeout=30) as answer:
        return json.load(answer)
order = {"template_id": "blog_article_generator", "style_profile_id": "general_blog",
         "user_input": {"topic": "tides", "target_audience": "sailors"}}
"""
