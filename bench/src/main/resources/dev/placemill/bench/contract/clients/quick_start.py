"""The guide's quick start, with the client that openapi-generator makes for Python.

Prints the batch it created, and of it and of each batch that is named on the command line every result.
"""

import os
import sys
import time

from openapi_client import (
    ApiClient,
    BatchesApi,
    Configuration,
    Inputs,
    InputsAddress,
    BatchToCreate,
    PlaceToEnrich,
    Reprocessing,
)

ORG = os.environ["PLACEMILL_ORG"]
PAGE = 2


def await_end(api, batch_id):
    while api.read_batch(ORG, batch_id, limit=0).status not in ("completed", "partial", "failed"):
        time.sleep(0.1)


def show(api, batch_id):
    await_end(api, batch_id)
    items = []
    while True:
        page = api.read_batch(ORG, batch_id, offset=len(items), limit=PAGE).results
        items += page
        if len(page) < PAGE:
            break
    for item in items:
        data = item.enriched_data
        print(batch_id, item.place_id, item.enrichment_status, data.website if data else "-")


def main():
    configuration = Configuration(
        host=os.environ["PLACEMILL_URL"].rstrip("/"), access_token=os.environ["PLACEMILL_KEY"]
    )
    with ApiClient(configuration) as client:
        api = BatchesApi(client)
        batch = api.create_batch(
            ORG,
            BatchToCreate(
                batch_name="Quick start in Python",
                places=[
                    PlaceToEnrich(
                        place_id="store_001",
                        inputs=Inputs(name="Starbucks", latitude=40.7128, longitude=-74.006),
                    ),
                    PlaceToEnrich(
                        place_id="store_002",
                        inputs=Inputs(
                            name="Waterstones", address=InputsAddress("203 Piccadilly, London")
                        ),
                    ),
                    PlaceToEnrich(place_id="store_003", inputs=Inputs(name="Nowhere")),
                ],
            ),
            idempotency_key=f"python-{os.getpid()}",
        )
        print("created", batch.batch_id)
        await_end(api, batch.batch_id)
        again = api.reprocess_batch(ORG, batch.batch_id, reprocessing=Reprocessing(place_ids=["store_003"]))
        print("reprocessed", again.reprocessed_count)
        show(api, batch.batch_id)
        for other in sys.argv[1:]:
            show(api, other)


main()
