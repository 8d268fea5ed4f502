// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The client that the snippet tests. */
record ArticleClient(String base, String key) {
    String order(String topic) throws Exception {
        var order = """
            {"template_id": "blog_article_generator", "style_profile_id": "general_blog",
             "user_input": {"topic": "%s", "target_audience": "sailors"}}""".formatted(topic);
        var request = request("/v1/generate").header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(order));
        return member("request_id", request);
    }

    String state(String id) throws Exception {
        return member("status", request("/v1/generate/status/" + id).GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", "Bearer " + key);
    }

    private static String member(String name, HttpRequest.Builder request) throws Exception {
        var answer = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
        return answer.replaceFirst("(?s).*?\"" + name + "\":\"([^\"]+)\".*", "$1");
    }
}
