#!/usr/bin/env bash
# Looks what would become of a CSV list, then uploads it without the rows that cannot be taken.
#
#   PLACEMILL_URL=http://127.0.0.1:8080 PLACEMILL_ORG=acme PLACEMILL_KEY=... ./upload-csv.sh stores.csv
set -euo pipefail
: "${PLACEMILL_URL:?}" "${PLACEMILL_ORG:?}" "${PLACEMILL_KEY:?}" "${1:?which file?}"
batches=$PLACEMILL_URL/$PLACEMILL_ORG/place_enrichment/batches

upload() {
  curl --silent --show-error --fail-with-body --retry 5 \
    --config <(printf 'header = "Authorization: Bearer %s"\n' "$PLACEMILL_KEY") \
    -H 'Content-Type: text/csv' --data-binary @"$1" "$batches?on_invalid=skip$2"
  echo
}

upload "$1" '&dry_run=true'
upload "$1" '&batch_name=My+stores'
