// Writes the brand resource of the enrichment library from two pinned npm packages.
// Run by a developer, never by the build: node data/refresh-brands.mjs (see data/README.md).

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { gzipSync } from 'node:zlib';

const NSI = { name: 'name-suggestion-index', version: '8.0.20260918' };
const COUNTRY_CODER = { name: '@rapideditor/country-coder', version: '5.6.1' };

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const RESOURCE = join(
  ROOT, 'enrichment/src/main/resources/dev/placemill/source/brand/brands.tsv.gz');
const LIST = '\u001f';
const GRID = 24;

const work = mkdtempSync(join(tmpdir(), 'placemill-brands-'));
try {
  main(unpack(NSI), unpack(COUNTRY_CODER));
} finally {
  rmSync(work, { recursive: true });
}

function main(nsiFolder, coderFolder) {
  const json = path => JSON.parse(readFileSync(join(nsiFolder, 'dist', path), 'utf8'));
  const sources = {
    categories: Object.entries(json('json/nsi.min.json').nsi)
      .filter(([path]) => path.startsWith('brands/'))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
    wikidata: json('wikidata/wikidata.min.json').wikidata,
    dissolved: json('wikidata/dissolved.min.json').dissolved,
    genericWords: json('json/genericWords.min.json').genericWords,
    locations: locationResolver(loadCountryCoder(coderFolder), json('json/featureCollection.min.json')),
  };
  const lines = resourceLines(sources);
  mkdirSync(dirname(RESOURCE), { recursive: true });
  writeFileSync(RESOURCE, gzip(lines.join('\n') + '\n'));
  writeNotice(NSI, nsiFolder, 'name-suggestion-index.txt',
    'Names, countries, websites, social accounts and logos of brands, taken from its brand items and\n' +
    'its Wikidata file.');
  writeNotice(COUNTRY_CODER, coderFolder, 'country-coder.txt',
    'Used to resolve the areas a brand trades in to country codes.');
  console.log(`${lines.length} lines written to ${RESOURCE}`);
}

/** Fetches one pinned package with npm pack and returns the folder it was unpacked to. */
function unpack({ name, version }) {
  const [archive] = execFileSync('npm', ['pack', `${name}@${version}`, '--silent'], { cwd: work })
    .toString().trim().split('\n').slice(-1);
  const folder = join(work, archive.replace('.tgz', ''));
  mkdirSync(folder);
  execFileSync('tar', ['xzf', join(work, archive), '-C', folder, '--strip-components=1']);
  return folder;
}

/** The bundle for browsers is the one build that needs no further package. */
function loadCountryCoder(folder) {
  const context = vm.createContext({});
  vm.runInContext(readFileSync(join(folder, 'dist/country-coder.iife.js'), 'utf8'), context);
  return vm.runInContext('countryCoder', context);
}

/** The line types are described in data/README.md and read by BrandCatalog. */
function resourceLines({ categories, wikidata, dissolved, genericWords, locations }) {
  const table = () => {
    const rows = new Map();
    return { rows, index: row => rows.get(row) ?? (rows.set(row, rows.size), rows.size - 1) };
  };
  const sets = table();
  const organisations = table();
  const brands = [];
  const categoryIndex = new Map(categories.map(([path], index) => [path.slice('brands/'.length), index]));
  for (const [path, { items }] of categories) {
    for (const item of [...items].sort((a, b) => (a.id < b.id ? -1 : 1))) {
      const organisation = item.tags['brand:wikidata'] ?? '';
      const known = wikidata[organisation] ?? {};
      const kinds = [path.slice('brands/'.length), ...(item.matchTags ?? [])]
        .map(kind => categoryIndex.get(kind)).filter(index => index !== undefined);
      brands.push(row('B', item.id, [...new Set(kinds)].join(','), sets.index(locations(item.locationSet)),
        organisations.index(organisationRow(organisation, known)), item.tags.cuisine ?? '',
        endings(dissolved[item.id] ?? (known.dissolutions ?? []).filter(ending => !ending.countries)),
        item.tags.name ?? item.tags.brand ?? item.displayName, namesOf(item, known)));
    }
  }
  return [
    row('V', NSI.version, COUNTRY_CODER.version),
    row('G', genericWords),
    ...categories.map(([path, { properties }]) => row('C', path.slice('brands/'.length),
      properties.exclude?.generic ?? [], properties.exclude?.named ?? [])),
    ...[...sets.rows.keys()].map(set => row('L', set)),
    ...[...organisations.rows.keys()].map(organisation => 'W\t' + organisation),
    ...brands,
  ];
}

function organisationRow(id, { label = '', identities = {}, officialWebsites = [], logos = {} }) {
  const websites = [...new Set([identities.website, ...officialWebsites].filter(Boolean))];
  return row(id, label, logos.wikidata ?? logos.facebook ?? '', identities.facebook ?? '',
    identities.instagram ?? '', identities.twitter ?? '',
    identities.youtubeHandle ? '@' + identities.youtubeHandle.replace(/^@/, '') : identities.youtube ?? '',
    identities.linkedin ?? '', identities.tiktok ?? '', websites);
}

