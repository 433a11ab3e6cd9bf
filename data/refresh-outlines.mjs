// Turns Natural Earth's land and borders, as the package below carries them, into the map that the console
// draws where there is no internet, and their notice. Run through data/refresh; a given Node version writes
// the same bytes every time.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = 'world-atlas@2.0.2';

// Hundredths of a degree, about a kilometre, which is how coarse the outlines are themselves.
const STEPS_PER_DEGREE = 100;

const repository = fileURLToPath(new URL('..', import.meta.url));
const resources = join(repository, 'server/src/main/resources/dev/placemill/server/console');
const notices = join(repository, 'NOTICE.d');
const work = mkdtempSync(join(tmpdir(), 'placemill-outlines-'));

function main() {
  mkdirSync(resources, { recursive: true });
  mkdirSync(notices, { recursive: true });
  const folder = fetchPackage();
  const topology = JSON.parse(readFileSync(join(folder, 'countries-50m.json'), 'utf8'));
  const arcs = topology.arcs.map(arc => positions(arc, topology.transform));
  const text = JSON.stringify({
    stepsPerDegree: STEPS_PER_DEGREE,
    land: polygons(topology.objects.land).map(rings => rings.map(ring => steps(joined(ring, arcs)))),
    borders: borders(topology).map(index => steps(arcs[index])),
  });
  writeFileSync(join(resources, 'land.json'), text);
  console.log(`land.json: ${text.length} bytes`);
  writeFileSync(join(notices, 'world-atlas.txt'), notice(folder));
}

function fetchPackage() {
  const file = execFileSync('npm', ['pack', '--silent', PACKAGE, '--pack-destination', work], { encoding: 'utf8' }).trim();
  execFileSync('tar', ['xzf', join(work, file), '-C', work]);
  return join(work, 'package');
}

// An arc of a topology: whole numbers, each the difference to the one before.
function positions(arc, { scale, translate }) {
  let x = 0;
  let y = 0;
  return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
}

function polygons({ type, geometries, arcs }) {
  switch (type) {
    case 'GeometryCollection': return geometries.flatMap(polygons);
    case 'MultiPolygon': return arcs;
    case 'Polygon': return [arcs];
    default: throw new Error(`no polygons in ${type}`);
  }
}

// A ring of arcs; a negative number is an arc that is gone through backwards.
function joined(ring, arcs) {
  return ring.flatMap((index, i) => {
    const arc = index < 0 ? arcs[~index].toReversed() : arcs[index];
    return i === 0 ? arc : arc.slice(1);
  });
}

// The arcs that two countries have in common.
function borders({ objects }) {
  const times = new Map();
  for (const index of polygons(objects.countries).flat(2)) {
    const arc = index < 0 ? ~index : index;
    times.set(arc, (times.get(arc) ?? 0) + 1);
  }
  return [...times].filter(([, count]) => count > 1).map(([arc]) => arc);
}

// Longitude and latitude by turns, as differences; points that fall together are left out.
function steps(line) {
  const flat = [];
  let [lastX, lastY] = [0, 0];
  for (const [longitude, latitude] of line) {
    const [x, y] = [Math.round(longitude * STEPS_PER_DEGREE), Math.round(latitude * STEPS_PER_DEGREE)];
    if (flat.length === 0 || x !== lastX || y !== lastY) {
      flat.push(x - lastX, y - lastY);
      [lastX, lastY] = [x, y];
    }
  }
  return flat;
}

function notice(folder) {
  return `${PACKAGE}
https://github.com/topojson/world-atlas

${readFileSync(join(folder, 'LICENSE'), 'utf8').trim()}

Natural Earth, whose land and borders it carries, is in the public domain.
https://www.naturalearthdata.com/
`;
}

try {
  main();
} finally {
  rmSync(work, { recursive: true });
}
