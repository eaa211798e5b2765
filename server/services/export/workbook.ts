import ExcelJS from 'exceljs';

/** `plain`: all of it is text, also what looks like a number, as codes do. */
export type Sheet = { title: string; lines: readonly (readonly string[])[]; plain?: boolean };

/** A workbook as base64. Numbers are numbers, everything else is text: nothing that a spreadsheet would run. */
export async function workbook(sheets: readonly Sheet[]): Promise<string> {
  const book = new ExcelJS.Workbook();
  for (const { title, lines, plain } of sheets) {
    const sheet = book.addWorksheet(title);
    for (const cells of lines) sheet.addRow(cells.map((text) => (!plain && /^-?\d{1,12}(\.\d+)?$/.test(text) && !/^0\d/.test(text) ? Number(text) : text)));
  }
  return Buffer.from(await book.xlsx.writeBuffer()).toString('base64');
}
