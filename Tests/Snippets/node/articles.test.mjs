// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
// For Vitest: import { afterAll as after, beforeAll as before, test } from "vitest";
import { after, before, test } from "node:test";
import { ArticleClient } from "./article-client.mjs";

let url = process.env.UNDERSTUDY_URL; // set by `understudy exec -- node --test`
let server;

before(async () => {
  if (url) return;
  server = spawn("understudy", ["serve", "--port", "0", "--json"], { stdio: ["ignore", "pipe", "inherit"] });
  url = JSON.parse((await once(server.stdout, "data"))[0]).url;
});
after(() => server?.kill());

async function call(path, body) {
  const headers = { "Content-Type": "application/json" };
  const sent = { method: "POST", headers, body: JSON.stringify(body) };
  const answer = await fetch(`${url}/_understudy/v1/spaces${path}`, sent);
  assert.ok(answer.ok, await answer.clone().text());
  return answer.json();
}

async function verify(space, ...expect) {
  const found = await call(`/${space}/verify`, { expect, wait: "2s" });
  assert.equal(found.verdict, "passed", JSON.stringify(found.expectations, null, 2)); // with what came closest
}

test("waits for the article", async () => {
  await call("", { name: "waits", scenario: "slow", clock: { mode: "manual" } });
  const client = new ArticleClient(`${url}/~waits/writerzroom`, "any-key");
  const id = await client.order("tides");
  await call("/waits/clock/advance", { until: { job: id } });
  assert.equal(await client.state(id), "completed");
  const request = { operation: "generateContent", body: { "/user_input/topic": "tides" } };
  await verify("waits", { request, exactly: 1 });
});
