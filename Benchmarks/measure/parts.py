# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors
"""What is measured. Each part starts its own servers, and gives rows of the table."""

import contextlib
import dataclasses
import http.client
import json
import pathlib
import statistics
import subprocess
import tempfile
import time

from . import load, processes, space
from .processes import Invalid
from .table import Row, megabytes, rate, seconds


@dataclasses.dataclass
class Settings:
    binary: pathlib.Path
    nginx: bool
    wrk: bool
    starts: int = 20
    rounds: int = 5
    run_seconds: int = 3
    sizes: tuple = (10, 10_000, 1_000_000)
    finished: int = 1_000_000
    read: int = 100_000
    live: int = 100_000

    @staticmethod
    def quick(binary, nginx, wrk):
        return Settings(
            binary, nginx, wrk, starts=5, rounds=3, run_seconds=1, sizes=(10, 1000, 20_000), finished=20_000,
            read=5000, live=10_000,
        )


# MARK: Start


def start(settings):
    """From the start of the process to the first 200."""
    for path, what, budget in [
        ("/_understudy/v1/health", "start to first 200 of health", 0.030),
        (f"{space.API}/content?size=1", "start to first 200 of a simulated API", 0.030),
    ]:
        times = [first_answer(settings.binary, path) for _ in range(settings.starts)]
        median = statistics.median(wall for wall, _ in times)
        used = statistics.median(cpu for _, cpu in times)
        yield Row(
            f"{what} (median of {settings.starts})", f"{seconds(median)} ({seconds(used)} CPU)",
            budget="under 30 ms", within=median < budget,
        )


def first_answer(binary, path):
    """Seconds until the answer was here, and the CPU time that the process took for it."""
    port = processes.free_port()
    began = time.perf_counter()
    process = subprocess.Popen(
        [binary, "serve", "--port", str(port)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    try:
        while time.perf_counter() - began < 10:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            try:
                connection.request("GET", path, headers={"X-API-Key": load.KEY})
                answer = connection.getresponse()
                answer.read()
                if answer.status != 200:
                    raise Invalid(f"{path}: {answer.status}")
                took = time.perf_counter() - began
                return took, scheduled(process.pid)
            except ConnectionRefusedError:
                time.sleep(0.0002)
            finally:
                connection.close()
        raise Invalid("no answer within 10 s")
    finally:
        process.kill()
        process.wait()


def scheduled(pid):
    """CPU seconds of all threads, finer than the clock ticks of `cpu_seconds`."""
    tasks = pathlib.Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9


# MARK: Memory


def memory(settings):
    """What a server takes that has answered one request of each API."""
    with processes.understudy(settings.binary) as server:
        load.ask(server, "/_understudy/v1/health")
        time.sleep(1)
        rss, pss = server.memory()
        yield Row(
            "idle memory, no request yet", f"{megabytes(rss)} RSS, {megabytes(pss)} PSS", budget="under 40 MB",
            within=rss < 40e6,
        )
        load.ask(server, f"{space.API}/content?size=1")
        time.sleep(1)
        rss, pss = server.memory()
        yield Row(
            "idle memory, one API in use", f"{megabytes(rss)} RSS, {megabytes(pss)} PSS", budget="under 40 MB",
            within=rss < 40e6,
        )


def finished(settings):
    """What a finished job takes, before and after somebody looked at it."""
    journal = 1 << 20
    # A thousand simulated seconds a second: each job is over five milliseconds after its submission.
    with processes.understudy(settings.binary, "--speed", "1000", "--journal-bytes", str(journal)) as server:
        # Fills the journal, so that it does not count below.
        space.fill(server, 2000)
        before, _ = server.memory()
        identifiers = space.fill(server, settings.finished, keep=settings.read)
        time.sleep(0.1)
        done = space.count(server, "completed")
        if done < settings.finished:
            raise Invalid(f"only {done} jobs are finished")
        unread, _ = server.memory()
        each = (unread - before) / settings.finished
        yield Row(
            f"memory for each of {settings.finished:,} finished jobs, unread", f"{each:,.0f} B", budget="under 1 kB",
            within=each < 1000,
        )
        content = []

        def take(body):
            if len(content) < 1000:
                content.append(len(json.loads(body)["content"].encode()))

        load.pipelined(server, (space.poll(identifier) for identifier in identifiers), take)
        after, _ = server.memory()
        each_read = each + (after - unread) / len(identifiers)
        length = statistics.mean(content)
        yield Row(
            f"memory for each finished job, {len(identifiers):,} of them read",
            f"{each_read:,.0f} B with {length:,.0f} B of content", budget="under 1 kB beside content",
            within=each_read - length < 1000,
        )


# MARK: Requests


def polls(settings):
    """A stateful poll beside nginx with the same bytes."""
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(processes.understudy(settings.binary, "--clock", "manual"))
        identifiers = space.fill(server, 100)
        space.advance(server, space.MIDWAY)
        path = f"{space.API}/content/{identifiers[0]}"
        headers, body = midway(server, path)
        requests = [space.poll(identifier) for identifier in identifiers]
        yield compared(
            stack, settings, f"poll of {len(body):,} B, CPU each", server, requests, path, headers, body,
            budget=4, budget_text="at most 4 times (aim: 2.5)",
        )


def submits(settings):
    """Submissions, beside nginx that reads the same bodies and gives the same answer."""
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(processes.understudy(settings.binary, "--clock", "manual"))
        path = f"{space.API}/content/create"
        headers, body = load.ask(server, path, "POST", json.loads(space.order(0)))
        requests = [space.submission(number) for number in range(1000)]
        yield compared(stack, settings, "submit, CPU each", server, requests, path, headers, body)


def midway(server, path):
    headers, body = load.ask(server, path)
    shown = json.loads(body)
    if shown["status"] != "IN_PROGRESS" or not shown["content"] or "x-understudy-request" not in headers:
        raise Invalid(f"this poll is not midway, or not in the journal: {body[:300]!r}")
    return headers, body


def compared(stack, settings, what, server, requests, path, headers, body, budget=None, budget_text=""):
    """Runs of the server and of nginx in turn, so that a machine that slows down slows both."""
    baseline = None
    if settings.nginx:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="understudy-bench-"))
        baseline = stack.enter_context(processes.nginx(folder, {path: (space.copied(headers), body)}))
        check_same(baseline, path, "POST" if requests[0].startswith(b"POST") else "GET", body)
    same = [requests[0].replace(requests[0].split(b" ")[1], path.encode(), 1)]
    load.wrk(server, requests, 1)
    ours, theirs = [], []
    for _ in range(settings.rounds):
        ours.append(load.wrk(server, requests, settings.run_seconds).microseconds)
        if baseline:
            theirs.append(load.wrk(baseline, same, settings.run_seconds).microseconds)
    measured = statistics.median(ours)
    if not theirs:
        return Row(what, rate(measured), "no nginx", budget=budget_text)
    ratio = statistics.median(our / their for our, their in zip(ours, theirs))
    return Row(
        what, rate(measured), rate(statistics.median(theirs)), ratio, budget_text,
        None if budget is None else ratio <= budget,
    )


