# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 the Understudy authors

"""The life of the records of Promptwatch: made, read, listed to the last page, changed, removed, unknown."""

import pytest

from vendors import NOBODY, PROMPT, content, submit_content

CRM = "8e7f4a10-52c9-4d3b-8b1e-6a0d2c9f7001"
SUPPORT = "8e7f4a10-52c9-4d3b-8b1e-6a0d2c9f7002"
RETIRED = "8e7f4a10-52c9-4d3b-8b1e-6a0d2c9f7003"


def new_prompt(w, **changes):
    body = {"prompt": "Where do sailors log their hours?", "llmMonitorId": CRM, "type": "ORGANIC"} | changes
    return w.promptwatch.post("/prompts", body, expect=200).json


def all_pages(w, path, key, **params):
    found, page = [], 1
    while True:
        answer = w.promptwatch.get(path, params=params | {"page": page}, expect=200).json
        found += answer[key]
        assert (answer["page"], answer["total"]) == (page, answer["total"])
        if page >= answer["totalPages"]:
            assert len(found) == answer["total"]
            beyond = w.promptwatch.get(path, params=params | {"page": page + 1}, expect=200).json
            assert beyond[key] == []
            return found
        page += 1


def tags(w, path="/tags"):
    return {label["name"]: label for label in w.promptwatch.get(path, expect=200).json[path[1:]]}


# Projects


def test_a_project_is_added_with_a_slug_of_its_name(world):
    w = world()
    before = w.promptwatch.get("/projects", expect=200).json["projects"]
    made = w.promptwatch.post("/projects", {"name": "Grain & Hull Ltd.", "website": "https://hull.example"}, expect=200)
    assert list(made.json) == ["id", "name", "slug", "website", "createdAt"]
    assert made.json["slug"] == "grain-hull-ltd" and made.json["createdAt"] == w.now()
    after = w.promptwatch.get("/projects", expect=200).json["projects"]
    assert len(after) == len(before) + 1 and made.json in after


@pytest.mark.parametrize("body", [{"name": "x"}, {"website": "x"}, {"name": "", "website": "x"}, {"name": 1, "website": "x"}])
def test_a_project_needs_a_name_and_a_website(world, body):
    assert world().promptwatch.post("/projects", body, expect=400).json["code"] == "FST_ERR_VALIDATION"


# Monitors


def test_only_active_monitors_are_listed_and_the_list_is_bare(world):
    w = world()
    listed = w.promptwatch.get("/monitors", expect=200).json
    assert {monitor["id"] for monitor in listed} == {CRM, SUPPORT}
    assert w.promptwatch.get(f"/monitors/{RETIRED}", expect=200).json["active"] is False
    w.promptwatch.put(f"/monitors/{RETIRED}", {"active": True}, expect=200)
    w.promptwatch.put(f"/monitors/{CRM}", {"active": False}, expect=200)
    listed = w.promptwatch.get("/monitors", params={"page": 1, "size": 1}, expect=200).json
    assert {monitor["id"] for monitor in listed} == {RETIRED, SUPPORT}


def test_a_monitor_counts_its_prompts_and_shows_its_persona(world):
    w = world()
    monitor = w.promptwatch.get(f"/monitors/{CRM}", expect=200).json
    prompts = all_pages(w, "/prompts", "prompts", llmMonitorId=CRM, size=4)
    assert monitor["promptCount"] == len(prompts) == 6
    assert monitor["personaName"] == "Operations lead" and monitor["personaAgeRange"] == "35-44"
    new_prompt(w)
    assert w.promptwatch.get(f"/monitors/{CRM}", expect=200).json["promptCount"] == 7


def test_a_monitor_is_made_with_its_first_prompts(world):
    w = world()
    made = w.promptwatch.post(
        "/monitors",
        {
            "name": "Shipyards", "models": ["openai/gpt-4.1"],
            "initialPrompts": [{"prompt": "Who repairs hulls?", "type": "ORGANIC"}, {"prompt": "And masts?", "type": "ORGANIC"}],
        },
        expect=200,
    ).json
    assert (made["active"], made["languageCode"], made["countryCode"]) == (True, "en-US", "US")
    assert (made["promptCount"], made["responseCount"], made["averageVisibility"]) == (2, 0, 0)
    prompts = all_pages(w, "/prompts", "prompts", llmMonitorId=made["id"])
    assert {p["prompt"] for p in prompts} == {"Who repairs hulls?", "And masts?"}
    assert all(p["llmMonitor"] == {"id": made["id"], "name": "Shipyards"} and p["isActive"] for p in prompts)
    assert made["id"] in {monitor["id"] for monitor in w.promptwatch.get("/monitors", expect=200).json}


