# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""A terminal with a program in front of it, and hands that type."""

import os
import pty
import re
import select
import signal
import time

from server_process import PATIENCE


class Terminal:
    def __init__(self, command, environment):
        self.text = ""
        self.process, self._master = pty.fork()
        if self.process == 0:
            os.execvpe(command[0], list(map(str, command)), environment)

    def type(self, text: str):
        os.write(self._master, text.encode())

    def expect(self, pattern: str) -> re.Match:
        """Waits until the screen shows it; what was before is taken as read."""
        end = time.monotonic() + PATIENCE
        while not (found := re.search(pattern, self.text)):
            if not self._read(end):
                raise AssertionError(f"no {pattern!r} on the screen:\n{self.text}")
        self.text = self.text[found.end() :]
        return found

    def _read(self, end) -> bool:
        ready, _, _ = select.select([self._master], [], [], max(0, end - time.monotonic()))
        try:
            read = os.read(self._master, 65536) if ready else b""
        except OSError:  # nobody has the terminal open any more
            read = b""
        self.text += read.decode(errors="replace")
        return bool(read)

    def wait(self) -> int:
        """The exit code of the program, when it has ended."""
        end = time.monotonic() + PATIENCE
        while self._read(end):
            pass
        while True:
            process, status = os.waitpid(self.process, os.WNOHANG)
            if process:
                self.process = 0
                return os.waitstatus_to_exitcode(status)
            if time.monotonic() > end:
                raise AssertionError("the program at the terminal did not end")
            time.sleep(0.02)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process:
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
        os.close(self._master)