def check_same(baseline, path, method, body):
    _, given = load.ask(baseline, path, method, {} if method == "POST" else None)
    if given != body:
        raise Invalid("nginx does not answer the same bytes")


# MARK: Size

PAGE = 25


def growth(settings):
    """Polls and list pages in spaces of different sizes, in one server and in turn."""
    with processes.understudy(settings.binary, "--clock", "manual") as server:
        cases = {}
        # A page is full from 25 jobs on, so that is where pages are compared from.
        for size in sorted({*settings.sizes, PAGE}):
            name = f"jobs-{size}"
            began = time.monotonic()
            # As many as the smallest space has, spread over all: polling more of them would measure the processor's
            # caches beside the size of the space.
            identifiers = space.fill(server, size, name, keep=settings.sizes[0])
            took = time.monotonic() - began
            space.advance(server, space.MIDWAY, name)
            if space.count(server, "processing", name) != size:
                raise Invalid(f"not all of {size} jobs are midway")
            polled = [space.poll(identifier, name) for identifier in identifiers]
            listed = [load.request(f"{space.API}/content?size={PAGE}", space=name)]
            if size in settings.sizes:
                cases["poll", size] = polled
            if size >= PAGE:
                cases[f"list page of {PAGE}", size] = listed
            if size == settings.sizes[-1]:
                yield Row(f"fill with {size:,} jobs, pipelined", f"{took:.1f} s")
        figures = {case: [] for case in cases}
        for requests in cases.values():
            load.wrk(server, requests, 1)
        for _ in range(settings.rounds):
            for case, requests in cases.items():
                figures[case].append(load.wrk(server, requests, settings.run_seconds).microseconds)
        for (what, size), these in figures.items():
            smallest = min(other for kind, other in cases if kind == what)
            first = figures[what, smallest]
            row = Row(f"{what}, {size:,} jobs, CPU each", rate(statistics.median(these)))
            if size != smallest:
                row.baseline = rate(statistics.median(first))
                row.ratio = statistics.median(this / small for this, small in zip(these, first))
                row.budget = "within 10 % of the smallest"
                row.within = row.ratio <= 1.1
            yield row


def advance(settings):
    """One jump of the clock over many jobs that live."""
    with processes.understudy(settings.binary, "--clock", "manual") as server:
        space.fill(server, settings.live)
        used = server.cpu_seconds()
        began = time.perf_counter()
        answer = space.advance(server, "24h")
        took = time.perf_counter() - began
        used = server.cpu_seconds() - used
        if space.count(server, "completed") != settings.live:
            raise Invalid("not all jobs are finished a day later")
        yield Row(
            f"advance 24 h over {settings.live:,} live jobs ({answer['firedCount']:,} changes)",
            f"{seconds(took)} ({seconds(used)} CPU)", budget="under 1 s", within=took < 1,
        )


# By name, in the order of the table; and whether the part needs wrk.
PARTS = {
    "start": (start, False),
    "memory": (memory, False),
    "polls": (polls, True),
    "growth": (growth, True),
    "submits": (submits, True),
    "finished": (finished, False),
    "advance": (advance, False),
}
