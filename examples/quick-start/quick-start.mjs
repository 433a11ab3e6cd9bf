// Enriches three places. Needs Node 18 or newer and nothing else.
//
//   PLACEMILL_URL=http://127.0.0.1:8080 PLACEMILL_ORG=acme PLACEMILL_KEY=... node quick-start.mjs

const { PLACEMILL_URL, PLACEMILL_ORG, PLACEMILL_KEY } = process.env;
const batches = `${PLACEMILL_URL}/${PLACEMILL_ORG}/place_enrichment/batches`;
const seconds = (number) => new Promise((done) => setTimeout(done, number * 1000));

async function call(path, options = {}) {
  for (;;) {
    const answer = await fetch(batches + path, {
      ...options,
      headers: { Authorization: `Bearer ${PLACEMILL_KEY}`, ...options.headers },
    });
    const body = await answer.json();
    if (answer.ok) return body;
    // The server is busy and says for how long; anything else is an error for good.
    if (answer.status !== 429 && answer.status !== 503) {
      throw new Error(`${body.code}: ${body.detail}`);
    }
    await seconds(Number(answer.headers.get('Retry-After') ?? 1));
  }
}

try {
  let batch = await call('', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
    body: JSON.stringify({
      batch_name: 'Quick start',
      places: [
        { place_id: 'store_001', inputs: { name: 'Waterstones', latitude: 51.509, longitude: -0.1356 } },
        { place_id: 'store_002', inputs: { name: 'Starbucks', address: '1912 Pike Pl, Seattle, WA, USA' } },
        { place_id: 'store_003', inputs: { name: 'A place that nobody can find' } },
      ],
    }),
  });
  console.log(`Batch created: ${batch.batch_id}`);

  // Each answer is held until the batch has ended, for half a minute at most.
  while (batch.status === 'queued' || batch.status === 'processing') {
    batch = await call(`/${batch.batch_id}`, { headers: { Prefer: 'wait=30' } });
  }
  console.log(`Status: ${batch.status}`);
  for (const place of batch.results) {
    const found = place.enriched_data?.website ?? place.error_message ?? 'no website';
    console.log(`${place.place_id}: ${place.enrichment_status}, ${found}`);
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
