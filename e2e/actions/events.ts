import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCall, makeObserved, makeService, makeTicket } from '../../db/seed/events.ts';
import type { TestEvent } from '../fixtures/feed.ts';
import { ROOT } from '../fixtures/server.ts';

/** Events as a test says them: who, how many, when (epoch ms). Id and source are given by the feed that posts them. */

const stamp = (at: number) => new Date(at).toISOString();

export type City = { adcode: string; name: string; shortName: string };

/** The regions of a profile that stand on the map as cities. */
export function citiesOf(profile: string): City[] {
  const [head = '', ...lines] = readFileSync(join(ROOT, 'db/profiles', profile, 'regions.csv'), 'utf8')
    .trim()
    .split(/\r?\n/);
  const names = head.replace(/^\uFEFF/, '').split(',');
  const rows = lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i] ?? '', cell])));
  return rows
    .filter((r) => r.level === 'city' && r.kind !== 'offMap')
    .map((r) => ({ adcode: r.adcode ?? '', name: r.name ?? '', shortName: r.short_name ?? r.shortName ?? '' }));
}

/** Calls of one minute in a region, nearly all answered. */
export function calls(region: string, offered: number, at = Date.now()): TestEvent {
  const data = { region, window: { from: stamp(at - 60_000), to: stamp(at) }, offered, answered: offered, answeredIn15s: offered, abandoned: 0 };
  return { type: 'cn.tongguan.call.counted.v1', time: stamp(at), data: makeCall(data).data };
}

export function ticket(region: string, data: Record<string, unknown> = {}, at = Date.now()): TestEvent {
  return {
    type: 'cn.tongguan.ticket.reported.v1',
    time: stamp(at),
    data: makeTicket({ region, location: undefined, reporter: undefined, category: undefined, ...data }).data,
  };
}

/** `value` more of a counted indicator, by default tickets. */
export function observed(region: string, value: number, at = Date.now(), indicator = 'hotline.tickets'): TestEvent {
  return { type: 'cn.tongguan.indicator.observed.v1', time: stamp(at), data: makeObserved({ indicator, region, value }).data };
}

/** `count` matters of one item closed. */
export function closed(region: string, count: number, at = Date.now()): TestEvent {
  return { type: 'cn.tongguan.service.handled.v1', time: stamp(at), data: makeService({ region, count }).data };
}
