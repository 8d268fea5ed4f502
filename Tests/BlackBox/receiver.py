# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""A receiver of webhooks on a real socket, which misbehaves as it is told."""

import http.server
import socket
import struct
import threading
from dataclasses import dataclass, field


@dataclass
class Received:
    path: str
    headers: dict
    body: bytes
    is_whole: bool


@dataclass
class Receiver:
    """Answers each message by the next of `script`, the last of which stays.

    A status, (status, headers), "reset", "silence" (no answer until the test is over), "half" (a body that breaks off),
    or a function of what was received that gives a status.
    """

    script: list = field(default_factory=lambda: [200])
    port: int = 0

    def __post_init__(self):
        self.received: list[Received] = []
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._server = None

    def start(self):
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                length = int(self.headers.get("Content-Length", 0))
                body = self.rfile.read(length)
                got = Received(self.path, dict(self.headers.items()), body, len(body) == length)
                with receiver._lock:
                    receiver.received.append(got)
                    step = receiver.script[min(len(receiver.received), len(receiver.script)) - 1]
                receiver._answer(self, step(got) if callable(step) else step)

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            allow_reuse_address = True
            daemon_threads = True

            def handle_error(self, *_):
                pass  # broken connections are what these tests are about

        self._server = Server(("127.0.0.1", self.port), Handler)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def stop(self):
        self._over.set()
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def _answer(self, handler, step):
        handler.close_connection = True
        if step == "silence":
            self._over.wait(60)
            return
        if step == "reset":
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            handler.connection.close()
            return
        if step == "half":
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
            return
        status, headers = step if isinstance(step, tuple) else (step, {})
        body = b"seen"
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def bodies(self) -> list[bytes]:
        return [got.body for got in self.received]

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
