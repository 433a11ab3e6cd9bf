// The samples of the batch processing guide, as they stand there, against your own server:
// only host, organization and key are taken from the environment.
//
//   PLACEMILL_URL=http://127.0.0.1:8080 PLACEMILL_ORG=acme PLACEMILL_KEY=... node guide-client.mjs
//
// Needs Node 18 or newer and nothing else.

const url = process.env.PLACEMILL_URL;
const org_slug = process.env.PLACEMILL_ORG;
const key = process.env.PLACEMILL_KEY;
if (!url || !org_slug || !key) {
  console.error('Set PLACEMILL_URL, PLACEMILL_ORG and PLACEMILL_KEY.');
  process.exit(2);
}

// ---- Create a batch ----

async function createBatch() {
  const response = await fetch(
    `${url}/${org_slug}/place_enrichment/batches`,
    {
      method: 'POST',
      headers: {
        'Authorization': `Bearer ${key}`,
        'Content-Type': 'application/json'
      },
      body: JSON.stringify({
        batch_name: 'Q1 2024 Store Locations',
        places: [
          {
            place_id: 'store_001',
            inputs: {
              name: 'Downtown Store',
              latitude: 40.7128,
              longitude: -74.0060
            }
          },
          {
            place_id: 'store_002',
            inputs: {
              name: 'Uptown Branch',
              address: '789 Broadway, New York, NY'
            }
          },
          // ... up to 1000 places per batch
        ]
      })
    }
  );
  const batch = await response.json();
  console.log(`Batch created: ${batch.batch_id}`);
  return batch;
}

// ---- Monitor progress ----

async function monitorProgress(batch) {
  const statusResponse = await fetch(
    `${url}/${org_slug}/place_enrichment/batches/${batch.batch_id}`,
    {
      headers: {
        'Authorization': `Bearer ${key}`
      }
    }
  );
  const status = await statusResponse.json();
  console.log(`Progress: ${status.completed_count}/${status.total_count}`);
  console.log(`Status: ${status.status}`);
  return status;
}

// ---- Retrieve results ----

function retrieveResults(status) {
  if (status.status === 'completed') {
    const results = status.results;
    results.forEach(place => {
      console.log(`${place.place_id}: ${place.enrichment_status}`);
      if (place.enriched_data) {
        console.log(' Enriched attributes:', place.enriched_data);
      }
    });
  }
}

// ---- Polling for updates ----

async function waitForBatchCompletion(batchId) {
  const pollInterval = 5000; // 5 seconds
  while (true) {
    const response = await fetch(
      `${url}/${org_slug}/place_enrichment/batches/${batchId}`,
      {
        headers: { 'Authorization': `Bearer ${key}` }
      }
    );
    const status = await response.json();
    console.log(`Progress: ${status.completed_count}/${status.total_count}`);
    if (['completed', 'partial', 'failed'].includes(status.status)) {
      return status;
    }
    await new Promise(resolve => setTimeout(resolve, pollInterval));
  }
}

// ---- Success results ----

function handleSuccess(status) {
  const successfulPlaces = status.results.filter(
    place => place.enrichment_status === 'completed'
  );
  successfulPlaces.forEach(place => {
    // Process enriched data
    const enrichedData = place.enriched_data;
    updateDatabase(place.place_id, enrichedData);
  });
}

function updateDatabase(placeId, enrichedData) {
  console.log(`Saved ${placeId}: ${Object.keys(enrichedData).length} attributes`);
}

// ---- Failed items ----

function handleFailures(status) {
  const failedPlaces = status.results.filter(
    place => place.enrichment_status === 'failed'
  );
  failedPlaces.forEach(place => {
    console.error(`Failed to enrich ${place.place_id}:`, place.error_message);
    // Optionally retry or log for manual review
  });
}

// ---- Reprocessing failed items ----

async function reprocess(batchId) {
  const response = await fetch(
    `${url}/${org_slug}/place_enrichment/batches/${batchId}/reprocess`,
    {
      method: 'POST',
      headers: {
        'Authorization': `Bearer ${key}`,
        'Content-Type': 'application/json'
      },
      body: JSON.stringify({
        place_ids: ['store_001', 'store_015', 'store_042']
      })
    }
  );
  console.log(`Reprocess: ${response.status}`);
  return response;
}

// The sample above names three of many stores, so it needs a batch that has them.
async function createManyStores() {
  const places = [];
  for (let number = 1; number <= 50; number++) {
    places.push({
      place_id: `store_${String(number).padStart(3, '0')}`,
      inputs: { name: `Store ${number}`, latitude: 40.7128, longitude: -74.0060 }
    });
  }
  const response = await fetch(
    `${url}/${org_slug}/place_enrichment/batches`,
    {
      method: 'POST',
      headers: {
        'Authorization': `Bearer ${key}`,
        'Content-Type': 'application/json'
      },
      body: JSON.stringify({ batch_name: 'Fifty stores', places })
    }
  );
  return response.json();
}

// ---- List all batches ----

async function listBatches() {
  const response = await fetch(
    `${url}/${org_slug}/place_enrichment/batches`,
    {
      headers: {
        'Authorization': `Bearer ${key}`
      }
    }
  );
  const batches = await response.json();
  batches.items.forEach(batch => {
    console.log(`${batch.batch_name}: ${batch.status} (${batch.completed_count}/${batch.total_count})`);
  });
}

// ---- Progressive results download ----

async function downloadResults(batchId) {
  let offset = 0;
  const limit = 100;
  const allResults = [];
  while (true) {
    const response = await fetch(
      `${url}/${org_slug}/place_enrichment/batches/${batchId}?offset=${offset}&limit=${limit}`,
      {
        headers: { 'Authorization': `Bearer ${key}` }
      }
    );
    const data = await response.json();
    allResults.push(...data.results);
    if (data.results.length < limit) break;
    offset += limit;
  }
  return allResults;
}

// ---- One after the other ----

const batch = await createBatch();
await monitorProgress(batch);
const ended = await waitForBatchCompletion(batch.batch_id);
retrieveResults(ended);
handleSuccess(ended);
handleFailures(ended);

const stores = await createManyStores();
await waitForBatchCompletion(stores.batch_id);
const answer = await reprocess(stores.batch_id);
if (!answer.ok) throw new Error(`reprocess answered ${answer.status}`);
const again = await waitForBatchCompletion(stores.batch_id);
await listBatches();

const allResults = await downloadResults(stores.batch_id);
if (allResults.length !== again.total_count) {
  throw new Error(`downloaded ${allResults.length} of ${again.total_count} results`);
}
console.log(`Downloaded ${allResults.length} results`);
