# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""The README's snippets for pytest and Node, run as it says: by `understudy exec`, and with a server of their own.

That they are the README's, EmbeddingTests/SnippetTests.swift looks after; Go's and JUnit's are run by hand.
"""

import os
import shutil
import subprocess
import sys

import pytest

from node import node
from server_process import PATIENCE, ROOT, binary, clean_environment

SNIPPETS = ROOT / "Tests" / "Snippets"

RUNNERS = {
    "pytest": lambda: [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "."],
    "node": lambda: [node(), "--test", "--test-reporter=tap"],
}


def run(snippet, folder, *, under_exec=True, change=lambda text: text):
    shutil.copytree(SNIPPETS / snippet, folder, dirs_exist_ok=True)
    (test,) = [file for file in folder.iterdir() if "client" not in file.name and "test" in file.name]
    test.write_text(change(test.read_text()))
    command = RUNNERS[snippet]()
    if under_exec:
        command = ["understudy", "exec", "--fail-on", "warning", "--", *command]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=PATIENCE, stdin=subprocess.DEVNULL,
        env=clean_environment(PATH=f"{binary().parent}:{os.environ['PATH']}", PYTHONDONTWRITEBYTECODE="1"),
    )


@pytest.mark.parametrize("under_exec", [True, False])
@pytest.mark.parametrize("snippet", sorted(RUNNERS))
def test_a_snippet_passes(snippet, under_exec, tmp_path):
    result = run(snippet, tmp_path, under_exec=under_exec)
    assert result.returncode == 0, result.stdout + result.stderr
    assert {"pytest": "1 passed", "node": "# pass 1"}[snippet] in result.stdout
    if under_exec:
        assert "writerzroom: 2 of 33 operations exercised" in result.stderr


@pytest.mark.parametrize("snippet", sorted(RUNNERS))
def test_a_snippet_that_fails_says_what_came_closest(snippet, tmp_path):
    result = run(snippet, tmp_path, change=lambda text: text.replace('order("tides")', 'order("waves")'))
    assert result.returncode == 1, result.stdout + result.stderr
    for part in ["expected exactly 1, found 0", "body /user_input/topic", "tides", "waves"]:
        assert part in result.stdout
