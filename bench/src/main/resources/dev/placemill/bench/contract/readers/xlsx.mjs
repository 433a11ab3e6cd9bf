// The workbook, read by ExcelJS.
import ExcelJS from 'exceljs';
import { check, end, expectedRows, results, same, sameTable } from './results.mjs';

const expected = await expectedRows();
const workbook = new ExcelJS.Workbook();
await workbook.xlsx.load(await results('xlsx'));
same(workbook.worksheets.map((sheet) => sheet.name).join(), 'results', 'the sheets');
const sheet = workbook.worksheets[0];
same(sheet.views[0]?.state, 'frozen', 'the first row and column');
const width = sheet.columnCount;
const cells = (row) => Array.from({ length: width }, (_, i) => sheet.getRow(row).getCell(i + 1).value);
const header = cells(1);
const rows = [];
for (let row = 2; row <= sheet.rowCount; row++) {
  rows.push(Object.fromEntries(cells(row).map((value, i) => [header[i], value ?? ''])));
}
let typed = 0;
sameTable(header, rows, expected, (found, wanted, where) => {
  const isDegrees = /^input_(lat|long)itude/.test(where) && wanted !== '';
  if (isDegrees || typeof wanted !== 'string') {
    typed++;
    same(found, isDegrees ? Number(wanted) : wanted, where);
  } else {
    // A text is a text, whatever it begins with: no formula, no link, no date.
    same(found, wanted, where);
  }
});
check(typed > 0, () => 'no cell is a number');
end();
