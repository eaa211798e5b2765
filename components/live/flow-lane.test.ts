import { expect, test } from 'vitest';
import type { FlowFrame } from '../../server/wire/trade.ts';
import { type FlowChange, FlowLane } from './flow-lane.ts';

const want = (region: string) => ({ region, scope: 'full_scope', status: 'formal' }) as const;
const frame = { lane: 'flows', day: '2026-03-10' } as FlowFrame;

function made() {
  const asked: { want: unknown; ack(answer: unknown): void }[] = [];
  const later: (() => void)[] = [];
  let open = true;
  const lane = new FlowLane({
    send: (w, ack) => {
      if (open) asked.push({ want: w, ack });
      return open;
    },
    later: (fn) => void later.push(fn),
  });
  const told: string[] = [];
  const note = (change: FlowChange) => void told.push(change.kind);
  const cut = () => {
    open = false;
  };
  const back = () => {
    open = true;
    lane.connected();
  };
  return { lane, asked, later, told, note, cut, back };
}
const yes = { ok: true, day: '2026-03-10' };

test('[W4] frames are taken from the answer on, and those before it are of what was shown before', () => {
  const { lane, asked, told, note } = made();
  lane.show(want('990100'), note);
  lane.frame(frame);
  asked[0]?.ack(yes);
  lane.frame(frame);
  const end = lane.show(want('990200'), note);
  lane.frame(frame);
  asked[1]?.ack(yes);
  lane.frame(frame);
  expect(told).toEqual(['joined', 'frame', 'joined', 'frame']);
  end();
  expect(asked.map((a) => a.want)).toEqual([want('990100'), want('990200'), null]);
  lane.frame(frame);
  expect(told).toHaveLength(4);
});

test('[W5] after a cut the same is asked again, and the cells are read again; after a lag too', () => {
  const { lane, asked, told, note, cut, back } = made();
  lane.show(want('990100'), note);
  asked[0]?.ack(yes);
  lane.lagged(3);
  cut();
  back();
  lane.lagged(1);
  asked[1]?.ack(yes);
  expect(told).toEqual(['joined', 'lagged', 'joined']);
  expect(asked[1]?.want).toEqual(want('990100'));
});

test('[W6] what is not for the reader is said, and what was too much at a time is asked again', () => {
  const { lane, asked, later, told, note } = made();
  lane.show(want('990100'), note);
  asked[0]?.ack({ ok: false, code: 'rate_limited', message: '' });
  later[0]?.();
  asked[1]?.ack({ ok: false, code: 'forbidden', message: '' });
  lane.frame(frame);
  expect(told).toEqual(['refused']);
  // An answer to what was asked before says nothing of what is asked now.
  lane.show(want('990200'), note);
  lane.show(want('990300'), note);
  asked[2]?.ack(yes);
  lane.frame(frame);
  expect(told).toEqual(['refused']);
});
