# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors
"""The processes that are measured: how they start, stop, and what they have used so far."""

import ctypes
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time

PR_SET_PDEATHSIG = 1
TICKS = os.sysconf("SC_CLK_TCK")


class Invalid(Exception):
    """A measurement would mean nothing: an answer was wrong, a process died."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _die_with_parent():
    # Also where this program is killed in a way that it cannot handle.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Measured:
    """A server process on a port of this machine."""

    def __init__(self, name, arguments, port, stderr=None):
        self.name = name
        self.port = port
        self.process = subprocess.Popen(
            arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=stderr, preexec_fn=_die_with_parent
        )

    def __enter__(self):
        try:
            wait_for_port(self)
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        # Nothing here needs a server's last words, and freeing a million jobs takes time.
        self.process.kill()
        self.process.wait()

    def cpu_seconds(self):
        """User and system time of all threads so far."""
        # The command's name may hold spaces; the fields after it do not.
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self):
        """Resident and proportional set size in bytes."""
        sizes = {}
        for line in pathlib.Path(f"/proc/{self.process.pid}/smaps_rollup").read_text().splitlines()[1:]:
            name, value = line.split(":")
            sizes[name] = int(value.split()[0]) * 1024
        return sizes["Rss"], sizes["Pss"]


def wait_for_port(server, seconds=10):
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if server.process.poll() is not None:
            raise Invalid(f"{server.name} ended with {server.process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", server.port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.005)
    raise Invalid(f"{server.name} did not listen within {seconds} s")


def understudy(binary, *options):
    port = free_port()
    return Measured("understudy", [str(binary), "serve", "--port", str(port), "--seed", "1", *options], port)


def nginx_program():
    return shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")


def nginx(folder, answers):
    """One nginx process that gives fixed answers from memory.

    answers: path to (headers, body); bodies are cut because nginx bounds the length of one parameter.
    """
    port = free_port()
    constants, locations = [], []
    for number, (path, (headers, body)) in enumerate(answers.items()):
        text = body.decode()
        pieces = [text[start:start + 1000] for start in range(0, len(text), 1000)]
        for piece, part in enumerate(pieces):
            constants.append(f"  map '' $body_{number}_{piece} {{ default {_quoted(part)}; }}")
        whole = "".join(f"${{body_{number}_{piece}}}" for piece in range(len(pieces)))
        added = "".join(
            f"add_header {name} {_quoted(value)}; " for name, value in headers.items() if name != "content-type"
        )
        kind = _quoted(headers.get("content-type", "text/plain"))
        locations.append(f"    location = {path} {{ default_type {kind}; {added}return 200 \"{whole}\"; }}")
    folder = pathlib.Path(folder)
    configuration = folder / "nginx.conf"
    temporary = "\n".join(
        f"  {kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    newline = "\n"
    configuration.write_text(f"""
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log stderr crit;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  server_tokens off;
  keepalive_requests 1000000000;
  map_hash_bucket_size 2048;
{temporary}
{newline.join(constants)}
  server {{
    listen 127.0.0.1:{port};
{newline.join(locations)}
  }}
}}
""")
    return Measured(
        "nginx", [nginx_program(), "-c", str(configuration), "-p", str(folder)], port, stderr=subprocess.DEVNULL
    )


def _quoted(text):
    if "$" in text:
        raise Invalid("an answer with a dollar sign cannot be given to nginx as a constant")
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
