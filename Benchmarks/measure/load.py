# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors
"""Requests: one at a time, by wrk as fast as a server answers, or pipelined to fill a space."""

import dataclasses
import http.client
import itertools
import json
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile

from .processes import Invalid

KEY = "bench-key"
IDENTIFIER = re.compile(rb'"id":"([^"]+)"')
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
LUA = pathlib.Path(__file__).with_name("load.lua")
CONNECTIONS = 16


def wrk_program():
    return shutil.which("wrk")


def request(path, method="GET", body=None, space=None):
    """The bytes of a request; the space is chosen by the credential, as a client would."""
    key = f"{KEY}~{space}" if space else KEY
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-API-Key: {key}\r\n"
    if body is not None:
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return head.encode() + b"\r\n" + (body or b"")


def ask(server, path, method="GET", value=None, space=None, seconds=120):
    """One request and its answer: headers in lower case, body."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=seconds)
    try:
        headers = {"X-API-Key": f"{KEY}~{space}" if space else KEY}
        body = None
        if value is not None:
            body = json.dumps(value)
            headers["Content-Type"] = "application/json"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        if not 200 <= answer.status < 300:
            raise Invalid(f"{method} {path}: {answer.status} {content[:300]!r}")
        return {name.lower(): text for name, text in answer.getheaders()}, content
    finally:
        connection.close()


@dataclasses.dataclass
class Run:
    requests: int
    cpu_seconds: float
    body_bytes: float

    @property
    def microseconds(self):
        """CPU time of the server for each request."""
        return self.cpu_seconds / self.requests * 1e6


def wrk(server, requests, seconds):
    """Sends the requests in turn over keep-alive connections; every answer must be a 2xx or 3xx."""
    with tempfile.NamedTemporaryFile() as file:
        for each in requests:
            file.write(b"%d\n%s" % (len(each), each))
        file.flush()
        before = server.cpu_seconds()
        result = subprocess.run(
            [wrk_program(), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", LUA,
             f"http://127.0.0.1:{server.port}/", "--", file.name],
            capture_output=True, text=True, timeout=seconds + 30, check=False,
        )
        used = server.cpu_seconds() - before
    lines = [line for line in result.stdout.splitlines() if line.startswith("{")]
    if result.returncode != 0 or not lines:
        raise Invalid(f"wrk failed: {result.stderr.strip() or result.stdout.strip()}")
    counts = json.loads(lines[-1])
    if counts["refusals"] or counts["failures"] or not counts["requests"]:
        raise Invalid(f"{server.name} did not answer all requests: {counts}")
    return Run(counts["requests"], used, counts["bytes"] / counts["requests"])


class Pipeline:
    """A connection on which many requests are written at once and their answers counted."""

    def __init__(self, server):
        self.socket = socket.create_connection(("127.0.0.1", server.port), timeout=60)
        self.rest = b""

    def close(self):
        self.socket.close()

    def send(self, requests):
        self.socket.sendall(b"".join(requests))

    def receive(self, count):
        """The bodies of so many answers."""
        bodies = []
        buffer = self.rest
        start = 0
        while len(bodies) < count:
            end = buffer.find(b"\r\n\r\n", start)
            if end >= 0:
                length = LENGTH.search(buffer, start, end)
                if buffer[start + 9:start + 10] != b"2" or length is None:
                    raise Invalid(f"unexpected answer: {buffer[start:start + 400]!r}")
                stop = end + 4 + int(length[1])
                if stop <= len(buffer):
                    bodies.append(buffer[end + 4:stop])
                    start = stop
                    continue
            more = self.socket.recv(1 << 18)
            if not more:
                raise Invalid("the server closed the connection")
            buffer = buffer[start:] + more
            start = 0
        self.rest = buffer[start:]
        return bodies


def pipelined(server, requests, take, batch=100, connections=2):
    """Sends all the requests, and gives each body to `take`."""
    requests = iter(requests)
    pipelines = [Pipeline(server) for _ in range(connections)]
    waiting = []
    try:
        while True:
            for pipeline in pipelines:
                if len(waiting) == connections:
                    first, count = waiting.pop(0)
                    for body in first.receive(count):
                        take(body)
                part = list(itertools.islice(requests, batch))
                if part:
                    pipeline.send(part)
                    waiting.append((pipeline, len(part)))
                if len(part) < batch:
                    for last, count in waiting:
                        for body in last.receive(count):
                            take(body)
                    return
    finally:
        for pipeline in pipelines:
            pipeline.close()