def test_a_change_of_a_monitor_leaves_the_rest(world):
    w = world()
    before = w.promptwatch.get(f"/monitors/{SUPPORT}", expect=200).json
    w.advance(by="5s")
    after = w.promptwatch.put(f"/monitors/{SUPPORT}", {"name": "Help desks"}, expect=200).json
    assert after == before | {"name": "Help desks", "updatedAt": w.now()}
    prompt = all_pages(w, "/prompts", "prompts", llmMonitorId=SUPPORT)[0]
    assert prompt["llmMonitor"]["name"] == "Help desks"


def test_a_removed_monitor_takes_its_prompts_along(world):
    w = world()
    document = submit_content(w)
    w.promptwatch.delete(f"/monitors/{CRM}", expect=200)
    assert w.promptwatch.get(f"/monitors/{CRM}", expect=404).json["code"] == "MONITOR_NOT_FOUND"
    assert w.promptwatch.delete(f"/monitors/{CRM}", expect=404).json["code"] == "MONITOR_NOT_FOUND"
    assert w.promptwatch.get(f"/prompts/{PROMPT}", expect=404).json["code"] == "PROMPT_NOT_FOUND"
    assert all_pages(w, "/prompts", "prompts", llmMonitorId=CRM) == []
    shown = content(w, document)
    assert shown["promptId"] == PROMPT and shown["prompt"] is None


@pytest.mark.parametrize("body", [{"name": "x"}, {"name": "x", "models": []}, {"name": "", "models": ["m"]}])
def test_a_monitor_needs_a_name_and_models(world, body):
    world().promptwatch.post("/monitors", body, expect=400)


# Prompts


def test_a_prompt_is_made_listed_and_read_with_its_monitor(world):
    w = world()
    made = new_prompt(w, intent="COMMERCIAL")
    prompt = w.promptwatch.get(f"/prompts/{made['id']}", expect=200).json
    assert prompt["llmMonitor"] == {"id": CRM, "name": "CRM buyers"}
    assert (prompt["intent"], prompt["isActive"], prompt["languageCode"]) == ("COMMERCIAL", True, "en-US")
    assert (prompt["amountOfResponses"], prompt["averageVisibility"]) == (0, None)
    assert all_pages(w, "/prompts", "prompts", size=5)[0] == prompt, "the newest comes first"


def test_the_tags_of_a_new_prompt_are_found_by_name_or_made(world):
    w = world()
    count = tags(w)["pricing"]["promptCount"]
    new_prompt(w, tags=["pricing", "sailing"])
    listed = tags(w)
    assert listed["pricing"]["promptCount"] == count + 1 and listed["sailing"]["promptCount"] == 1


@pytest.mark.parametrize("what", ["tags", "topics"])
def test_names_are_attached_to_prompts_and_made_where_missing(world, what):
    w = world()
    a, b = new_prompt(w)["id"], new_prompt(w)["id"]
    w.promptwatch.post(f"/prompts/{a}/{what}", {what: ["tide", "moon"]}, expect=200)
    w.promptwatch.post(f"/prompts/{a}/{what}", {what: ["moon", "reef"]}, expect=200)
    assert {name: label["promptCount"] for name, label in tags(w, f"/{what}").items() if name in ("tide", "moon", "reef")} == {
        "tide": 1, "moon": 1, "reef": 1,
    }
    w.promptwatch.post(f"/prompts/bulk/{what}", {"promptIds": [a, b], what: ["moon", "gulf"]}, expect=200)
    assert tags(w, f"/{what}")["moon"]["promptCount"] == 2 == tags(w, f"/{what}")["gulf"]["promptCount"]
    assert w.promptwatch.get(f"/prompts/{a}", expect=200).json["prompt"] == "Where do sailors log their hours?"
    if what == "topics":
        gulf = tags(w, "/topics")["gulf"]["id"]
        found = all_pages(w, "/prompts", "prompts", topicIds=gulf)
        assert {p["id"] for p in found} == {a, b}
    unknown = w.promptwatch.post(f"/prompts/{NOBODY}/{what}", {what: ["x"]}, expect=404)
    assert unknown.json["code"] == "PROMPT_NOT_FOUND"
    w.promptwatch.post(f"/prompts/bulk/{what}", {"promptIds": [a, NOBODY], what: ["x"]}, expect=404)
    assert "x" not in tags(w, f"/{what}"), "nothing of a refused call is done"


