// Graphile Worker as its documentation recommends for throughput: a local queue and batched completion.
const { run, makeWorkerUtils } = require("graphile-worker");
const { pool, store, input, sleep, race, wait } = require("./common.js");

const waiting = [];
let flushing = false;

// Jobs that end while an insert is under way share the next one.
async function flush() {
  if (flushing) return;
  flushing = true;
  while (waiting.length) {
    const group = waiting.splice(0, 500);
    await store(group.map((job) => job.id));
    for (const job of group) job.done();
  }
  flushing = false;
}

(async () => {
  const utils = await makeWorkerUtils({ pgPool: pool });
  await utils.migrate();
  const runner = await run({
    pgPool: pool,
    concurrency: wait ? 1000 : 100,
    noHandleSignals: true,
    preset: { worker: { localQueue: { size: wait ? 1500 : 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    taskList: {
      place: async (payload) => {
        await sleep();
        await new Promise((done) => {
          waiting.push({ id: payload.id, done });
          setImmediate(flush);
        });
      },
    },
  });
  await race((ids) => utils.addJobs(ids.map((id) => ({ identifier: "place", payload: { id, ...input(id) } }))));
  await runner.stop();
  await pool.end();
  process.exit(0);
})().catch((problem) => {
  console.error(problem);
  process.exit(1);
});
