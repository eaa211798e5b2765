import type { FactFrame, FactItem, FactReset } from '../wire/facts.ts';
import { LIVE_VERSION } from '../wire/version.ts';
import { factItem } from './fact-item.ts';
import { BATCH, type FactClass, type FactTail, resetFrame } from './fact-tail.ts';

export const CATCH_UP_ITEMS = 2000;
/** Log entries that a catch-up reads at most: of what others do, a small scope may see little. */
const CATCH_UP_SPAN = 20_000;
const WAIT_TRIES = 3;

export type CatchUpSink = {
  frame(frame: FactFrame): void;
  reset(reset: FactReset): void;
  /** Called last, in the same turn: the member now stands where its class stands, and no frame may come between. */
  join(): void;
};

/** Brings one member of `entry` from its cursor to where its class stands: by one frame, one reset, or nothing. */
export async function catchUp(tail: FactTail, entry: FactClass, want: { epoch?: string; from?: string }, sink: CatchUpSink): Promise<void> {
  const { cursors } = tail.options;
  const { epoch } = tail;
  const restart = (reason: FactReset['reason']): void => {
    sink.reset(resetFrame(tail, reason, entry.at));
    sink.join();
  };
  if (want.from === undefined) {
    const here = cursors.seal(entry.at);
    sink.frame({ v: LIVE_VERSION, lane: 'facts', epoch, prev: here, to: here, items: [] });
    return sink.join();
  }
  if (want.epoch !== undefined && want.epoch !== epoch) return restart('epoch');
  const from = cursors.open(want.from);
  if (from === null) return restart('epoch');
  // A list may have been read from a database that is ahead of this node's tail.
  for (let i = 0; from > tail.seq && i < WAIT_TRIES; i++) await tail.kick();
  if (from > tail.seq) return restart('epoch');
  let at = from;
  let items: FactItem[] = [];
  // The class may move on while we read; what it then stands at is the new goal.
  while (at < entry.at) {
    if (entry.at - from > CATCH_UP_SPAN) return restart('too_far');
    const read = await readInterval(tail, entry, at, entry.at);
    if (read.quiet) return restart('history');
    items = items.concat(read.items);
    if (items.length > CATCH_UP_ITEMS) return restart('too_far');
    at = read.to;
  }
  if (tail.epoch !== epoch) return restart('epoch');
  if (from !== entry.at) sink.frame({ v: LIVE_VERSION, lane: 'facts', epoch, prev: want.from, to: cursors.seal(entry.at), items });
  sink.join();
}

async function readInterval(tail: FactTail, entry: FactClass, from: number, to: number): Promise<{ items: FactItem[]; quiet: boolean; to: number }> {
  const { port, contains } = tail.options;
  const items: FactItem[] = [];
  let at = from;
  while (at < to) {
    const facts = await port.read(at, Math.min(BATCH, to - at));
    const last = facts[facts.length - 1];
    // The log is gapless: an empty answer below the head means that it was cut, and the reader starts again.
    if (!last) return { items, quiet: true, to };
    for (const fact of facts) {
      if (fact.quiet) return { items, quiet: true, to };
      const item = factItem(entry.scope, fact, contains);
      if (item) items.push(item);
    }
    at = last.seq;
  }
  return { items, quiet: false, to };
}
