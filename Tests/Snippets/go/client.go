// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package articles

import (
	"bytes"
	"encoding/json"
	"net/http"
)

// ArticleClient is the client that the snippet tests.
type ArticleClient struct{ Base, Key string }

// Order orders an article and gives its id.
func (c ArticleClient) Order(topic string) string {
	body, _ := json.Marshal(map[string]any{
		"template_id": "blog_article_generator", "style_profile_id": "general_blog",
		"user_input": map[string]string{"topic": topic, "target_audience": "sailors"},
	})
	return c.call("POST", "/v1/generate", body)["request_id"].(string)
}

// State tells how far an article is.
func (c ArticleClient) State(id string) string {
	return c.call("GET", "/v1/generate/status/"+id, nil)["status"].(string)
}

func (c ArticleClient) call(method, path string, body []byte) (answer map[string]any) {
	request, _ := http.NewRequest(method, c.Base+path, bytes.NewReader(body))
	request.Header.Set("Authorization", "Bearer "+c.Key)
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		panic(err)
	}
	defer response.Body.Close()
	json.NewDecoder(response.Body).Decode(&answer)
	return answer
}
