# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""Speaks to a server in bytes, and reads its answers with h11."""

import socket
import struct
from dataclasses import dataclass

import h11

from server_process import PATIENCE


@dataclass
class RawAnswer:
    status: int
    headers: dict[str, str]
    body: bytes
    is_complete: bool = True


class RawConnection:
    def __init__(self, port: int, host: str = "127.0.0.1"):
        self.socket = socket.create_connection((host, port), timeout=PATIENCE)
        self._parser = h11.Connection(h11.CLIENT)
        self._closed = False

    def send(self, data: bytes):
        self.socket.sendall(data)
        return self

    def answer(self, method: str = "GET") -> RawAnswer | None:
        """The next answer that is not informational, or None where the connection ended before one."""
        if self._parser.our_state is h11.IDLE:
            # Tells h11 what was asked, so that it knows where the answer ends.
            self._parser.send(h11.Request(method=method, target="/", headers=[("Host", "x")]))
            self._parser.send(h11.EndOfMessage())
        response, body = None, b""
        while True:
            try:
                event = self._parser.next_event()
            except h11.RemoteProtocolError:
                if response is None:
                    return None
                return RawAnswer(response.status_code, self._fields(response), body, is_complete=False)
            if event is h11.NEED_DATA:
                try:
                    self._parser.receive_data(self.socket.recv(65536))
                except ConnectionResetError:
                    if response is None:
                        raise
                    return RawAnswer(response.status_code, self._fields(response), body, is_complete=False)
            elif isinstance(event, h11.Response):
                response = event
            elif isinstance(event, h11.Data):
                body += bytes(event.data)
            elif isinstance(event, h11.EndOfMessage):
                if self._parser.our_state is h11.DONE and self._parser.their_state is h11.DONE:
                    self._parser.start_next_cycle()
                return RawAnswer(response.status_code, self._fields(response), body)
            elif isinstance(event, h11.ConnectionClosed):
                return None

    @staticmethod
    def _fields(response):
        return {name.decode().title(): value.decode() for name, value in response.headers}

    def rest(self) -> bytes:
        """Everything until the server closes."""
        data = b""
        while piece := self.socket.recv(65536):
            data += piece
        return data

    def reset(self):
        """Ends the connection with a reset instead of an orderly close."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()


def message(method, path, headers=(), body=b"", host="127.0.0.1"):
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}"]
    lines += [f"{name}: {value}" for name, value in headers]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body
