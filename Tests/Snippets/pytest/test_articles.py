# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

import json
import os
import subprocess

import pytest
import requests

from article_client import ArticleClient


@pytest.fixture(scope="session")
def understudy():
    """The server of `understudy exec -- pytest`, else one of our own."""
    if url := os.environ.get("UNDERSTUDY_URL"):
        yield url
        return
    with subprocess.Popen(["understudy", "serve", "--port", "0", "--json"], stdout=subprocess.PIPE) as server:
        yield json.loads(server.stdout.readline())["url"]
        server.terminate()


class Space:
    def __init__(self, server, name, **settings):
        self.base, self.url = f"{server}/~{name}", f"{server}/_understudy/v1/spaces"
        self.call("", name=name, **settings)
        self.url += "/" + name

    def call(self, path, **body):
        answer = requests.post(self.url + path, json=body, timeout=60)
        assert answer.ok, answer.text
        return answer.json()

    def verify(self, **expected):
        found = self.call("/verify", expect=[expected], wait="2s")
        assert found["verdict"] == "passed", json.dumps(found, indent=2)  # with what came closest


def test_waits_for_the_article(understudy):
    space = Space(understudy, "waits", scenario="slow", clock={"mode": "manual"})
    client = ArticleClient(space.base + "/writerzroom", key="any-key")
    id = client.order("tides")
    space.call("/clock/advance", until={"job": id})
    assert client.state(id) == "completed"
    space.verify(request={"operation": "generateContent", "body": {"/user_input/topic": "tides"}}, exactly=1)