def test_prompts_are_removed_in_bulk_or_not_at_all(world):
    w = world()
    a, b = new_prompt(w)["id"], new_prompt(w)["id"]
    refused = w.promptwatch.delete("/prompts/bulk", value=None, data=b'{"ids": ["%s", "%s"]}' % (a.encode(), NOBODY.encode()),
                                   headers={"Content-Type": "application/json"}, expect=404)
    assert refused.json["code"] == "PROMPT_NOT_FOUND"
    w.promptwatch.get(f"/prompts/{a}", expect=200)
    removed = w.promptwatch.call("DELETE", "/prompts/bulk", {"ids": [a, b, a]}, expect=200)
    assert removed.json == {"count": 2}
    w.promptwatch.get(f"/prompts/{a}", expect=404)
    for ids in ([], [a] * 101, ["no-uuid"]):
        w.promptwatch.call("DELETE", "/prompts/bulk", {"ids": ids}, expect=400)


# Tags and topics


@pytest.mark.parametrize("what, code", [("tags", "TAG_NOT_FOUND"), ("topics", "TOPIC_NOT_FOUND")])
def test_a_label_that_no_prompt_has_is_not_listed_but_lives(world, what, code):
    w = world()
    made = w.promptwatch.post(f"/{what}", {"names": ["regatta", "harbour", "regatta"]}, expect=200).json[what]
    assert [label["name"] for label in made] == ["regatta", "harbour", "regatta"]
    assert made[0]["id"] == made[2]["id"] and made[0]["promptCount"] == 0
    assert "regatta" not in tags(w, f"/{what}")
    id = made[0]["id"]
    assert w.promptwatch.patch(f"/{what}/{id}", {"name": "cup"}, expect=200).json == {"id": id, "name": "cup", "promptCount": 0}
    prompt = new_prompt(w)["id"]
    w.promptwatch.post(f"/prompts/{prompt}/{what}", {what: ["cup"]}, expect=200)
    assert tags(w, f"/{what}")["cup"] == {"id": id, "name": "cup", "promptCount": 1}
    w.promptwatch.patch(f"/{what}/{id}", {"name": "race"}, expect=200)
    assert tags(w, f"/{what}")["race"]["promptCount"] == 1, "what is renamed stays with its prompts"
    w.promptwatch.delete(f"/{what}/{id}", expect=200)
    assert w.promptwatch.delete(f"/{what}/{id}", expect=404).json["code"] == code
    assert w.promptwatch.patch(f"/{what}/{id}", {"name": "x"}, expect=404).json["code"] == code
    assert "race" not in tags(w, f"/{what}")


def test_all_tags_are_listed_where_the_scenario_says_so(world):
    w = world()
    assert "unused" not in tags(w)
    w.scenario({"name": "all-tags", "variants": {"promptwatch.tags-list": "all"}})
    assert tags(w)["unused"]["promptCount"] == 0


@pytest.mark.parametrize("body", [{}, {"names": []}, {"names": [""]}, {"names": "x"}])
def test_labels_need_names(world, body):
    world().promptwatch.post("/tags", body, expect=400)


# Brands


def test_a_brand_is_added_with_the_domain_of_its_address(world):
    w = world()
    body = {"name": "Fathom", "url": "https://www.Fathom.example/about", "relation": "OTHER"}
    brand = w.promptwatch.post("/brands", body, expect=200).json
    assert list(brand) == ["id", "name", "domain", "relation"]
    assert brand["domain"] == "www.fathom.example" and brand["relation"] == "OTHER"
    assert all_pages(w, "/brands", "brands", size=2)[0] == brand
    assert all_pages(w, "/brands", "brands", query="FATH") == [brand]


def test_brands_are_filtered_by_relation(world):
    w = world()
    rivals = all_pages(w, "/brands", "brands", relation="DIRECT_COMPETITOR")
    assert {brand["name"] for brand in rivals} == {"Tidewater", "Quayside"}
    assert w.promptwatch.get("/brands", expect=200).json["size"] == 50
    w.promptwatch.get("/brands", params={"relation": "FRIEND"}, expect=400)


