// The guide's quick start, with the client that openapi-generator makes for fetch. Prints the batch it created, and of
// it and of each batch that is named on the command line every result.
import { BatchesApi, Configuration, type Item } from './generated';

const org = process.env.PLACEMILL_ORG!;
const api = new BatchesApi(
  new Configuration({
    basePath: process.env.PLACEMILL_URL!.replace(/\/$/, ''),
    accessToken: process.env.PLACEMILL_KEY!,
  }),
);
const pageSize = 2;

async function awaitEnd(batchId: string): Promise<void> {
  for (;;) {
    const { status } = await api.readBatch({ org, batchId, limit: 0 });
    if (['completed', 'partial', 'failed'].includes(status)) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function show(batchId: string): Promise<void> {
  await awaitEnd(batchId);
  const items: Item[] = [];
  for (;;) {
    const page = await api.readBatch({ org, batchId, offset: items.length, limit: pageSize });
    items.push(...page.results);
    if (page.results.length < pageSize) {
      break;
    }
  }
  for (const item of items) {
    console.log(batchId, item.placeId, item.enrichmentStatus, item.enrichedData?.website ?? '-');
  }
}

async function main(): Promise<void> {
  const batch = await api.createBatch({
    org,
    idempotencyKey: `typescript-${process.pid}`,
    batchToCreate: {
      batchName: 'Quick start in TypeScript',
      places: [
        { placeId: 'store_001', inputs: { name: 'Starbucks', latitude: 40.7128, longitude: -74.006 } },
        { placeId: 'store_002', inputs: { name: 'Waterstones', address: '203 Piccadilly, London' } },
        { placeId: 'store_003', inputs: { name: 'Nowhere' } },
      ],
    },
  });
  console.log('created', batch.batchId);
  await awaitEnd(batch.batchId);
  const again = await api.reprocessBatch({
    org,
    batchId: batch.batchId,
    reprocessing: { placeIds: ['store_003'] },
  });
  console.log('reprocessed', again.reprocessedCount);
  await show(batch.batchId);
  for (const other of process.argv.slice(2)) {
    await show(other);
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
