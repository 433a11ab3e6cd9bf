"""Enriches three places. Needs Python 3.8 or newer and nothing else.

    PLACEMILL_URL=http://127.0.0.1:8080 PLACEMILL_ORG=acme PLACEMILL_KEY=... python3 quick_start.py
"""

import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid

URL, ORG, KEY = (os.environ["PLACEMILL_" + name] for name in ("URL", "ORG", "KEY"))


def call(path, body=None, headers=None):
    request = urllib.request.Request(
        f"{URL}/{ORG}/place_enrichment/batches{path}",
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": "Bearer " + KEY, **(headers or {})},
    )
    while True:
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            # The server is busy and says for how long; anything else is an error for good.
            if error.code not in (429, 503):
                problem = json.load(error)
                sys.exit(f"{problem['code']}: {problem['detail']}")
            time.sleep(int(error.headers.get("Retry-After", 1)))


batch = call(
    "",
    {
        "batch_name": "Quick start",
        "places": [
            {"place_id": "store_001", "inputs": {"name": "Waterstones", "latitude": 51.509, "longitude": -0.1356}},
            {"place_id": "store_002", "inputs": {"name": "Starbucks", "address": "1912 Pike Pl, Seattle, WA, USA"}},
            {"place_id": "store_003", "inputs": {"name": "A place that nobody can find"}},
        ],
    },
    {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())},
)
print("Batch created:", batch["batch_id"])

# Each answer is held until the batch has ended, for half a minute at most.
while batch["status"] in ("queued", "processing"):
    batch = call("/" + batch["batch_id"], headers={"Prefer": "wait=30"})
print("Status:", batch["status"])
for place in batch["results"]:
    found = (place["enriched_data"] or {}).get("website") or place["error_message"] or "no website"
    print(f"{place['place_id']}: {place['enrichment_status']}, {found}")
