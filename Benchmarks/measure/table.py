# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors
"""The table that is printed. Nothing here fails: a figure beyond its budget is said, not raised."""

import dataclasses

HEADINGS = ["what", "measured", "baseline", "ratio", "budget", "within"]


@dataclasses.dataclass
class Row:
    what: str
    measured: str
    baseline: str = ""
    ratio: float | None = None
    budget: str = ""
    # None: there is no budget, or nothing to compare with.
    within: bool | None = None

    def cells(self):
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        within = "" if self.within is None else "yes" if self.within else "NO"
        return [self.what, self.measured, self.baseline, ratio, self.budget, within]


def text(rows):
    """The rows as a Markdown table that also reads well as it is."""
    table = [HEADINGS] + [row.cells() for row in rows]
    widths = [max(len(line[column]) for line in table) for column in range(len(HEADINGS))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths)) + " |" for line in table]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def seconds(value):
    return f"{value * 1000:.1f} ms" if value < 1 else f"{value:.2f} s"


def megabytes(value):
    return f"{value / 1e6:.1f} MB"


def rate(microseconds):
    """CPU time of one request, and how many that makes in a second of CPU."""
    return f"{microseconds:.1f} us ({1e6 / microseconds:,.0f}/s)"
