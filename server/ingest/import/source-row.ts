/** Where a row stands: `row` counts records with the header as 1, as a spreadsheet does; `line` is the line of the text. */
export type Place = { row: number; line: number | null };

/** One record of a file, by column; or a record that cannot be read, with the reason and what stands there. */
export type SourceRow = (Place & { values: Record<string, unknown> }) | (Place & { damage: string; raw: string });

/** Words of the columns that a header has, each column's own, without blanks and marks. */
export type Heads = readonly (readonly string[])[];

/** Of a workbook the sheet that was read, and the row of it that is the header. */
export type SheetHead = { sheet: string; row: number };

/** The header of a file and its rows in bunches; `read` tells how many bytes have been taken so far. */
export type SourceFile = { columns: string[] | null; rows: AsyncIterable<SourceRow[]>; read(): number; head?: SheetHead };
