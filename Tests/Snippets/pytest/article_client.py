# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""The client that the snippet tests."""

import requests


class ArticleClient:
    def __init__(self, base, key):
        self.base, self.headers = base, {"Authorization": f"Bearer {key}"}

    def order(self, topic):
        order = {
            "template_id": "blog_article_generator",
            "style_profile_id": "general_blog",
            "user_input": {"topic": topic, "target_audience": "sailors"},
        }
        answer = requests.post(self.base + "/v1/generate", json=order, headers=self.headers, timeout=60)
        answer.raise_for_status()
        return answer.json()["request_id"]

    def state(self, id):
        answer = requests.get(f"{self.base}/v1/generate/status/{id}", headers=self.headers, timeout=60)
        answer.raise_for_status()
        return answer.json()["status"]
