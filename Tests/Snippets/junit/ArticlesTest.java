// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import static org.junit.jupiter.api.Assertions.*;

import java.net.URI;
import java.net.http.*;
import org.junit.jupiter.api.*;

class ArticlesTest {
    static String url = System.getenv("UNDERSTUDY_URL"); // set by `understudy exec -- mvn test`
    static Process server;

    @BeforeAll
    static void start() throws Exception {
        if (url != null) return;
        server = new ProcessBuilder("understudy", "serve", "--port", "0", "--json")
            .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        url = server.inputReader().readLine().replaceFirst(".*\"url\":\"([^\"]+)\".*", "$1");
    }

    @AfterAll
    static void stop() {
        if (server != null) server.destroy();
    }

    static String call(String path, String body) throws Exception {
        var sent = HttpRequest.newBuilder(URI.create(url + "/_understudy/v1/spaces" + path))
            .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build();
        var answer = HttpClient.newHttpClient().send(sent, HttpResponse.BodyHandlers.ofString());
        assertTrue(answer.statusCode() < 300, answer.body());
        return answer.body();
    }

    static void verify(String space, String expected) throws Exception {
        var found = call("/" + space + "/verify", "{\"expect\": [" + expected + "], \"wait\": \"2s\"}");
        assertTrue(found.startsWith("{\"verdict\":\"passed\""), found); // with what came closest
    }

    @Test
    void waitsForTheArticle() throws Exception {
        call("", "{\"name\": \"waits\", \"scenario\": \"slow\", \"clock\": {\"mode\": \"manual\"}}");
        var client = new ArticleClient(url + "/~waits/writerzroom", "any-key");
        var id = client.order("tides");
        call("/waits/clock/advance", "{\"until\": {\"job\": \"" + id + "\"}}");
        assertEquals("completed", client.state(id));
        verify("waits", """
            {"request": {"operation": "generateContent", "body": {"/user_input/topic": "tides"}}, "exactly": 1}""");
    }
}
