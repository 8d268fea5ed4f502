# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""HTTP itself, in bytes."""

import json

import pytest

from contract import check_own
from raw import RawConnection, message
from vendors import generation, submit_content

KEY = ("X-API-Key", "any-key")
CONTENT = "/promptwatch/api/v2/content"


@pytest.fixture
def connection(server):
    with RawConnection(server.port) as connection:
        yield connection


def space(world):
    w = world()
    return w, ("X-Understudy-Space", w.name)


def test_a_connection_serves_one_request_after_another(world, connection):
    _, header = space(world)
    numbers = []
    for _ in range(3):
        answer = connection.send(message("GET", CONTENT, [KEY, header])).answer()
        assert answer.status == 200
        numbers.append(int(answer.headers["X-Understudy-Request"]))
    assert numbers == [1, 2, 3]


def test_pipelined_requests_are_answered_in_order(world, connection):
    _, header = space(world)
    connection.send(b"".join(message("GET", f"{CONTENT}?page={n}", [KEY, header]) for n in range(1, 21)))
    pages = [json.loads(connection.answer().body)["page"] for _ in range(20)]
    assert pages == list(range(1, 21))


def test_head_answers_as_get_without_the_body(world):
    w = world()
    id = submit_content(w)
    get = w.promptwatch.get(f"/content/{id}", expect=200)
    head = w.promptwatch.call("HEAD", f"/content/{id}", expect=200)
    assert head.body == b""
    for name in ("Content-Length", "Content-Type"):
        assert head.headers[name] == get.headers[name]
    assert w.promptwatch.call("HEAD", "/nowhere").status == 404


def test_a_preflight_is_answered_and_answers_can_be_read_by_a_page(world):
    w = world()
    preflight = w.promptwatch.call(
        "OPTIONS", "/content/create",
        headers={
            "Origin": "https://app.example", "Access-Control-Request-Method": "POST", "X-API-Key": None,
            "Access-Control-Request-Headers": "x-api-key,content-type",
        },
    )
    assert preflight.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert preflight.headers["Access-Control-Allow-Headers"] == "x-api-key,content-type"
    answer = w.promptwatch.get("/content", headers={"Origin": "https://app.example"}, expect=200)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    refused = w.promptwatch.get(
        "/content", headers={"Origin": "https://app.example", "X-API-Key": None}, expect=401
    )
    assert refused.headers["Access-Control-Allow-Origin"] == "*", "a page must be able to read errors too"
    plain = w.promptwatch.get("/content", expect=200)
    assert "Access-Control-Allow-Origin" not in plain.headers


def test_expect_100_continue_is_continued(world, connection):
    _, header = space(world)
    body = json.dumps(generation()).encode()
    connection.send(
        message("POST", "/writerzroom/v1/generate", [
            ("Authorization", "Bearer k"), header, ("Content-Type", "application/json"),
            ("Content-Length", len(body)), ("Expect", "100-continue"),
        ])
    )
    assert connection.socket.recv(1024).startswith(b"HTTP/1.1 100 ")
    assert connection.send(body).answer("POST").status == 202


def test_a_chunked_body_is_read(world, connection):
    _, header = space(world)
    body = json.dumps(generation()).encode()
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(body[i:i + 7]), body[i:i + 7]) for i in range(0, len(body), 7))
    connection.send(
        message("POST", "/writerzroom/v1/generate", [
            ("Authorization", "Bearer k"), header, ("Content-Type", "application/json"),
            ("Transfer-Encoding", "chunked"),
        ]) + chunks + b"0\r\n\r\n"
    )
    assert connection.answer("POST").status == 202


@pytest.mark.parametrize(
    "bytes, status",
    [
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET  / HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
        (b"GET / HTTP/2.5\r\nHost: x\r\n\r\n", 505),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: a\x00b\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 40 + b"\r\n\r\n", 400),
        (b"GET /" + b"a" * 20000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 20000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: a\r\n" * 2000 + b"\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: x\r\nExpect: a-miracle\r\n\r\n", 417),
    ],
)
def test_malformed_or_oversized_http_is_refused_and_the_connection_closed(connection, bytes, status):
    answer = connection.send(bytes).answer()
    assert answer.status == status, answer
    check_own(answer.status, answer.headers, answer.body)
    assert connection.rest() == b""


def test_a_refusal_does_not_disturb_other_connections(server, world):
    w = world()
    with RawConnection(server.port) as bad, RawConnection(server.port) as good:
        bad.send(b"nonsense\r\n\r\n").answer()
        request = message("GET", CONTENT, [KEY, ("X-Understudy-Space", w.name)])
        assert good.send(request).answer().status == 200


def test_http_1_0_is_answered_and_closed(server, world):
    w = world()
    with RawConnection(server.port) as connection:
        connection.send(
            f"GET {CONTENT} HTTP/1.0\r\nX-API-Key: k\r\nX-Understudy-Space: {w.name}\r\n\r\n".encode()
        )
        data = connection.rest()
    assert data.startswith(b"HTTP/1.1 200 ") and data.endswith(b"}")


def test_connection_close_is_obeyed(world, connection):
    _, header = space(world)
    data = connection.send(message("GET", CONTENT, [KEY, header, ("Connection", "close")])).rest()
    assert data.startswith(b"HTTP/1.1 200 ")


def test_an_escaped_slash_stays_inside_its_segment(world):
    world().writerzroom.get("/v1/templates/blog%2Farticle", expect=404)
