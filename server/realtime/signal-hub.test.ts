import { describe, expect, test } from 'vitest';
import { buildTree } from '../core/region/tree.ts';
import { decodeFrame } from '../wire/signal-codec.ts';
import { parseTopicKey, RING_MINUTES, type SignalRow, type TopicRef } from '../wire/signals.ts';
import { SignalHub, type View } from './signal-hub.ts';
import type { LiveIndicator } from './signal-totals.ts';

const node = (adcode: string, parent: string) => ({ adcode, parent, level: 'x', kind: 'normal' as const });
const tree = buildTree([
  node('990000', ''),
  node('990100', '990000'),
  node('990101', '990100'),
  node('990102', '990100'),
  node('990200', '990000'),
  node('990201', '990200'),
]);
const INDICATORS: Record<string, LiveIndicator> = {
  calls: { kind: 'count', additivity: { region: 'add', time: 'add' } },
  rate: { kind: 'ratio', additivity: { region: 'none', time: 'none' } },
  open: { kind: 'gauge', additivity: { region: 'add', time: 'last' } },
  air: { kind: 'gauge', additivity: { region: 'none', time: 'last' } },
};
const START = 29_000_000;

/** A hub whose clock the test owns; `frames` collects decoded cells by view. */
function rig(windowMs = 200) {
  let now = START * 60_000;
  let timers: { at: number; fn: () => void }[] = [];
  const frames: { view: View; cells: Record<string, number[]>; at: number }[] = [];
  const notices: number[][] = [];
  const hub = new SignalHub({
    tree,
    id: 'h',
    windowMs,
    indicator: (code) => INDICATORS[code],
    now: () => now,
    carryMinutes: () => 10,
    schedule(fn, ms) {
      const timer = { at: now + ms, fn };
      timers.push(timer);
      return () => {
        timers = timers.filter((t) => t !== timer);
      };
    },
  });
  hub.attach({
    frame: (view, _seq, body) => void frames.push({ view, cells: cells(view, body), at: now }),
    history: (_view, topics) => void notices.push(topics),
  });
  const open = (...keys: string[]) =>
    hub.open(
      'c',
      keys.map((k) => parseTopicKey(k) as TopicRef),
    );
  const pass = (ms: number) => {
    const end = now + ms;
    for (;;) {
      const next = timers.filter((t) => t.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      now = Math.max(now, next.at);
      timers = timers.filter((t) => t !== next);
      next.fn();
    }
    now = end;
  };
  return { hub, frames, notices, open, pass };
}

/** Cells as {"indicator region minute-offset": [n, num, den]}. */
function cells(view: View, body: Uint8Array): Record<string, number[]> {
  const out: Record<string, number[]> = {};
  decodeFrame(body, ({ topic, columns: c }) => {
    const grant = view.topics.find((t) => t.id === topic)?.grant;
    for (let i = 0; i < c.count; i++) {
      const key = `${grant?.key.split('@')[0]} ${grant?.regions[c.region[i] as number]} ${(c.minute[i] as number) - START}`;
      out[key] = [c.n[i] as number, c.num[i] as number, c.den[i] as number];
    }
  });
  return out;
}

let revision = 0;
function row(series: number, indicator: string, region: string, minute: number, num: number, more: Partial<SignalRow> = {}): SignalRow {
  return { series, indicator, region, dims: {}, minute: START + minute, n: num, num, den: 0, lastNum: num, lastDen: 1, rev: ++revision, ...more };
}

describe('sums', () => {
  test('[S3] a region is the sum of its subtree and its own series', () => {
    const { hub, open } = rig();
    const view = open('calls@990000');
    hub.publish([
      row(1, 'calls', '990101', 0, 5),
      row(2, 'calls', '990102', 0, 7),
      row(3, 'calls', '990201', 0, 1),
      row(4, 'calls', '990000', 0, 2),
      row(5, 'calls', '990100', -1, 4),
    ]);
    expect(cells(view, hub.snapshot(view))).toEqual({
      'calls 990000 0': [15, 15, 0],
      'calls 990000 -1': [4, 4, 0],
      'calls 990100 0': [12, 12, 0],
      'calls 990100 -1': [4, 4, 0],
      'calls 990200 0': [1, 1, 0],
    });
  });

  test('[S2] an older revision is ignored, a newer one replaces', () => {
    const { hub, open, pass } = rig();
    const view = open('calls@990200');
    hub.publish([row(1, 'calls', '990201', 0, 5, { rev: 3 })]);
    hub.publish([row(1, 'calls', '990201', 0, 4, { rev: 2 })]);
    expect(cells(view, hub.snapshot(view))['calls 990200 0']).toEqual([5, 5, 0]);
    hub.publish([row(1, 'calls', '990201', 0, 3, { rev: 4 })]);
    pass(300);
    expect(cells(view, hub.snapshot(view))).toEqual({ 'calls 990200 0': [3, 3, 0], 'calls 990201 0': [3, 3, 0] });
  });

  test('[S3] a gauge that does not add has no cell above its own region', () => {
    const { hub, open } = rig();
    const view = open('air@990000', 'air@990100');
    hub.publish([row(1, 'air', '990101', 0, 40), row(2, 'air', '990100', 0, 38)]);
    expect(cells(view, hub.snapshot(view))).toEqual({ 'air 990101 0': [40, 40, 1], 'air 990100 0': [38, 38, 1] });
  });

  test('[S3] a gauge that adds sums what each child reported last', () => {
    const { hub, open, pass } = rig();
    const view = open('open@990000');
    hub.publish([row(1, 'open', '990101', 0, 40), row(2, 'open', '990201', -3, 10)]);
    pass(60_000);
    hub.publish([row(2, 'open', '990201', 1, 12)]);
    const now = cells(view, hub.snapshot(view));
    expect(now['open 990000 -3']).toEqual([10, 10, 1]);
    expect(now['open 990000 0']).toEqual([40, 50, 2]);
    expect(now['open 990000 1']).toEqual([12, 52, 2]);
    expect(now['open 990100 0']).toEqual([40, 40, 1]);
  });

  test('[S3] a gauge that fell silent leaves the sum', () => {
    const { hub, open, pass, frames } = rig();
    open('open@990000');
    hub.publish([row(1, 'open', '990101', 0, 40), row(2, 'open', '990201', 9, 10)]);
    pass(10 * 60_000);
    hub.tick();
    pass(1000);
    expect(frames.at(-1)?.cells['open 990000 10']).toEqual([0, 10, 1]);
  });

  test('[S3] numerators and denominators of a ratio add', () => {
    const { hub, open } = rig();
    const view = open('rate@990000');
    hub.publish([row(1, 'rate', '990101', 0, 9, { n: 1, den: 10 }), row(2, 'rate', '990201', 0, 1, { n: 1, den: 30 })]);
    expect(cells(view, hub.snapshot(view))['rate 990000 0']).toEqual([2, 10, 40]);
  });

  test('dimensions, scope and status are different flows', () => {
    const { hub, open } = rig();
    const view = open('calls@990200', 'calls@990200?line=a');
    hub.publish([row(1, 'calls', '990201', 0, 5, { dims: { line: 'a' } }), row(2, 'calls', '990201', 0, 9, { status: 'formal' })]);
    expect(Object.keys(cells(view, hub.snapshot(view)))).toHaveLength(2);
  });
});

describe('frames', () => {
  test('[S5] the first change goes at once, the next with the window, merged', () => {
    const { hub, open, pass, frames } = rig();
    open('calls@990200');
    hub.publish([row(1, 'calls', '990201', 0, 1)]);
    expect(frames).toHaveLength(1);
    for (let i = 2; i < 50; i++) hub.publish([row(1, 'calls', '990201', 0, i)]);
    expect(frames).toHaveLength(1);
    pass(199);
    expect(frames).toHaveLength(1);
    pass(1);
    expect(frames).toHaveLength(2);
    expect(frames[1]?.cells).toEqual({ 'calls 990200 0': [49, 49, 0], 'calls 990201 0': [49, 49, 0] });
    pass(1000);
    expect(frames).toHaveLength(2);
    expect(hub.stats().conflated).toBe(94);
  });

  test('[S6] a frame holds only what changed', () => {
    const { hub, open, pass, frames } = rig();
    open('calls@990000');
    hub.publish([row(1, 'calls', '990101', 0, 1), row(2, 'calls', '990201', 0, 1)]);
    pass(500);
    hub.publish([row(2, 'calls', '990201', 1, 3)]);
    expect(frames.at(-1)?.cells).toEqual({ 'calls 990000 1': [3, 3, 0], 'calls 990200 1': [3, 3, 0] });
  });

  test('[S4] equal topics of one class are one view, whatever their order', () => {
    const { hub, open } = rig();
    const a = open('calls@990000', 'air@990100');
    expect(open('air@990100', 'calls@990000')).toBe(a);
    expect(hub.open('d', [parseTopicKey('calls@990000') as TopicRef, parseTopicKey('air@990100') as TopicRef])).not.toBe(a);
    expect(hub.stats().topics).toBe(2);
  });

  test('[S5] a view that opens between a change and its frame gets what changes after its snapshot', () => {
    const { hub, open, pass, frames } = rig();
    hub.publish([row(1, 'calls', '990201', 0, 1)]);
    const view = open('calls@990200');
    hub.snapshot(view);
    hub.publish([row(1, 'calls', '990201', 0, 2)]);
    pass(300);
    expect(frames.at(-1)?.cells['calls 990200 0']).toEqual([2, 2, 0]);
    hub.publish([row(1, 'calls', '990201', 0, 3)]);
    const wider = open('calls@990000');
    hub.publish([row(1, 'calls', '990201', 0, 4)]);
    pass(300);
    expect(frames.filter((f) => f.view === wider).at(-1)?.cells['calls 990200 0']).toEqual([4, 4, 0]);
  });

  test('[S9] a snapshot since a frame holds what changed after it', () => {
    const { hub, open, pass } = rig();
    const view = open('calls@990000');
    hub.publish([row(1, 'calls', '990101', 0, 1)]);
    const { seq } = hub;
    pass(300);
    hub.publish([row(2, 'calls', '990201', 0, 2)]);
    expect(cells(view, hub.snapshot(view, seq))).toEqual({ 'calls 990000 0': [3, 3, 0], 'calls 990200 0': [2, 2, 0] });
    expect(hub.snapshot(view, hub.seq)).toHaveLength(0);
  });

  test('priming sends nothing', () => {
    const { hub, pass, frames, open } = rig();
    hub.prime([row(1, 'calls', '990101', 0, 1)]);
    const view = open('calls@990100');
    pass(1000);
    expect(frames).toHaveLength(0);
    expect(Object.keys(cells(view, hub.snapshot(view)))).toHaveLength(2);
  });
});

describe('bounds', () => {
  test('[S7] a row older than the ring is a notice, at most one in five seconds', () => {
    const { hub, open, pass, notices, frames } = rig();
    const view = open('calls@990000');
    for (let i = 0; i < 10; i++) hub.publish([row(1, 'calls', '990101', -RING_MINUTES - i, 1)]);
    pass(0);
    expect(notices).toEqual([[view.topics[0]?.id]]);
    hub.publish([row(1, 'calls', '990101', -RING_MINUTES - 30, 1)]);
    pass(4999);
    expect(notices).toHaveLength(1);
    pass(1);
    expect(notices).toHaveLength(2);
    expect(frames).toHaveLength(0);
    expect(hub.historySince(view, hub.seq)).toHaveLength(1);
  });

  test('[S1] the ring holds 180 minutes, of silent series too', () => {
    const { hub, open, pass } = rig();
    const view = open('calls@990200');
    hub.publish([row(1, 'calls', '990201', 0, 1)]);
    pass((RING_MINUTES - 1) * 60_000);
    expect(cells(view, hub.snapshot(view))).not.toEqual({});
    pass(60_000);
    hub.publish([row(2, 'calls', '990201', RING_MINUTES, 1)]);
    expect(Object.keys(cells(view, hub.snapshot(view)))).toEqual(['calls 990200 180', 'calls 990201 180']);
  });

  test('topics nobody watches any more leave no memory', () => {
    const { hub, open } = rig();
    for (let i = 0; i < 100; i++) hub.close(open(`calls@990000?line=${i}`));
    expect(hub.stats()).toMatchObject({ topics: 0, views: 0 });
    expect(JSON.stringify([...(hub as unknown as { totals: { flows: Map<string, unknown> } }).totals.flows.keys()])).toBe('[]');
  });

  test('[S10] keys that cannot be had are refused by code', () => {
    const { hub } = rig();
    expect(hub.resolve('nonsense')).toBe('bad_topic');
    expect(hub.resolve('calls@990000?b=1&a=2')).toBe('bad_topic');
    expect(hub.resolve('calls@990000?a=%E0%A4%A')).toBe('bad_topic');
    expect(hub.resolve('calls@123456')).toBe('unknown_region');
    expect(hub.resolve('nothing@990000')).toBe('unknown_indicator');
  });
});
