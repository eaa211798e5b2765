import { gzipSync } from 'node:zlib';
import type { Db } from '../../db/client.ts';
import { readTable } from '../../server/ingest/import/open-bytes.ts';
import { SYSTEM } from '../../server/services/access/actor.ts';
import { importItems } from '../../server/services/items/import-items.ts';
import type { ItemImport } from '../../server/wire/items.ts';
import type { IndicatorRow } from '../../server/wire/profile.ts';
import { type Floor, makeFloor } from './floor.ts';

/** The city whose list is imported, its date, and the ratio that the list counts. */
export const CITY = '990100';
export const AS_OF = '2026-02-01';
export const RATIO = 'i.easy';
const ITEMS = 4_000;

/** A floor whose dictionary has a ratio that is counted from item lists. */
export async function itemsFloor(db: Db): Promise<Floor> {
  const floor = await makeFloor(db);
  const rows = floor.ctx.catalog.indicators as Map<string, IndicatorRow>;
  const items = { property: 'easy', of: { kinds: ['许可'] } };
  const over = {
    code: RATIO,
    family: 'catalogue',
    cadence: 'P1Y',
    reportedAt: ['province', 'city'],
    additivity: { region: 'add', time: 'last' },
    items,
  } as const;
  rows.set(RATIO, { ...(rows.get('o.share') as IndicatorRow), ...over, reportedAt: [...over.reportedAt] });
  return floor;
}

/** Imports the list of the date in the place of the version that was seen; each `turn` has another numerator. */
export function importTurn(floor: Floor, turn: number, seen: number | null): Promise<ItemImport> {
  const lines = Array.from({ length: ITEMS }, (_, i) => `c${i},事项${i},${CITY},某局,许可,${i <= turn ? '是' : '否'}`);
  const body = gzipSync(['事项编码,事项名称,行政区划代码,实施主体,事项类型,易办', ...lines].join('\n')).toString('base64');
  const input = { region: CITY, asOf: AS_OF, name: 'a.csv.gz', body, note: '', dryRun: false, seen };
  return importItems(floor.ctx, readTable, SYSTEM, floor.scope, input, null);
}
