import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeObserved } from '../../../db/seed/events.ts';
import { randomInt, randomOf, seededRandom } from '../../../db/seed/random.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import { BRIEF_AFTER_MS, briefSpans } from '../../core/brief/brief-spans.ts';
import type { Actor } from '../access/actor.ts';
import { tokenScope } from '../access/require-scope.ts';
import { Invalid, NotFound, OutOfScope } from '../errors.ts';
import type { FeedRow } from '../feed/feed-row.ts';
import { figureValues } from '../indicator/figures.ts';
import { exportBrief } from './export-brief.ts';
import { keepBriefs } from './keep-briefs.ts';
import { makeBrief } from './make-brief.ts';
import { listBriefs, readBrief } from './read-brief.ts';

const DAY = 86_400_000;
/** Midnight of 1 June 2026 in the profile's zone, a Monday, and half an hour. */
const MIDNIGHT = Date.UTC(2026, 4, 31, 16);
const ROOT = '990000';
const CITIES = ['990100', '990200', '990300'];
const CODES = ['o.count', 'o.sum', 'o.share', 'o.rate'];
const LEADER: Actor = { kind: 'person', id: 7, login: 'leader', name: '领导', session: null, address: null, grants: [] } as unknown as Actor;
const SUNDAY = { kind: 'day', region: ROOT, at: MIDNIGHT - DAY } as const;

let now = MIDNIGHT + BRIEF_AFTER_MS - 1;
let floor: Floor & TestDb;
let feed: FeedRow;
const stop = () => false;
const iso = (ms: number) => new Date(ms).toISOString();

function observe(id: string, indicator: string, region: string, at: number, n: number, more: object = {}) {
  const rate = indicator === 'o.share' || indicator === 'o.rate';
  const data = { indicator, region, ...(rate ? { value: undefined, numerator: n, denominator: n + 3 } : { value: n }), ...more };
  return makeObserved(data, { source: 'urn:brief', id, time: iso(at) });
}

beforeAll(async () => {
  floor = await openFloor({ now: () => now });
  feed = { ...(await floor.feed('indicator')), lateDays: 4_000 };
  const random = seededRandom(41);
  const events = Array.from({ length: 900 }, (_, i) => {
    const days = randomOf(random, [1, 2, 7, 8, 9, 15, 40, 365, 370]);
    const at = MIDNIGHT - days * DAY + randomInt(random, DAY - 1);
    return observe(`e${i}`, CODES[i % CODES.length] as string, randomOf(random, [...CITIES, '990101']), at, randomInt(random, 9));
  });
  expect((await floor.submit(feed, [...events, observe('plan', 'o.plan', ROOT, MIDNIGHT - DAY, 5, { period: '2026' })])).rejected).toEqual([]);
}, 120_000);
afterAll(() => floor.drop());