/** All names: the brand's own first, then what the place is called, then the others. */
function namesOf({ displayName, matchNames = [], tags }, { label }) {
  const tagged = pattern => Object.keys(tags).filter(key => pattern.test(key)).sort().map(key => tags[key]);
  const plain = displayName.replace(/\s*\([^)]*\)\s*$/, '');
  const names = [tags.brand ?? plain, ...(tags.name ? [tags.name] : []), plain,
    ...tagged(/^(name|brand):[\w-]+$/).filter(name => !/^(Q\d+|\w\w:.*)$/.test(name)),
    ...tagged(/^(alt|official|short|int|old)_name(:[\w-]+)?$/), ...tagged(/^brand:short(:[\w-]+)?$/),
    ...matchNames];
  if (label && !names.some(name => /[a-z]/i.test(name))) {
    names.push(label);
  }
  const single = names.flatMap(name => name.split(';')).map(clean).filter(Boolean);
  return single.filter((name, index) =>
    single.findIndex(other => other.toLowerCase() === name.toLowerCase()) === index);
}

function endings(dissolutions) {
  return dissolutions.map(({ date, upgrade }) => (date ?? '').slice(0, 10) + (upgrade ? '>' + upgrade : ''));
}

/** A function from a location set to country codes: "DE FR", or "* CN US" for all but these. */
function locationResolver(coder, { features }) {
  const areas = new Map(features.map(feature => [feature.id, countriesOfArea(coder, feature.geometry)]));
  const whole = code => countriesOf(coder.featuresIn(code).concat(coder.feature(code)));
  const isPart = code => {
    const { iso1A2, country, level } = coder.feature(code).properties;
    return !iso1A2 && Boolean(country) && level !== 'country';
  };
  const world = whole('001');
  return ({ include = ['001'], exclude = [] }) => {
    const countries = new Set(include.flatMap(place => {
      if (Array.isArray(place)) {
        return countriesOf([coder.feature([place[0], place[1]], { level: 'territory' })].filter(Boolean));
      }
      return place.endsWith('.geojson') ? areas.get(place) : whole(place);
    }));
    for (const place of exclude) {
      // A part of a country that is left out does not leave out the country.
      if (typeof place === 'string' && !place.endsWith('.geojson') && !isPart(place)) {
        whole(place).forEach(country => countries.delete(country));
      }
    }
    const missing = world.filter(country => !countries.has(country));
    return missing.length < world.length / 2
      ? ['*', ...missing].join(' ') : [...countries].sort().join(' ');
  };
}

/** ISO 3166-1 alpha-2 codes, and XK, which users write for Kosovo; a part gives its country. */
function countriesOf(features) {
  const codes = features.map(({ properties }) => {
    const own = properties.iso1A2;
    const official = own && !['EU', 'UN'].includes(own)
      && (properties.isoStatus === 'official' || !properties.isoStatus || own === 'XK');
    return official ? own : properties.country;
  });
  return [...new Set(codes.filter(code => code && /^[A-Z]{2}$/.test(code)))].sort();
}

/** The countries of a grid of points inside an area; its vertices alone would touch neighbours. */
function countriesOfArea(coder, { type, coordinates }) {
  const polygons = type === 'Polygon' ? [coordinates] : coordinates;
  const inside = polygons.flatMap(polygon => pointsInside(polygon[0]));
  const points = inside.length > 0 ? inside : polygons.map(polygon => polygon[0][0]);
  const found = points.map(point => coder.feature(point, { level: 'territory' })).filter(Boolean);
  return countriesOf(found);
}

function pointsInside(ring) {
  const [xs, ys] = [0, 1].map(axis => ring.map(point => point[axis]));
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const points = [];
  for (let i = 0; i < GRID; i++) {
    for (let j = 0; j < GRID; j++) {
      const point = [west + ((i + 0.5) / GRID) * (east - west), south + ((j + 0.5) / GRID) * (north - south)];
      if (isInside(point, ring)) {
        points.push(point);
      }
    }
  }
  return points;
}

function isInside([x, y], ring) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i];
    const [xj, yj] = ring[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) {
      inside = !inside;
    }
  }
  return inside;
}

function row(...columns) {
  return columns.map(column => (Array.isArray(column) ? column.map(clean).join(LIST) : clean(String(column))))
    .join('\t');
}

function clean(text) {
  return text.replace(/[\t\n\r\u001f]+/g, ' ').trim();
}

/** The same bytes whenever and wherever it is run: no time stamp, no operating system. */
function gzip(text) {
  const bytes = gzipSync(Buffer.from(text, 'utf8'), { level: 9 });
  bytes.fill(0, 4, 8);
  bytes[9] = 255;
  return bytes;
}

function writeNotice({ name, version }, folder, file, use) {
  const { repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const origin = (repository.url ?? repository).replace(/^git\+/, '').replace(/\.git$/, '');
  const licence = readFileSync(join(folder, 'LICENSE.md'), 'utf8').trim();
  mkdirSync(join(ROOT, 'NOTICE.d'), { recursive: true });
  writeFileSync(join(ROOT, 'NOTICE.d', file), `${name} ${version}\n${origin}\n\n${use}\n\n${licence}\n`);
}
