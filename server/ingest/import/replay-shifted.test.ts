import { expect, test } from 'vitest';
import type { Draft } from './draft.ts';
import { replayShifted } from './replay-shifted.ts';

const START = Date.UTC(2026, 0, 1);
const draft = (id: string, at: number, data: Record<string, unknown> = {}): { draft: Draft } => ({
  draft: { id, type: 'cn.tongguan.ticket.reported.v1', at, data },
});

async function run(drafts: { draft: Draft }[], speed: number) {
  let now = START;
  const sent: { at: number; events: Record<string, unknown>[] }[] = [];
  await replayShifted(drafts, {
    now: () => now,
    speed,
    source: 'replay:x',
    sleep: async (ms) => {
      now += ms;
    },
    submit: async (events) => {
      sent.push({ at: now - START, events });
      return { accepted: events.length, duplicate: 0, rejected: [] };
    },
    done: async () => {},
  });
  return sent;
}

test('events come in order, spaced and when they are due', async () => {
  const day = 86_400_000;
  const sent = await run([draft('c', 3 * day), draft('a', day), draft('b', 2 * day)], 86_400);
  expect(sent.map((s) => [s.at, s.events.map((e) => e.time)])).toEqual([
    [0, ['2026-01-01T00:00:00.000Z']],
    [1_000, ['2026-01-01T00:00:01.000Z']],
    [2_000, ['2026-01-01T00:00:02.000Z']],
  ]);
});

test('ids, references and spans are those of the replay', async () => {
  const suffix = `~${START.toString(36)}`;
  const hour = 3_600_000;
  const [first] = await run(
    [
      draft('a', hour, { closedAt: '1970-01-01T00:30:00Z', window: { from: '1970-01-01T00:00:00Z', to: '1970-01-01T01:00:00Z' } }),
      draft('a/1', hour, { ticketRef: { source: 'import:x', id: 'a' } }),
      { draft: { ...draft('b', hour).draft, source: 'urn:own', replaces: 'a' } },
    ],
    1,
  );
  expect(first?.events).toMatchObject([
    {
      id: `a${suffix}`,
      source: 'replay:x',
      data: { closedAt: '2025-12-31T23:30:00.000Z', window: { from: '2025-12-31T23:00:00.000Z', to: '2026-01-01T00:00:00.000Z' } },
    },
    { id: `a/1${suffix}`, data: { ticketRef: { source: 'replay:x', id: `a${suffix}` } } },
    { id: `b${suffix}`, source: 'replay:x', replaces: `a${suffix}` },
  ]);
});

test('no more than a thousand at once, and nothing for nothing', async () => {
  const sent = await run(
    Array.from({ length: 2_500 }, (_, i) => draft(String(i), 0)),
    1,
  );
  expect(sent.map((s) => s.events.length)).toEqual([1_000, 1_000, 500]);
  expect(await run([], 1)).toEqual([]);
});
