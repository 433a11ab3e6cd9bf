// What both contestants of Node share: the workload, and results stored many at a time.
const fs = require("node:fs");
const { Pool } = require("pg");

const [, , placesFile, resultsFile, countText, waitText, firstText] = process.argv;
const inputs = fs.readFileSync(placesFile, "utf8").trim().split("\n");
const results = fs.readFileSync(resultsFile, "utf8").trim().split("\n");
const count = Number(countText);
const wait = Number(waitText);
const first = Number(firstText);
const pool = new Pool({ max: 20 });
const submitted = new Float64Array(count);
const latencies = [];
let resolveAll;
const allDone = new Promise((resolve) => (resolveAll = resolve));

async function store(ids) {
  await pool.query("INSERT INTO peer_result SELECT * FROM unnest($1::bigint[], $2::text[])", [
    ids,
    ids.map((id) => results[id % results.length]),
  ]);
  const now = performance.now();
  for (const id of ids) latencies.push(now - submitted[id - first]);
  if (latencies.length === count) resolveAll();
}

const input = (id) => JSON.parse(inputs[id % inputs.length]);
const sleep = () => (wait ? new Promise((resolve) => setTimeout(resolve, wait)) : undefined);

async function race(enqueue) {
  const begin = performance.now();
  const cpuBefore = process.cpuUsage();
  for (let from = first; from < first + count; from += 1000) {
    const ids = Array.from({ length: Math.min(1000, first + count - from) }, (_, i) => from + i);
    for (const id of ids) submitted[id - first] = performance.now();
    await enqueue(ids);
  }
  await allDone;
  const seconds = (performance.now() - begin) / 1000;
  const cpu = process.cpuUsage(cpuBefore);
  latencies.sort((a, b) => a - b);
  const at = (share) => latencies[Math.floor(share * (latencies.length - 1))];
  console.log(`OUTCOME ${seconds} ${at(0.5)} ${at(0.99)} ${(cpu.user + cpu.system) / 1e6}`);
}

module.exports = { pool, store, input, sleep, race, wait };
