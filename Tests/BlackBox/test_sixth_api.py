# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""An invented API, given to the server as a document and nothing else."""

import re

AUDIO = "https://pod.example/1.mp3"


def order(w, **changes):
    body = {"audio": AUDIO, "language": "en"} | changes
    return w.earshot.post("/transcripts", body, expect=201).json["transcript"]["number"]


def show(w, number):
    return w.earshot.get(f"/transcripts/{number}", expect=200).json


def test_submit_poll_and_finish(world):
    w = world()
    number = order(w, episode={"title": "Tides"})
    assert number == 70001
    queued = show(w, number)
    assert queued["state"] == "waiting" and queued["title"] == "Tides" and "text" not in queued
    assert queued["ordered"] == 1773172800
    w.advance(by="3s")
    working = show(w, number)
    assert working["state"] == "working" and working["step"] in {"download", "recognise", "punctuate"}
    w.advance(until="idle")
    ready = show(w, number)
    assert ready["state"] == "ready" and ready["done"] == 100 and "step" not in ready
    assert ready["ended"] == 1773172805 and ready["text"]
    assert re.fullmatch("[0-9a-f-]{36}", ready["document"])
    shelf = w.earshot.get(f"/shelf/{number}", expect=200).json
    assert shelf["text"] == ready["text"] and shelf["kind"] == "transcript"


def test_each_state_has_its_shape(world):
    w = world()
    number = order(w)

    def words():
        return w.earshot.get("/transcripts/latest-words", params={"of": number}, expect=200).json

    assert set(words()) == {"of", "come_back"}
    w.advance(by="3s")
    partial = words()
    assert set(partial) == {"of", "so_far", "share"} and 0 < partial["share"] < 1
    w.advance(until="idle")
    final = words()
    assert set(final) == {"of", "all", "count"} and final["all"].startswith(partial["so_far"])
    failing = order(w, quality="final")
    w.signal(str(failing), "fail", "noise")
    failed = w.earshot.get("/transcripts/latest-words", params={"of": failing}, expect=200).json
    assert failed == {"of": failing, "why": "noise"}


def test_a_missing_input_fails_the_job(world):
    w = world()
    number = w.earshot.post("/transcripts", {"audio": AUDIO, "quality": "final"}, expect=201).json["transcript"]["number"]
    w.advance(until="idle")
    broken = show(w, number)
    assert broken["state"] == "broken" and broken["trouble"] == "cannot tell the language"


def test_lists_are_paged_by_offset_and_filtered(world):
    w = world()
    numbers = [order(w) for _ in range(5)]
    w.signal(str(numbers[1]), "stop")
    page = w.earshot.get("/transcripts", params={"offset": 1, "limit": 2}, expect=200).json
    assert len(page) == 2
    states = w.earshot.get(
        "/transcripts", params=[("state", "withdrawn"), ("state", "ready")], expect=200
    ).json
    assert [t["number"] for t in states] == [numbers[1]]
    w.earshot.get("/transcripts", params={"limit": 51}, expect=422)


def test_stopping_keeps_the_text_and_works_once(world):
    w = world()
    number = order(w)
    w.advance(by="3s")
    stopped = w.earshot.delete(f"/transcripts/{number}", expect=202).json
    assert stopped["state"] == "withdrawn" and stopped["text"]
    refused = w.earshot.delete(f"/transcripts/{number}", expect=409).json
    assert refused["because"] == "TOO_LATE" and refused["http"] == {"status": 409, "phrase": "Conflict"}


def test_records_live_their_whole_life_and_are_paged_by_cursor(world):
    w = world()
    made = w.earshot.post("/voices", {"name": "Dara", "languages": ["ga"]}, expect=201).json
    assert made["public"] is False and made["pitch"] is None
    path = f"/voices/{made['number']}"
    assert w.earshot.patch(path, {"pitch": 99.5}, expect=200).json["name"] == "Dara"
    replaced = w.earshot.put(path, {"name": "Eoin", "languages": ["ga", "en"]}, expect=200).json
    assert replaced["name"] == "Eoin" and replaced["pitch"] is None
    names, cursor = [], None
    while True:
        page = w.earshot.get("/voices", params={"after": cursor} if cursor else None, expect=200).json
        assert len(page["voices"]) <= 2
        names += [v["name"] for v in page["voices"]]
        cursor = page.get("after")
        if not cursor:
            break
    assert names == ["Ada", "Bela", "Chidi", "Eoin"]
    assert w.earshot.get("/voices", params={"after": "nonsense"}, expect=422).json["because"] == "CURSOR"
    speaking = w.earshot.get("/voices", params={"speaks": "hu,ig"}, expect=200).json["voices"]
    assert [v["name"] for v in speaking] == ["Bela", "Chidi"]
    w.earshot.delete(path, expect=204)
    assert w.earshot.get(path, expect=404).json["because"] == "NO_VOICE"


def test_a_reference_must_exist(world):
    w = world()
    assert show(w, order(w, voice=1))["voice"] == "Ada"
    refused = w.earshot.post("/transcripts", {"audio": AUDIO, "voice": 99}, expect=422).json
    assert refused["because"] == "NO_VOICE"


def test_refusals_use_the_one_response_of_the_document(world):
    w = world()
    assert w.earshot.get("/transcripts/1", expect=404).json["because"] == "NO_TRANSCRIPT"
    assert w.earshot.get("/nowhere", expect=404).json["because"] == "NO_PATH"
    assert w.earshot.put("/transcripts", {}, expect=405).json["because"] == "NO_METHOD"
    assert w.earshot.get("/voices", headers={"Authorization": None}, expect=401).json["because"] == "NO_TOKEN"
    assert w.earshot.get("/voices", headers={"Authorization": "Basic x"}, expect=401).json["because"] == "BAD_TOKEN"
    wrong = w.earshot.post("/transcripts", {"audio": "no uri at all", "colour": 1}, expect=422).json
    assert wrong["because"] == "BODY" and len(wrong["problems"]) >= 2


def test_synthetic_records_are_the_same_for_the_same_seed(world):
    first = world(seed=4).earshot.get("/samples", headers={"Authorization": None}, expect=200).json
    assert first == world(seed=4).earshot.get("/samples", expect=200).json
    assert first != world(seed=5).earshot.get("/samples", expect=200).json
    assert first["count"] == len(first["samples"]) == 30
    assert first["short"] == sum(s["length"] == "short" for s in first["samples"])
    assert [s["id"] for s in first["first"]] == [s["id"] for s in first["samples"][:3]]
    ordered = world(seed=4).earshot.get("/samples", params={"sort": "seconds"}, expect=200).json["samples"]
    assert [s["seconds"] for s in ordered] == sorted(s["seconds"] for s in first["samples"])


def test_an_action_answers_at_once(world):
    w = world()
    answer = w.earshot.post("/feedback", {"stars": 4}, headers={"X-Agent": "me"}, expect=200).json
    assert answer == {"thanks": "Thank you", "stars": 4, "at": 1773172800, "agent": "me"}


def test_a_scenario_and_a_variant_drive_it_like_any_other(world):
    w = world(scenario={
        "name": "ours", "jobs": [{"when": {"api": "earshot"}, "then": "fails-midway"}],
        "variants": {"earshot.confidence": "on"},
    })
    number = order(w)
    assert 0 <= show(w, number)["confidence"] <= 1
    w.advance(until="idle")
    assert show(w, number)["state"] == "broken"
