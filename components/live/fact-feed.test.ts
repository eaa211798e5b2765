import { expect, test } from 'vitest';
import type { FactFrame, FactItem } from '../../server/wire/facts.ts';
import { type FactChange, FactFeed, type FactsAnswer } from './fact-feed.ts';

const item = (id: number, version: number): FactItem => ({ subject: 'case', id, version, kind: 'dispatch', at: '', region: '', mark: null });
const frame = (prev: string, to: string, ...items: FactItem[]): FactFrame => ({ v: 1, lane: 'facts', epoch: 'e', prev, to, items });

function rig(from?: { epoch: string; asOf: string }) {
  const asks: { want: object; answer: (a: FactsAnswer) => void }[] = [];
  const later: (() => void)[] = [];
  let now = 0;
  const feed = new FactFeed({ ask: (want) => new Promise((answer) => asks.push({ want, answer })), now: () => now, later: (fn) => void later.push(fn) }, from);
  const got: string[] = [];
  feed.subscribe((c: FactChange) => got.push(c.kind === 'reset' ? `reset ${c.reason}` : c.items.map((i) => `${i.id}.${i.version}`).join(' ')));
  return { feed, asks, later, got, pass: (ms: number) => (now += ms) };
}

test('[F1] a chain is applied, a gap asks once for what is missing', async () => {
  const { feed, asks, got } = rig({ epoch: 'e', asOf: 'a' });
  feed.connected('s');
  expect(asks[0]?.want).toEqual({ epoch: 'e', from: 'a' });
  feed.frame(frame('a', 'b', item(1, 1)));
  asks[0]?.answer({ ok: true, epoch: 'e', at: 'b' });
  await Promise.resolve();
  feed.frame(frame('c', 'd', item(9, 1)));
  feed.frame(frame('d', 'f', item(9, 2)));
  expect(asks).toHaveLength(2);
  expect(asks[1]?.want).toEqual({ epoch: 'e', from: 'b' });
  feed.frame(frame('b', 'f', item(2, 1), item(9, 1), item(9, 2)));
  feed.frame(frame('f', 'g', item(3, 1)));
  expect(got).toEqual(['1.1', '2.1 9.1 9.2', '3.1']);
});

test('[F3] an item is applied only if its version is greater', () => {
  const { feed, got } = rig({ epoch: 'e', asOf: 'a' });
  feed.frame(frame('a', 'b', item(1, 2), item(1, 1), item(2, 1)));
  feed.frame(frame('b', 'c', item(1, 2)));
  expect(got).toEqual(['1.2 2.1']);
});

test('[F2] without a cursor the first frame begins, and lists are read again', () => {
  const { feed, got, asks } = rig();
  feed.connected('s');
  expect(asks[0]?.want).toEqual({});
  feed.frame(frame('x', 'x'));
  feed.frame(frame('x', 'y', item(1, 1)));
  expect(got).toEqual(['reset start', '1.1']);
});

test('[F8] a reset voids what is held and moves the cursor', () => {
  const { feed, got } = rig({ epoch: 'e', asOf: 'a' });
  feed.frame(frame('a', 'b', item(1, 5)));
  feed.reset({ v: 1, lane: 'reset', epoch: 'e2', from: 'q', reason: 'epoch' });
  feed.frame({ ...frame('q', 'r', item(1, 1)), epoch: 'e2' });
  expect(got).toEqual(['1.5', 'reset epoch', '1.1']);
});

test('[H9] another scope class voids the cursor', () => {
  const { feed, asks } = rig({ epoch: 'e', asOf: 'a' });
  feed.connected('s');
  feed.connected('s');
  feed.connected('t');
  expect(asks.map((a) => a.want)).toEqual([{ epoch: 'e', from: 'a' }, { epoch: 'e', from: 'a' }, {}]);
});

test('an unanswered question is asked again', async () => {
  const { feed, asks, later } = rig({ epoch: 'e', asOf: 'a' });
  feed.connected('s');
  asks[0]?.answer({ ok: false, code: 'unavailable', message: '' });
  await Promise.resolve();
  await Promise.resolve();
  later[0]?.();
  expect(asks).toHaveLength(2);
});

test('recent changes are kept for a minute, for lists that are still on their way', () => {
  const { feed, pass } = rig({ epoch: 'e', asOf: 'a' });
  feed.frame(frame('a', 'b', item(1, 1)));
  pass(30_000);
  feed.frame(frame('b', 'c', item(2, 1)));
  expect(feed.recent(0).map((i) => i.id)).toEqual([1, 2]);
  expect(feed.recent(10).map((i) => i.id)).toEqual([2]);
  pass(40_000);
  feed.frame(frame('c', 'd', item(3, 1)));
  expect(feed.recent(0).map((i) => i.id)).toEqual([2, 3]);
});
