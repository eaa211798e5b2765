import type { Catalog } from '../context.ts';

/** Event fields of the card's record list, in its order; others are not listed. */
const LISTED = [
  'title',
  'requestType',
  'category',
  'channel',
  'urgent',
  'step',
  'unit',
  'satisfied',
  'resolved',
  'item',
  'department',
  'outcome',
  'level',
  'isDefault',
  'tags',
  'comment',
  'line',
  'offered',
  'answered',
  'answeredIn15s',
  'abandoned',
  'waitSeconds',
  'talkSeconds',
  'zone',
  'mode',
  'direction',
  'partner',
  'valueCny',
  'parcels',
  'declarations',
  'scope',
  'status',
  'hsChapter',
  'port',
  'count',
  'value',
  'numerator',
  'denominator',
  'period',
];

/**
 * What a record says, as field and value: codes and people's own text as they stand, steps in words. The reader's
 * dictionary tells the rest; personal fields are not in the data to begin with.
 */
export function recordFields(catalog: Pick<Catalog, 'stepName'>, data: Record<string, unknown>): [string, string][] {
  return LISTED.flatMap((field): [string, string][] => {
    const value = data[field];
    if (value === undefined || value === null || value === '') return [];
    if (field === 'step') return [[field, catalog.stepName(String(value))]];
    return [[field, Array.isArray(value) ? value.map(String).join('、') : String(value)]];
  });
}
