// The FeatureCollection, held against RFC 7946 by check-geojson.
import { getIssues } from '@placemarkio/check-geojson';
import { check, end, expectedRows, results, same, sameCell } from './results.mjs';

const expected = await expectedRows();
const source = (await results('geojson')).toString('utf8');
for (const issue of getIssues(source)) check(false, () => `${issue.severity} at ${issue.from}: ${issue.message}`);
const { features } = JSON.parse(source);
same(features.length, expected.length, 'the number of features');
let located = 0;
expected.forEach(({ id, cells, point }, i) => {
  const { id: found, geometry, properties } = features[i] ?? { properties: {} };
  same(found, id, `the id of feature ${i}`);
  same(geometry === null, point === null, `whether ${id} has no point`);
  if (geometry && point) {
    located++;
    same(geometry.coordinates[0], Number(point.longitude.toFixed(7)), `the longitude of ${id}`);
    same(geometry.coordinates[1], Number(point.latitude.toFixed(7)), `the latitude of ${id}`);
  }
  for (const [name, wanted] of cells) sameCell(properties[name] ?? '', wanted, `${name} of ${id}`);
  for (const name of Object.keys(properties)) check(cells.has(name), () => `${id} has a property ${name}`);
});
check(located > 0, () => 'no place is located');
end();
