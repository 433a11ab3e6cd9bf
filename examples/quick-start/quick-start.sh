#!/usr/bin/env bash
# Enriches three places with curl.
#
#   PLACEMILL_URL=http://127.0.0.1:8080 PLACEMILL_ORG=acme PLACEMILL_KEY=... ./quick-start.sh
set -euo pipefail
: "${PLACEMILL_URL:?}" "${PLACEMILL_ORG:?}" "${PLACEMILL_KEY:?}"
batches=$PLACEMILL_URL/$PLACEMILL_ORG/place_enrichment/batches

# Tries again by itself when the server is busy, after as long as Retry-After says. The key goes
# through a file descriptor, so that no process list shows it. An error is a problem document.
api() {
  local answer
  answer=$(curl --silent --show-error --fail-with-body --retry 5 \
    --config <(printf 'header = "Authorization: Bearer %s"\n' "$PLACEMILL_KEY") "$@") ||
    { echo "$(field code <<<"$answer"): $(field detail <<<"$answer")" >&2; return 1; }
  printf '%s' "$answer"
}
field() { sed -n 's/^{[^{]*"'"$1"'" *: *"\([^"]*\)".*/\1/p'; }

batch=$(api "$batches" -H 'Content-Type: application/json' -H "Idempotency-Key: $$-$RANDOM" --data '{
  "batch_name": "Quick start",
  "places": [
    {"place_id": "store_001", "inputs": {"name": "Waterstones", "latitude": 51.5090, "longitude": -0.1356}},
    {"place_id": "store_002", "inputs": {"name": "Starbucks", "address": "1912 Pike Pl, Seattle, WA, USA"}},
    {"place_id": "store_003", "inputs": {"name": "A place that nobody can find"}}
  ]}')
batch_id=$(field batch_id <<<"$batch")
echo "Batch created: $batch_id"

# Each answer is held until the batch has ended, for half a minute at most.
while status=$(field status <<<"$batch") && [[ $status == queued || $status == processing ]]; do
  batch=$(api "$batches/$batch_id" -H 'Prefer: wait=30')
done
echo "Status: $status"
echo "$batch"
