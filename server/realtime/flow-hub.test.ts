import { expect, test } from 'vitest';
import { FlowCube, toColumns } from '../core/trade/cube.ts';
import { FLOW_DIMS, FLOW_SUMS, type FlowKey, type FlowSums } from '../core/trade/flow.ts';
import type { CellTotal } from '../services/trade/cells.ts';
import type { FlowFrame } from '../wire/trade.ts';
import { FlowHub, type FlowView } from './flow-hub.ts';
import { smallTree } from './testing.ts';

const tree = smallTree();
const formal = (region: string) => ({ region, scope: 'full_scope', status: 'formal' }) as const;
const cell = (region: string, zone: string, value: number, rev: number, over: Partial<FlowKey> & { day?: string } = {}): CellTotal => {
  const { day = '2026-03-10', ...keys } = over;
  const key = { ...(Object.fromEntries(FLOW_DIMS.map((d) => [d, 'x'])) as FlowKey), ...formal(region), zone, ...keys };
  return { day, key, sums: { ...(Object.fromEntries(FLOW_SUMS.map((s) => [s, 0])) as FlowSums), events: rev, value }, rev };
};

function made() {
  let now = 1_000_000;
  const timers: { at: number; fn: () => void }[] = [];
  const sent: { room: string; frame: FlowFrame }[] = [];
  const hub = new FlowHub({
    tree,
    now: () => now,
    today: () => '2026-03-10',
    windowMs: 200,
    schedule: (fn, ms) => {
      const timer = { at: now + ms, fn };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
  });
  hub.attach((view: FlowView, frame) => void sent.push({ room: view.room, frame }));
  const pass = (ms: number) => {
    now += ms;
    for (const timer of timers.splice(0)) timer.at <= now ? timer.fn() : timers.push(timer);
  };
  return { hub, sent, pass };
}
const values = (frame: FlowFrame | undefined) =>
  frame?.cells.sums.value.map((v, i) => `${frame.cells.words.zone[frame.cells.dims.zone[i] as number]} ${v} ${frame.cells.rev?.[i]}`);

test('[W1] a view gets the cells of its subtree, of its scope and status, and none once it is closed', () => {
  const { hub, sent, pass } = made();
  expect(hub.watched).toBe(false);
  const city = hub.open('a', formal('990100'));
  const all = hub.open('b', { region: '990000', scope: 'full_scope', status: 'revised' });
  hub.publish([
    cell('990101', 'z', 5, 1),
    cell('990200', 'other', 7, 1),
    cell('990100', 'r', 9, 1, { status: 'revised' }),
    cell('990100', 'g', 9, 1, { scope: 'platform_gmv' }),
  ]);
  expect(sent.map(({ room, frame }) => [room === city.room, values(frame)])).toEqual([
    [true, ['z 5 1']],
    [false, ['r 9 1']],
  ]);
  hub.close(city);
  hub.close(all);
  pass(1000);
  hub.publish([cell('990101', 'z', 6, 2)]);
  expect([sent.length, hub.watched]).toEqual([2, false]);
});

test('[W2] [W3] the first change goes at once, the rest with the window, each cell once and by its highest revision', () => {
  const { hub, sent, pass } = made();
  const first = hub.open('a', formal('990000'));
  expect(hub.open('a', formal('990000'))).toBe(first);
  hub.publish([cell('990101', 'z', 1, 1)]);
  expect(sent).toHaveLength(1);
  hub.publish([cell('990101', 'z', 3, 3), cell('990101', 'y', 1, 1)]);
  hub.publish([cell('990101', 'z', 2, 2)]);
  pass(199);
  expect(sent).toHaveLength(1);
  pass(1);
  expect(values(sent[1]?.frame)).toEqual(['z 3 3', 'y 1 1']);
  pass(5000);
  expect(sent).toHaveLength(2);
  expect(hub.stats()).toMatchObject({ cells: 4, conflated: 1, frames: 2, views: 1 });
});

test('[W5] a window over midnight is two frames, each of its day', () => {
  const { hub, sent, pass } = made();
  hub.open('a', formal('990000'));
  hub.publish([cell('990101', 'z', 1, 1)]);
  hub.publish([cell('990101', 'z', 1, 1, { day: '2026-03-11' }), cell('990101', 'z', 2, 2)]);
  pass(200);
  expect(sent.slice(1).map(({ frame }) => [frame.day, values(frame)])).toEqual([
    ['2026-03-10', ['z 2 2']],
    ['2026-03-11', ['z 1 1']],
  ]);
});

test('[W4] who asks first, reads then and takes the frames that came meanwhile holds all, wherever the read falls', () => {
  for (let read = 0; read <= 6; read++) {
    const { hub, sent, pass } = made();
    hub.open('a', formal('990000'));
    const cube = new FlowCube();
    const waiting: FlowFrame[] = [];
    let loaded = false;
    const stored = new Map<string, CellTotal>();
    for (let step = 0; step <= 6; step++) {
      if (step === read) {
        cube.load(null, toColumns([...stored.values()]));
        loaded = true;
        for (const frame of waiting.splice(0)) cube.merge(frame.cells);
      }
      const next = cell('990101', step % 2 ? 'z' : 'y', step + 1, step + 1);
      stored.set(next.key.zone, next);
      hub.publish([next]);
      pass(step === 3 ? 50 : 250);
      for (const { frame } of sent.splice(0)) loaded ? cube.merge(frame.cells) : waiting.push(frame);
    }
    pass(1000);
    for (const { frame } of sent.splice(0)) cube.merge(frame.cells);
    const view = cube.track(['zone'], {});
    expect(new Map([...view.groups].map(([zone, sums]) => [zone, sums[1]]))).toEqual(new Map([...stored].map(([zone, c]) => [zone, c.sums.value])));
  }
});
