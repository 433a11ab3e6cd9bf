#!/usr/bin/env bash
# The batch API by hand: create, watch, page through the results, reprocess, list.
#
#   PLACEMILL_URL=http://127.0.0.1:8080 PLACEMILL_ORG=acme PLACEMILL_KEY=... examples/curl.sh
set -euo pipefail
: "${PLACEMILL_URL:?}" "${PLACEMILL_ORG:?}" "${PLACEMILL_KEY:?}"
batches=$PLACEMILL_URL/$PLACEMILL_ORG/place_enrichment/batches

# The key goes through a file descriptor, so that no process list shows it.
api() { curl --silent --show-error --fail-with-body --config <(printf 'header = "Authorization: Bearer %s"\n' "$PLACEMILL_KEY") "$@"; }
field() { sed -n 's/.*"'"$1"'" *: *"\([^"]*\)".*/\1/p' | head -n 1; }

batch_id=$(api "$batches" -H 'Content-Type: application/json' --data '{
  "batch_name": "Two stores",
  "places": [
    {"place_id": "store_001", "inputs": {"name": "Waterstones", "latitude": 51.5090, "longitude": -0.1356}},
    {"place_id": "store_002", "inputs": {"name": "Starbucks", "address": "1912 Pike Pl, Seattle, WA, USA"}}
  ]}' | tr -d '\n' | field batch_id)
echo "Batch created: $batch_id"

until status=$(api "$batches/$batch_id?limit=0" | tr -d '\n' | sed 's/"results".*//' | field status) &&
  [[ $status == completed || $status == partial || $status == failed ]]; do
  echo "Status: $status"
  sleep 1
done
echo "Status: $status"

api "$batches/$batch_id?offset=0&limit=100"
echo
api "$batches/$batch_id/reprocess" -H 'Content-Type: application/json' \
  --data '{"place_ids": ["store_001"]}'
echo
api "$batches"
echo
