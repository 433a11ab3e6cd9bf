// pg-boss as its documentation recommends for throughput: inserts, fetches and completions by hundreds.
const PgBoss = require("pg-boss");
const { pool, store, input, sleep, race, wait } = require("./common.js");

(async () => {
  const boss = new PgBoss({ db: { executeSql: (text, values) => pool.query(text, values) }, schedule: false });
  await boss.start();
  await boss.createQueue("place");
  let going = true;
  const workers = Array.from({ length: wait ? 8 : 4 }, async () => {
    while (going) {
      const jobs = await boss.fetch("place", { batchSize: 500 });
      if (!jobs.length) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        continue;
      }
      await sleep();
      await store(jobs.map((job) => job.data.id));
      await boss.complete("place", jobs.map((job) => job.id));
    }
  });
  await race((ids) => boss.insert(ids.map((id) => ({ name: "place", data: { id, ...input(id) } }))));
  going = false;
  await Promise.all(workers);
  process.exit(0);
})().catch((problem) => {
  console.error(problem);
  process.exit(1);
});
