// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/** The client that the snippet tests. */
export class ArticleClient {
  constructor(base, key) {
    this.base = base;
    this.headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
  }

  async order(topic) {
    const order = {
      template_id: "blog_article_generator",
      style_profile_id: "general_blog",
      user_input: { topic, target_audience: "sailors" },
    };
    const sent = { method: "POST", headers: this.headers, body: JSON.stringify(order) };
    return (await (await fetch(`${this.base}/v1/generate`, sent)).json()).request_id;
  }

  async state(id) {
    const answer = await fetch(`${this.base}/v1/generate/status/${id}`, { headers: this.headers });
    return (await answer.json()).status;
  }
}
