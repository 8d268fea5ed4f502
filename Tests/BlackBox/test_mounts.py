# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

import pytest

from client import CREDENTIALS, Caller, Documents, World, control, http
from server_process import ServerProcess
from vendors import create_order, generation, submit_content


@pytest.mark.parametrize(
    "api, host",
    [
        ("promptwatch", "promptwatch.localhost"), ("promptwatch", "server.promptwatch.com"),
        ("promptwatch", "PROMPTWATCH.localhost:4010"), ("writerzroom", "api.writerzroom.com"),
        ("writerzroom", "writerzroom.localhost:80"),
    ],
)
def test_a_host_reaches_its_api_without_a_prefix(server, world, api, host):
    w = world()
    contract = Documents.builtin(api)
    caller = Caller(server.url + contract.base, contract, w.api(api).headers | {"Host": host})
    caller.get("/content" if api == "promptwatch" else "/v1/content", expect=200)
    assert w.requests(api=api)["total"] == 1


def test_a_listener_serves_one_api_alone():
    with ServerProcess("--listen", "promptwatch=0", "--listen", "writerzroom=0") as server:
        listeners = server.ready["listeners"]
        assert set(listeners) == {"promptwatch", "writerzroom"}
        for api, path in (("promptwatch", "/content"), ("writerzroom", "/v1/content")):
            contract = Documents.builtin(api)
            caller = Caller(listeners[api] + contract.base, contract, CREDENTIALS[api]("k"))
            caller.get(path, expect=200)
            caller.get("/" + api + path, expect=404)
        w = World(server, "default")
        assert w.requests(api="promptwatch", status=200)["total"] == 1


@pytest.mark.parametrize("way", ["credential", "path", "header"])
def test_a_client_chooses_its_space(server, world, way):
    w = world()
    contract = Documents.builtin("promptwatch")
    prefix, headers = "", CREDENTIALS["promptwatch"]("any-key")
    if way == "credential":
        headers = CREDENTIALS["promptwatch"](f"any-key~{w.name}")
    elif way == "path":
        prefix = f"/~{w.name}"
    else:
        headers["X-Understudy-Space"] = w.name
    caller = Caller(server.url + prefix + "/promptwatch" + contract.base, contract, headers)
    id = caller.post("/content/create", create_order(), expect=200).json["id"]
    assert w.job(id)["state"] == "pending"


def test_a_space_in_a_bearer_token_is_found(server, world):
    w = world()
    contract = Documents.builtin("writerzroom")
    caller = Caller(server.url + "/writerzroom", contract, {"Authorization": f"Bearer a~b~{w.name}"})
    caller.post("/v1/generate", generation(), expect=202)
    assert w.jobs()["total"] == 1


def test_a_space_is_made_by_its_first_request(server):
    w = World(server, "made-by-use")
    submit_content(w)
    assert w.jobs()["total"] == 1
    assert w.control.get("/spaces/made-by-use", expect=200).json["clock"]["mode"] == "real"


@pytest.mark.parametrize("name", ["a b", "x" * 65, "ä", "-/-", "", "."])
def test_a_name_that_cannot_be_a_space_is_refused(server, name):
    contract = Documents.builtin("promptwatch")
    headers = CREDENTIALS["promptwatch"]("k") | {"X-Understudy-Space": name.encode().decode("latin-1")}
    caller = Caller(server.url + "/promptwatch" + contract.base, contract, headers)
    if name == ".":
        caller.get("/content", expect=200)
        return
    answer = caller.get("/content", own=True, expect=400)
    assert answer.json["error"]["code"] == "space-invalid"


def test_spaces_do_not_see_each_other(world):
    first, second = world(), world()
    id = submit_content(first)
    first.promptwatch.delete("/prompts/5d3c1f0a-0c51-4b7e-9a52-1f60c8a4e102", expect=200)
    first.advance(by="1h")
    second.promptwatch.get(f"/content/{id}", expect=404)
    assert second.promptwatch.get("/prompts", expect=200).json["total"] == 12
    assert second.now() != first.now()
    assert submit_content(second) == id, "the same seed gives the same identifier in every space"


def test_a_link_leads_back_through_the_mount_it_came_by(server, world):
    w = world()
    contract = w.documents["earshot"]
    order = {"audio": "https://pod.example/1.mp3", "language": "en"}
    for base in ("/earshot", f"/~{w.name}/earshot"):
        caller = Caller(server.url + base + contract.base, contract, w.earshot.headers)
        made = caller.post("/transcripts", order, expect=201).json["transcript"]
        # Followed as a client would: from the origin, not from the base URL.
        followed = http().get(server.url + made["follow"], headers=w.earshot.headers)
        assert followed.status_code == 200, (made["follow"], followed.content)
        assert followed.json()["number"] == made["number"]


def test_the_control_api_is_on_every_listener():
    with ServerProcess("--listen", "promptwatch=0") as server:
        server.url = server.ready["listeners"]["promptwatch"]
        control(server).get("/health", expect=200)
