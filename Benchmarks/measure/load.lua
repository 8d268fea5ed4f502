-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: 2026 the Understudy authors

-- For wrk: sends the requests of a file in turn, and prints what came of it as one line of JSON.
-- The file holds, for each request, its length in bytes on a line of its own and then its bytes.

local requests = {}
local current = 0

function init(arguments)
  local file = assert(io.open(arguments[1], "rb"))
  while true do
    local length = file:read("*n")
    if not length then break end
    file:read(1)
    requests[#requests + 1] = file:read(length)
  end
  file:close()
end

function request()
  current = current % #requests + 1
  return requests[current]
end

function done(summary)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests":%d,"bytes":%d,"failures":%d,"refusals":%d}\n', summary.requests, summary.bytes,
    errors.connect + errors.read + errors.write + errors.timeout, errors.status))
end
