# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""Starts the binary, waits for its ready line, and stops it."""

import json
import os
import queue
import signal
import subprocess
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Only against hangs; nothing waits this long when the server works.
PATIENCE = 60


def binary() -> Path:
    chosen = os.environ.get("UNDERSTUDY_BINARY")
    path = Path(chosen) if chosen else ROOT / ".build" / "debug" / "understudy"
    if not path.exists():
        raise RuntimeError(f"{path} is not there: run swift build --product understudy first")
    return path.resolve()


def clean_environment(**variables) -> dict:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("UNDERSTUDY_")}
    return kept | variables


class ServerProcess:
    """A running server. The first line of its standard output says where it is."""

    def __init__(self, *arguments, environment=None, cwd=None, program=None, port="0"):
        command = [str(program or binary()), "serve"]
        if port is not None:
            command += ["--port", port]
        command += ["--json", *map(str, arguments)]
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            cwd=cwd,
            env=clean_environment(**(environment or {})),
        )
        self._lines: queue.Queue[str | None] = queue.Queue()
        self.errors: list[str] = []
        self._error_seen = threading.Condition()
        self._readers = [
            threading.Thread(target=self._read_output, daemon=True),
            threading.Thread(target=self._read_errors, daemon=True),
        ]
        for reader in self._readers:
            reader.start()
        try:
            first = self._lines.get(timeout=PATIENCE)
        except queue.Empty:
            self.kill()
            raise RuntimeError("the server printed no ready line") from None
        if first is None:
            code = self.process.wait(PATIENCE)
            self._readers[1].join(PATIENCE)
            raise RuntimeError(f"the server ended with {code}: " + "".join(self.errors))
        self.ready = json.loads(first)
        self.url: str = self.ready["url"]
        self.port: int = self.ready["port"]

    def _read_output(self):
        for line in self.process.stdout:
            self._lines.put(line.decode())
        self._lines.put(None)

    def _read_errors(self):
        for line in self.process.stderr:
            with self._error_seen:
                self.errors.append(line.decode())
                self._error_seen.notify_all()

    def wait_for_log(self, text: str, occurrence: int = 1) -> str:
        """Waits until `occurrence` lines of standard error hold the text; the last of them."""

        def found():
            return [line for line in self.errors if text in line]

        with self._error_seen:
            if not self._error_seen.wait_for(lambda: len(found()) >= occurrence, PATIENCE):
                raise AssertionError(f"no {text!r} among:\n" + "".join(self.errors))
            return found()[occurrence - 1]

    def ask_to_stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)

    def stop(self, how=signal.SIGTERM) -> int:
        """Stops it as a supervisor would; its exit code."""
        if self.process.poll() is None:
            self.ask_to_stop(how)
        return self.wait()

    def wait(self) -> int:
        try:
            code = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError("the server did not stop") from None
        for reader in self._readers:
            reader.join(PATIENCE)
        return code

    def kill(self):
        self.process.kill()
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()
        self.process.stdout.close()
        self.process.stderr.close()


def run(*arguments, environment=None, cwd=None, program=None) -> subprocess.CompletedProcess:
    """Runs a command of the binary to its end."""
    return subprocess.run(
        [str(program or binary()), *map(str, arguments)],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=PATIENCE,
        cwd=cwd,
        env=clean_environment(**(environment or {})),
    )
