// The GeoParquet file, read by hyparquet and by geoparquet.
import { toGeoJson } from 'geoparquet';
import { parquetMetadata, parquetReadObjects, parquetSchema } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { check, end, expectedRows, results, same, sameTable } from './results.mjs';

const expected = await expectedRows();
const bytes = await results('geoparquet');
const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
const metadata = parquetMetadata(file);
const header = parquetSchema(metadata).children.map((column) => column.element.name);
const geo = JSON.parse(metadata.key_value_metadata.find(({ key }) => key === 'geo').value);
same(geo.version, '1.1.0', 'the version of GeoParquet');
same(Number(metadata.num_rows), expected.length, 'the rows that the file says it has');
const plain = (value) => (typeof value === 'bigint' ? Number(value) : value);
const rows = (await parquetReadObjects({ file, compressors })).map((row) =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])),
);
sameTable(header, rows, expected, (found, wanted, where) => {
  const isDegrees = /^input_(lat|long)itude/.test(where) && wanted !== '';
  same(found, isDegrees ? Number(wanted) : wanted, where);
});
const located = expected.filter(({ point }) => point !== null);
check(located.length > 0, () => 'no place is located');
expected.forEach(({ id, point }, i) => samePoint(rows[i]?.geometry?.coordinates, point, `hyparquet's point of ${id}`));
const { features } = await toGeoJson({ file, compressors });
same(features.length, located.length, 'the features that geoparquet reads');
located.forEach(({ id, point }, i) => {
  same(features[i]?.properties.place_id, id, `the id of feature ${i}`);
  samePoint(features[i]?.geometry.coordinates, point, `geoparquet's point of ${id}`);
});

function samePoint(coordinates, point, where) {
  same(coordinates?.[0], point?.longitude, where);
  same(coordinates?.[1], point?.latitude, where);
}
end();
