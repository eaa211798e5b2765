import { latLngToCell } from 'h3-js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTicket } from '../../../db/seed/events.ts';
import type { TestDb } from '../../../db/seed/test-db.ts';
import { FLOOR_NOW, type Floor, openFloor } from '../../../e2e/faults/floor.ts';
import { tokenScope } from '../access/require-scope.ts';
import { ticketHeat, ticketPoints } from './read-tickets.ts';

let floor: Floor & TestDb;
const span = { from: FLOOR_NOW - 3_600_000, to: FLOOR_NOW };
beforeAll(async () => {
  floor = await openFloor();
  const at = (minutes: number) => ({ source: 'urn:places', time: new Date(FLOOR_NOW - minutes * 60_000).toISOString() });
  const events = Array.from({ length: 40 }, (_, i) =>
    makeTicket({ region: i % 4 === 0 ? '990201' : '990101', location: { lon: 100 + (i % 5) / 100, lat: 20 }, urgent: i === 3 }, at(i + 1)),
  );
  events.push(makeTicket({ location: undefined }, at(1)), makeTicket({}, at(90)));
  expect(await floor.submit(await floor.feed('ticket'), events)).toMatchObject({ accepted: 42 });
});
afterAll(() => floor.drop());

test('points are the newest up to the limit, their total is of all', async () => {
  const points = await ticketPoints(floor.ctx, floor.scope, '990000', span, 10);
  expect([points.total, points.id.length, points.lon.length, points.urgent.filter(Boolean).length]).toEqual([40, 10, 10, 1]);
  expect(points.lon.slice(0, 5)).toEqual([100, 100.01, 100.02, 100.03, 100.04]);
  expect((await ticketPoints(floor.ctx, floor.scope, '990200', span, 100)).total).toBe(10);
  expect((await ticketPoints(floor.ctx, tokenScope('990100', null), '990100', span, 0)).total).toBe(30);
});

test('heat counts every ticket in its cell', async () => {
  const heat = await ticketHeat(floor.ctx, floor.scope, '990000', span, 8);
  expect(heat.reduce((sum, h) => sum + h.count, 0)).toBe(40);
  expect(heat.find((h) => h.cell === latLngToCell(20, 100.02, 8))?.count).toBeGreaterThanOrEqual(8);
  await expect(ticketHeat(floor.ctx, tokenScope('990100', null), '990200', span, 8)).rejects.toThrow('scope');
});