describe('briefs', () => {
  test('those of the periods that are over are made once, half an hour after', async () => {
    await keepBriefs(floor.ctx, { stop });
    expect(await listBriefs(floor.ctx, floor.scope, { kind: 'month', region: ROOT })).toMatchObject([{ from: Date.UTC(2026, 2, 31, 16), madeBy: null }]);
    now = MIDNIGHT + BRIEF_AFTER_MS;
    const made = await keepBriefs(floor.ctx, { stop });
    expect(made).toBe(3 * (1 + CITIES.length));
    expect(await keepBriefs(floor.ctx, { stop })).toBe(0);
    const days = await listBriefs(floor.ctx, floor.scope, { kind: 'day', region: ROOT });
    expect(days.map((d) => d.from)).toEqual([MIDNIGHT - DAY, MIDNIGHT - 2 * DAY]);
  });

  test('each figure is what its card says of the same span, and is compared like with like', async () => {
    for (const kind of ['day', 'week', 'month'] as const) {
      const [head] = await listBriefs(floor.ctx, floor.scope, { kind, region: ROOT });
      const brief = await readBrief(floor.ctx, floor.scope, { kind, region: ROOT, at: head?.from ?? 0 });
      expect(brief?.rows.map((r) => r.code)).toEqual(CODES);
      const { span, previous, like } = briefSpans(kind, head?.from ?? 0, floor.ctx.catalog.zone);
      for (const row of brief?.rows ?? []) {
        const query = { indicator: row.code, region: ROOT };
        const [figure] = await figureValues(floor.ctx, floor.scope, [{ ...query, span }]);
        expect(row).toMatchObject({ value: figure?.value, num: figure?.num, den: figure?.den, records: figure?.records });
        if (kind !== 'week') expect(row.previous).toEqual(figure?.previous);
        if (kind === 'month') expect(row.like).toEqual(figure?.yearAgo);
        for (const [then, change] of [[previous, row.previous] as const, [like, row.like] as const]) {
          const [before] = await figureValues(floor.ctx, floor.scope, [{ ...query, span: then }]);
          if (before?.records === 0) expect(change).toBeNull();
        }
        for (const [region, value, , , records] of row.cells) {
          const [cell] = await figureValues(floor.ctx, floor.scope, [{ indicator: row.code, region, span }]);
          expect([value, records]).toEqual([cell?.value, cell?.records]);
        }
      }
    }
  });

  test('what is told by the year is of no day; a city has a brief of its own', async () => {
    const brief = await readBrief(floor.ctx, floor.scope, SUNDAY);
    expect(brief?.silent).not.toContain('o.plan');
    // A count without target or range is held against nothing, and the brief says of how many that is so.
    expect(brief?.unjudged).toContain('o.count');
    const own = await readBrief(floor.ctx, tokenScope('990100', null), { ...SUNDAY, region: '990100' });
    expect(own?.rows.find((r) => r.code === 'o.count')?.num).toBe(brief?.rows.find((r) => r.code === 'o.count')?.cells.find(([r]) => r === '990100')?.[2]);
    await expect(readBrief(floor.ctx, tokenScope('990100', null), SUNDAY)).rejects.toThrow(OutOfScope);
    await expect(listBriefs(floor.ctx, tokenScope('990100', null), SUNDAY)).rejects.toThrow(OutOfScope);
  });

  test('a brief stays as it was made, beside what is known now', async () => {
    const before = await readBrief(floor.ctx, floor.scope, SUNDAY);
    expect(before?.now).toEqual([]);
    const late = [
      observe('late', 'o.count', '990200', MIDNIGHT - 3_600_000, 5),
      observe('first', 'o.stock', '990100', MIDNIGHT - 3_600_000, 8),
      observe('other day', 'o.sum', '990200', MIDNIGHT + 60_000, 5),
    ];
    expect((await floor.submit(feed, late)).rejected).toEqual([]);
    const after = await readBrief(floor.ctx, floor.scope, SUNDAY);
    expect(after).toMatchObject({ rows: before?.rows, madeAt: before?.madeAt, attention: before?.attention });
    const count = before?.rows.find((r) => r.code === 'o.count');
    expect(after?.now).toMatchObject([
      { code: 'o.count', num: (count?.num ?? 0) + 5 * 10 ** (floor.ctx.catalog.indicators.get('o.count')?.scale ?? 0), records: (count?.records ?? 0) + 1 },
      { code: 'o.stock', records: 1 },
    ]);
    expect(await keepBriefs(floor.ctx, { stop })).toBe(0);
  });

  test('one that is missing is made by hand, under a name and on record; one that is there stays', async () => {
    const monday = { ...SUNDAY, at: MIDNIGHT - 7 * DAY };
    expect(await readBrief(floor.ctx, floor.scope, monday)).toBeNull();
    expect(await makeBrief(floor.ctx, LEADER, floor.scope, monday)).toEqual({ made: true });
    expect(await makeBrief(floor.ctx, LEADER, floor.scope, monday)).toEqual({ made: false });
    expect(await readBrief(floor.ctx, floor.scope, monday)).toMatchObject({ madeBy: '领导', from: MIDNIGHT - 7 * DAY, madeAt: now });
    await expect(makeBrief(floor.ctx, LEADER, floor.scope, { ...SUNDAY, at: now })).rejects.toThrow(Invalid);
    await expect(makeBrief(floor.ctx, LEADER, floor.scope, { ...SUNDAY, at: MIDNIGHT - 200 * DAY })).rejects.toThrow(Invalid);
    await expect(makeBrief(floor.ctx, LEADER, tokenScope('990200', null), monday)).rejects.toThrow(OutOfScope);
    const rows = await floor.db.query<{ login: string }>(`select actor_login login from audit where action = 'brief.made'`);
    expect(rows).toEqual([{ login: 'leader' }]);
  });

  test('a workbook holds what the page shows, and its taking is on record', async () => {
    const file = await exportBrief(floor.ctx, LEADER, floor.scope, SUNDAY, 'zh-CN');
    expect(file.name).toBe('brief-990000-day-2026-05-31.xlsx');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(Buffer.from(file.body, 'base64') as unknown as ArrayBuffer);
    const brief = await readBrief(floor.ctx, floor.scope, SUNDAY);
    const sheet = book.getWorksheet('日报');
    const count = brief?.rows.find((r) => r.code === 'o.count');
    const line = sheet?.getColumn(1).values.indexOf('o.count') ?? 0;
    expect(sheet?.getRow(line).getCell(4).value).toBe(count?.value);
    expect(sheet?.getRow(line).getCell(14).value).toBe(brief?.now[0]?.value);
    expect(book.getWorksheet('分地区')?.rowCount).toBeGreaterThan(CITIES.length);
    await expect(exportBrief(floor.ctx, LEADER, floor.scope, { ...SUNDAY, at: 0 }, 'en')).rejects.toThrow(NotFound);
    expect(await floor.db.query(`select 1 from audit where action = 'brief.exported'`)).toHaveLength(1);
  });
});
