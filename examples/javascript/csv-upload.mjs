// The guide's CSV sample, as it stands there. Needs `npm install csv-parse` and a file with the
// columns id, name, lat, lng and address.
//
//   PLACEMILL_URL=... PLACEMILL_ORG=... PLACEMILL_KEY=... node csv-upload.mjs places.csv

import { parse } from 'csv-parse';
import fs from 'fs';

async function processCsvFile(filepath) {
  const places = [];
  // Parse CSV
  const parser = fs.createReadStream(filepath).pipe(parse({
    columns: true,
    skip_empty_lines: true
  }));
  for await (const row of parser) {
    places.push({
      place_id: row.id,
      inputs: {
        name: row.name,
        latitude: parseFloat(row.lat),
        longitude: parseFloat(row.lng),
        address: row.address
      }
    });
  }
  // Create batch
  const batch = await createBatch({
    batch_name: `CSV Import - ${filepath}`,
    places
  });
  return batch;
}

async function createBatch(body) {
  const response = await fetch(
    `${process.env.PLACEMILL_URL}/${process.env.PLACEMILL_ORG}/place_enrichment/batches`,
    {
      method: 'POST',
      headers: {
        'Authorization': `Bearer ${process.env.PLACEMILL_KEY}`,
        'Content-Type': 'application/json'
      },
      body: JSON.stringify(body)
    }
  );
  const batch = await response.json();
  if (!response.ok) throw new Error(batch.detail);
  return batch;
}

const batch = await processCsvFile(process.argv[2]);
console.log(`Batch created: ${batch.batch_id}`);