@pytest.mark.parametrize("missing", ["name", "url", "relation"])
def test_a_brand_needs_all_its_fields(world, missing):
    body = {"name": "Fathom", "url": "https://fathom.example", "relation": "OTHER"}
    del body[missing]
    world().promptwatch.post("/brands", body, expect=400)


# What the other tests need of rules


def test_a_monitor_for_nobody_is_refused(world):
    body = {"name": "x", "models": ["m"], "personaId": NOBODY}
    assert world().promptwatch.post("/monitors", body, expect=404).json["code"] == "PERSONA_NOT_FOUND"


def test_a_prompt_of_an_unknown_monitor_is_refused(world):
    body = {"prompt": "x", "llmMonitorId": NOBODY, "type": "ORGANIC"}
    assert world().promptwatch.post("/prompts", body, expect=404).json["code"] == "MONITOR_NOT_FOUND"


def test_a_prompt_is_changed_in_type_and_intent_only(world):
    w = world()
    made = new_prompt(w)
    w.advance(by="2s")
    body = {"type": "BRAND_SPECIFIC", "intent": None, "prompt": "Another text?", "isActive": False}
    changed = w.promptwatch.put(f"/prompts/{made['id']}", body, expect=200).json
    assert list(changed) == ["id", "prompt", "type", "intent", "updatedAt"]
    assert (changed["type"], changed["intent"], changed["updatedAt"]) == ("BRAND_SPECIFIC", None, w.now())
    prompt = w.promptwatch.get(f"/prompts/{made['id']}", expect=200).json
    assert (prompt["prompt"], prompt["isActive"]) == ("Where do sailors log their hours?", True)
    for missing in ("type", "intent"):
        w.promptwatch.put(f"/prompts/{made['id']}", {k: v for k, v in body.items() if k != missing}, expect=400)
    assert w.promptwatch.put(f"/prompts/{NOBODY}", body, expect=404).json["code"] == "PROMPT_NOT_FOUND"


def test_prompts_are_made_switched_off_and_on_in_bulk(world):
    w = world()
    prompts = [
        {"prompt": "One?", "type": "ORGANIC", "intent": None, "tags": ["pricing"]},
        {"prompt": "Two?", "type": "ORGANIC", "intent": "BRANDED", "isActive": False},
    ]
    count = tags(w)["pricing"]["promptCount"]
    made = w.promptwatch.post("/prompts/bulk", {"llmMonitorId": SUPPORT, "prompts": prompts}, expect=200).json
    assert made["created"] == 2 and [list(p) for p in made["prompts"]] == [["id", "prompt"]] * 2
    ids = [p["id"] for p in made["prompts"]]
    shown = [w.promptwatch.get(f"/prompts/{id}", expect=200).json for id in ids]
    assert [(p["llmMonitorId"], p["isActive"], p["languageCode"]) for p in shown] == [
        (SUPPORT, True, "en-US"), (SUPPORT, False, "en-US")]
    assert tags(w)["pricing"]["promptCount"] == count + 1
    for word, state in (("activate", True), ("deactivate", False)):
        assert w.promptwatch.patch(f"/prompts/bulk/{word}", {"ids": ids}, expect=200).json == {"count": 2}
        assert {w.promptwatch.get(f"/prompts/{id}", expect=200).json["isActive"] for id in ids} == {state}
        refused = w.promptwatch.patch(f"/prompts/bulk/{word}", {"ids": [*ids, NOBODY]}, expect=404)
        assert refused.json["code"] == "PROMPT_NOT_FOUND"
    unknown = w.promptwatch.post("/prompts/bulk", {"llmMonitorId": NOBODY, "prompts": prompts}, expect=404)
    assert unknown.json["code"] == "MONITOR_NOT_FOUND"
    for wrong in ([], prompts * 51):
        w.promptwatch.post("/prompts/bulk", {"llmMonitorId": SUPPORT, "prompts": wrong}, expect=400)


def test_the_relation_of_a_brand_is_all_that_changes(world):
    w = world()
    brand = all_pages(w, "/brands", "brands", query="Lantern")[0]
    changed = w.promptwatch.put(f"/brands/{brand['id']}", {"relation": None, "name": "x"}, expect=200).json
    assert changed == brand | {"relation": None}
    w.promptwatch.put(f"/brands/{brand['id']}", {}, expect=400)
    assert w.promptwatch.put(f"/brands/{NOBODY}", {"relation": "SELF"}, expect=404).json["code"] == "BRAND_NOT_FOUND"
