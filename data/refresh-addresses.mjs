// Turns OpenCage's address templates, as the package below carries them, into the resource of the address
// room, and their notice. Run through data/refresh; a given Node version writes the same bytes every time.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const PACKAGE = '@fragaria/address-formatter@6.7.1';

const repository = fileURLToPath(new URL('..', import.meta.url));
const resources = join(repository, 'enrichment/src/main/resources/dev/placemill/address');
const notices = join(repository, 'NOTICE.d');
const work = mkdtempSync(join(tmpdir(), 'placemill-addresses-'));

function main() {
  mkdirSync(resources, { recursive: true });
  mkdirSync(notices, { recursive: true });
  const folder = fetchPackage();
  const read = name => JSON.parse(readFileSync(join(folder, 'src/templates', `${name}.json`), 'utf8'));
  save('formats.json.gz', JSON.stringify({
    templates: templates(read('templates')),
    aliases: read('aliases').map(({ alias, name }) => [alias, name]),
    stateCodes: codes(read('state-codes')),
    countyCodes: codes(read('county-codes')),
  }));
  writeFileSync(join(notices, 'address-formatter.txt'), notice(folder));
}

function fetchPackage() {
  const file = execFileSync('npm', ['pack', '--silent', PACKAGE, '--pack-destination', work], { encoding: 'utf8' }).trim();
  execFileSync('tar', ['xzf', join(work, file), '-C', work]);
  return join(work, 'package');
}

// The named ones (generic1, fallback2) are already written out where a country uses them.
const templates = all => Object.fromEntries(Object.entries(all).filter(([, template]) => typeof template === 'object'));

// Country to all names of a state or county to its code.
const codes = all => Object.fromEntries(Object.entries(all).map(([country, entries]) => [
  country,
  Object.fromEntries(entries.flatMap(({ name, key }) =>
    (typeof name === 'string' ? [name] : Object.values(name)).map(one => [one, key]))),
]));

// The package carries its own licence; that of the templates it takes from OpenCage has the same text.
function notice(folder) {
  const licence = readFileSync(join(folder, 'LICENSE'), 'utf8').trim();
  const templates = licence.replace(/Copyright \(c\) .*/, 'Copyright (c) 2020 Opencage GmbH - https://opencagedata.com');
  return `${PACKAGE}
https://github.com/fragaria/address-formatter

${licence}

OpenCageData/address-formatting, whose templates it carries
https://github.com/OpenCageData/address-formatting

${templates}
`;
}

function save(file, content) {
  const packed = gzipSync(content, { level: 9 });
  packed[9] = 255; // the "operating system" of the gzip header, so that every system writes the same
  writeFileSync(join(resources, file), packed);
  console.log(`${file}: ${packed.length} bytes`);
}

try {
  main();
} finally {
  rmSync(work, { recursive: true });
}
