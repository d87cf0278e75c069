/** Spreadsheets take a file for the old code page of the office without it. */
export const byteOrderMark = '\u{feff}';

/** Cells that a spreadsheet would take for a formula: = + - @, also behind a tab or a line break. */
const formulaLike = /^[\s]*[=+\-@\t\r]/;

/**
 * A cell by RFC 4180. Text that a spreadsheet would run is put behind an apostrophe, since names come from outside;
 * numbers stay numbers, negative ones too. `null`: empty.
 */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = formulaLike.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const csvLine = (cells: readonly (string | number | null)[]): string =>
  `${cells.map(csvCell).join(',')}\r\n`;
