import type { DeskRow } from '../../server/wire/desk.ts';

/** Rows for tests: one ticket of a made province. */
export function madeRow(over: Partial<DeskRow> & { id: number }): DeskRow {
  return {
    version: 5,
    no: `990102 20260616 P ${String(over.id).padStart(6, '0')}`,
    title: `工单 ${over.id}`,
    region: '990102',
    regionName: '东区',
    unlocated: false,
    requestType: '求助',
    category: null,
    categoryName: null,
    channel: 'phone',
    priority: 'normal',
    state: 'to_dispatch',
    unit: null,
    unitName: null,
    marks: [],
    callers: 1,
    at: 0,
    movedAt: 0,
    clock: null,
    mirrored: false,
    mark: null,
    ...over,
  };
}
