# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""Two hundred clients at once, each a thread with a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from client import World
from vendors import content, submit_content

CLIENTS = 200
ORDER = ["PENDING", "IN_PROGRESS", "COMPLETED"]


def at_once(work, arguments):
    """Runs `work` for each argument in a thread; all begin together."""
    barrier = Barrier(len(arguments))

    def begin(argument):
        barrier.wait(60)
        return work(argument)

    with ThreadPoolExecutor(len(arguments)) as pool:
        return list(pool.map(begin, arguments, timeout=300))


def check_life(documents):
    """What one client saw of one job: forward only, content growing."""
    states = [d["status"] for d in documents]
    assert states == sorted(states, key=ORDER.index) and states[-1] == "COMPLETED"
    final = documents[-1]["content"]
    texts = [d["content"] for d in documents if d["content"] is not None]
    assert all(final.startswith(text) for text in texts)
    assert [len(text) for text in texts] == sorted(len(text) for text in texts)


def test_two_hundred_clients_in_two_hundred_spaces(server):
    def life(number):
        w = World(server, f"parallel-{number}")
        w.control.post(
            "/spaces", {"name": w.name, "seed": number, "scenario": "by-polls", "clock": {"mode": "manual"}}, expect=201
        )
        id = submit_content(w)
        seen = []
        while not seen or seen[-1]["status"] != "COMPLETED":
            seen.append(content(w, id))
        check_life(seen)
        # Exactly the polls that the scenario counts: nobody else's were taken for this client's.
        assert [d["status"] for d in seen] == ["PENDING"] + ["IN_PROGRESS"] * 3 + ["COMPLETED"]
        entries = w.requests()["requests"]
        assert [e["id"] for e in entries] == list(range(1, 7))
        assert w.control.get(f"/spaces/{w.name}", expect=200).json["requests"] == 6
        return id, seen[-1]["content"]

    lives = at_once(life, range(CLIENTS))
    assert len({id for id, _ in lives}) == CLIENTS, "another seed, another identifier"


def test_two_hundred_clients_in_one_space(world):
    w = world(scenario="by-polls")

    def life(_):
        id = submit_content(w)
        seen = []
        while not seen or seen[-1]["status"] != "COMPLETED":
            seen.append(content(w, id))
        check_life(seen)
        assert len(seen) == 5
        return id

    ids = at_once(life, range(CLIENTS))
    assert len(set(ids)) == CLIENTS
    jobs = w.jobs(limit=1000)
    assert jobs["total"] == CLIENTS and {j["state"] for j in jobs["jobs"]} == {"completed"}
    assert {j["id"] for j in jobs["jobs"]} == set(ids) and {j["polls"] for j in jobs["jobs"]} == {5}
    numbers = [e["id"] for e in w.requests(limit=1000)["requests"]]
    numbers += [e["id"] for e in w.requests(limit=1000, since=1000)["requests"]]
    assert numbers == list(range(1, CLIENTS * 6 + 1))


def test_two_hundred_clients_of_one_job_see_it_only_go_forward(world):
    w = world()
    id = submit_content(w)

    def poll(number):
        if number % 20 == 0:
            w.advance(by="500ms")
        return [content(w, id) for _ in range(5)]

    seen = at_once(poll, range(CLIENTS))
    w.advance(until="idle")
    final = content(w, id)
    for documents in seen:
        check_life(documents + [final])
    assert w.job(id)["polls"] == CLIENTS * 5 + 1
