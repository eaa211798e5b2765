import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeService } from '../../../db/seed/events.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, makeFloor, openFloor } from '../../../e2e/faults/floor.ts';
import { figureValues } from '../indicator/figures.ts';
import { writePacks } from '../rollup/merge-packs.ts';
import { packClosed } from '../rollup/pack.ts';

let floor: Floor & TestDb;
let folder: string;
let keyFile: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tongguan-keys-'));
  // Processes of one database share their keys: they must know each other's events again.
  keyFile = join(folder, 'keys.json');
  floor = await openFloor({ keyFile });
});
afterAll(async () => {
  await floor.drop();
  rmSync(folder, { recursive: true, force: true });
});

const HOUR = 3_600_000;
const FROM = FLOOR_NOW - 10 * 24 * HOUR;

/** So many counts an hour of one county, over some hours; ids by number. */
const counts = (first: number, total: number) =>
  Array.from({ length: total }, (_, i) =>
    makeService(
      { region: '990101', count: 2 },
      { source: 'urn:test:old', id: `old-${first + i}`, time: new Date(FROM + Math.floor((first + i) / 20) * HOUR).toISOString() },
    ),
  );
const send = async (events: object[], on: Floor = floor) => on.submit(await on.feed('service'), events, { history: true });
const figure = async () => {
  const [value] = await figureValues(floor.ctx, floor.scope, [{ indicator: 't.done', region: '990000', span: { from: FROM - HOUR, to: FLOOR_NOW } }]);
  return value ? [value.records, value.num, value.den] : null;
};
const rows = async (sql: string) => (await floor.db.query<{ n: number }>(sql))[0]?.n;

test('old records go straight into packs, once, whatever is sent again', async () => {
  expect(await send(counts(0, 600))).toMatchObject({ accepted: 600 });
  expect(await rows('select count(*) n from hot')).toBe(0);
  expect(await figure()).toEqual([600, 1200, 1200]);
  expect(await send(counts(0, 600))).toMatchObject({ accepted: 0, duplicate: 600 });
  expect(await send(counts(500, 300))).toMatchObject({ accepted: 200, duplicate: 100 });
  expect(await figure()).toEqual([800, 1600, 1600]);
});

test('a guess that another process has made wrong changes nothing and is made good', async () => {
  const other = await makeFloor(floor.db, { keyFile });
  expect(await send(counts(800, 200), other)).toMatchObject({ accepted: 200 });
  expect(await send(counts(1000, 200))).toMatchObject({ accepted: 200 });
  expect(await send(counts(1200, 200), other)).toMatchObject({ accepted: 200 });
  expect(await figure()).toEqual([1400, 2800, 2800]);
  const [both] = await Promise.all([send(counts(1400, 400)), send(counts(1400, 400), other)]);
  const again = await send(counts(1400, 400));
  expect((both?.accepted ?? 0) + (both?.duplicate ?? 0)).toBe(400);
  expect(again.duplicate).toBe(400);
  expect(await figure()).toEqual([1800, 3600, 3600]);
});

test('scattered minutes go through hot and are packed later to the same totals', async () => {
  const scattered = Array.from({ length: 12 }, (_, i) =>
    makeService({ region: '990102', count: 1 }, { source: 'urn:test:old', id: `far-${i}`, time: new Date(FROM + i * 15 * HOUR).toISOString() }),
  );
  expect(await send(scattered)).toMatchObject({ accepted: 12 });
  expect(await rows('select count(*) n from hot')).toBeGreaterThan(0);
  expect(await figure()).toEqual([1812, 3612, 3612]);
  await packClosed(floor.ctx, floor.ctx.store);
  expect(await rows('select count(*) n from hot')).toBe(0);
  expect(await figure()).toEqual([1812, 3612, 3612]);
});

test('a pack that builds on a version which never came about is not written', async () => {
  const was = { series: 1, grain: 1 as const, period: '2020-01-01', body: new Uint8Array(), events: 5, rev: 700, revisedAt: 0 };
  const ref = { series: 1, grain: 1 as const, start: Date.UTC(2019, 11, 31, 16), period: '2020-01-01', was };
  await expect(writePacks(floor.ctx, floor.db, [{ ref, body: new Uint8Array([1]), events: 6 }])).rejects.toMatchObject({ code: '40001' });
  expect(await rows(`select count(*) n from pack where period = '2020-01-01'`)).toBe(0);
});
