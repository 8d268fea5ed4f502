// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package articles

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"testing"
)

// Run it by `understudy exec -- go test ./...`, which sets the variable.
var url = os.Getenv("UNDERSTUDY_URL")

type object = map[string]any

func call(t *testing.T, path string, body object) (found object) {
	sent, _ := json.Marshal(body)
	answer, err := http.Post(url+"/_understudy/v1/spaces"+path, "application/json", bytes.NewReader(sent))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if json.NewDecoder(answer.Body).Decode(&found); answer.StatusCode >= 300 {
		t.Fatal(path, found)
	}
	return found
}

func TestWaitsForTheArticle(t *testing.T) {
	call(t, "", object{"name": t.Name(), "scenario": "slow", "clock": object{"mode": "manual"}})
	client := ArticleClient{url + "/~" + t.Name() + "/writerzroom", "any-key"}
	id := client.Order("tides")
	call(t, "/"+t.Name()+"/clock/advance", object{"until": object{"job": id}})
	if state := client.State(id); state != "completed" {
		t.Error(state)
	}
	request := object{"operation": "generateContent", "body": object{"/user_input/topic": "tides"}}
	found := call(t, "/"+t.Name()+"/verify", object{"expect": []object{{"request": request, "exactly": 1}}, "wait": "2s"})
	if found["verdict"] != "passed" {
		nearest, _ := json.MarshalIndent(found["expectations"], "", "  ")
		t.Errorf("%s", nearest) // with what came closest
	}
}
