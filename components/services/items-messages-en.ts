import type { ItemField } from '../../server/core/items/read-items.ts';
import type { ItemsWords } from './items-messages.ts';

export const itemsWordsEn: ItemsWords = {
  title: 'Item lists',
  note: 'One list of its own items a region, counted item by item into the catalogue ratios; regions below have lists of their own and stand in no list above',
  back: 'Back to service volumes',
  region: 'Region',
  importFile: 'Import a list',
  exportFile: 'Export',
  exporting: 'Exporting',
  exported: (rows) => `${rows} items exported`,
  failed: (what, todo) => `${what}, ${todo}`,
  ratios: 'Catalogue ratios',
  ratiosOf: (lists, places, items) => `${lists} of ${places} regions have a list, ${items} items together`,
  ratiosUnread: '–',
  ratiosNote:
    'Both sides count items of the population alone. Above, numerators and denominators of the own list and of those below are added; regions without a list are not counted, and nothing is estimated. What is reported stands apart and is never added to this.',
  noRatios: 'The dictionary has no indicator that is counted from lists',
  noRatiosWhat: 'Mark in the profile’s dictionary which property counts, over which items',
  indicator: 'Indicator',
  counts: 'What counts',
  countsOf: (property, population) => `${property} ÷ ${population}`,
  allItems: 'all items',
  and: ' and ',
  ratio: 'Ratio',
  parts: 'Numerator ÷ denominator',
  partsOf: (num, den) => `${num} ÷ ${den}`,
  lacking: 'Items without it',
  lackingOf: (n) => `${n} items`,
  lackingLabel: (name, n) => `${name}: see the ${n} items without it`,
  uncounted: (why, columns, levels) => {
    switch (why) {
      case 'level':
        return `Counted from lists of this level alone: ${levels}`;
      case 'columns':
        return `The list has no column “${columns}”`;
      case 'no_list':
        return 'No list';
      case 'empty':
        return 'No item of the list is of its denominator';
      case 'waiting':
        return 'Imported, counted within a minute';
      case 'refused':
        return 'The figures did not take it: see the state below';
      case 'dated':
        return 'The list is dated before the last three years';
    }
  },
  uncountedHead: 'These ratios are not counted:',
  uncountedLine: (name, why) => `${name}: ${why}`,
  notAdded: 'Not reported at this level, and not added up from below',
  open: (name, value) => `${name} ${value}, open its card`,
  places: 'Lists by region',
  place: 'Region',
  level: 'Level',
  asOf: 'List date',
  items: 'Items',
  itemsOf: (n) => `${n} items`,
  version: 'Version',
  versionOf: (n) => `Version ${n}`,
  state: 'State',
  byWhom: 'Imported by',
  history: 'Versions',
  historyOf: (name) => `${name} · versions`,
  noList: 'Not imported',
  noLists: 'No list has been imported',
  noListsWhat: 'Choose “Import a list”, a region and a date, and a CSV or XLSX file',
  noListsRead: 'A data steward imports it',
  noListsFound: 'Items are listed here once a list is imported',
  waiting: 'Imported, counted within a minute',
  refused: (names) => `Not counted: ${names}`,
  list: 'Items',
  search: 'Search code or name',
  lackingOnly: (name) => `Only items in the denominator of “${name.replaceAll('“', '‘').replaceAll('”', '’')}” that do not count in its numerator`,
  showAll: 'Show all',
  found: (n) => `${n} items`,
  noItems: 'No such item',
  noItemsWhat: 'Choose another region or search, or show all',
  previous: 'Previous',
  next: 'Next',
  pageOf: (page, pages) => `Page ${page} of ${pages}`,
  fields: { code: 'Code', name: 'Name', region: 'Region code', department: 'Department', kind: 'Kind' },
  properties: 'Has',
  none: '—',
  unknown: 'Columns not given',
  file: 'File',
  fileHint: (properties) =>
    `CSV or XLSX whose first line names the columns 事项编码, 事项名称, 行政区划代码, 实施主体, 事项类型; columns of properties hold 是 or 否 (yes or no): ${properties}`,
  kindsHint: (kinds) => `Kinds: ${kinds}`,
  dated: 'List date',
  datedHint: 'From this day on it takes the place of the region’s list before; another of the same day is a correction',
  check: 'Check',
  checking: 'Checking',
  write: 'Import',
  why: 'Note',
  whyHint: 'Optional: where the file comes from, why it is corrected',
  tooLarge: 'The file is too large: about 8 MB of CSV or 700 KB of XLSX; save XLSX as CSV, or split it by region',
  willWrite: (items, asOf) => `Checked: ${items} items, dated ${asOf}`,
  willReplace: (version, items) => `Takes the place of version ${version} of that day (${items} items), which stays among the versions`,
  same: 'The same as the list that was imported for that day: nothing to import',
  sheetRead: (sheet) => `Read the sheet ${sheet}, and no other`,
  against: (asOf, items, to, added, gone, changed) =>
    `Against the list in force (${asOf}, ${items} items): ${items} → ${to} items, ${added} added, ${gone} gone, ${changed} changed`,
  alike: (asOf) => `Item by item the same as the list in force (${asOf})`,
  firstList: 'No list is in force on that day: all items are new',
  template: 'Template (CSV)',
  example: { code: 'EXAMPLE-001', name: 'Example (remove this line before the import)', department: 'Example bureau', mark: '是或否' },
  wrote: (items, told) => (told ? `${items} items imported, ratios updated` : `${items} items imported, ratios follow within a minute`),
  faults: (n) => `${n} faults: nothing was imported`,
  faultLine: (lines, others, text) => (lines === '' ? text : `Line ${lines}${others === null ? '' : ` and ${others} more`}: ${text}`),
  faultsLike: (line, all, text) => `${all} more of this kind, as line ${line}: ${text}`,
  fault: ({ code, field, text }, fields) => {
    const name = fields[field as ItemField] ?? field;
    switch (code) {
      case 'empty_file':
        return 'the file is empty (0 bytes): choose one that has something in it';
      case 'not_xlsx':
        return 'this is no XLSX file, or it is encrypted or damaged: save it again as XLSX without a password, or as CSV';
      case 'other_kind':
        return 'CSV, TSV and XLSX files can be imported: save it as one of these';
      case 'too_large':
        return 'the file cannot be opened or holds too much: a list has at most 100,000 items, split it by region';
      case 'no_head':
        return 'there is no head: the first line names the columns, as in the template';
      case 'two_heads':
        return `two columns are named “${text}”: remove or rename one`;
      case 'empty':
        return 'there are no items: write them below the head';
      case 'too_many':
        return `there are ${text} rows, a list has at most 100,000: split it by region`;
      case 'no_column':
        return `the column “${name}” is missing: add it`;
      case 'no_property':
        return 'there is no column of any property: at least one is needed';
      case 'damaged':
        return `this line cannot be read (${text}): check its quotes and columns`;
      case 'missing':
        return `“${name}” is empty: fill it in`;
      case 'inexact':
        return `“${name}” is a number in the sheet and has lost digits (${text}): make the column text and enter it again`;
      case 'too_long':
        return `“${name}” is too long: ${text}`;
      case 'twice':
        return `the same item of the same region as line ${text}: remove one`;
      case 'unknown_region':
        return `there is no region code ${text}: check it`;
      case 'outside':
        return `${text} is outside the chosen region: choose another, or remove it`;
      case 'own_list':
        return `${text} has a list of its own and would count twice here: import it there`;
      case 'unknown_kind':
        return `there is no kind “${text}”: use those listed above`;
      case 'not_yes_no':
        return `“${name}” holds 是 or 否${text === '' ? ', and is empty' : `, and not “${text}”`}`;
    }
  },
  faultsWhat: 'Mend the file and choose it again',
  mine: 'There is no region to import for: stewards of provinces and cities do',
  stands: 'Holds',
  replaced: 'Corrected',
  withdrawn: (name, reason) => `Withdrawn by ${name}: ${reason}`,
  withdraw: 'Withdraw',
  reason: 'Why',
  withdrew: (told) => (told ? 'Withdrawn, ratios updated' : 'Withdrawn, ratios follow within a minute'),
  withdrawWhat: 'The list before counts again; this version stays among the versions',
};
