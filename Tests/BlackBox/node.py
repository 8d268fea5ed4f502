# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""Finds Node.js, without which nobody's JavaScript is tested."""

import shutil
import sys
from pathlib import Path

import pytest


def node() -> str:
    """The program: the machine's, else the one that .ci/run put beside Python; without it the test fails."""
    found = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))
    if found is None:
        pytest.fail("node is not installed: install Node.js 20 or later, or run .ci/run, which does")
    return found
