import { MINUTE } from '../../core/indicator/window.ts';
import { callEvents } from './calls.ts';
import type { LiveFeed, SimEvent, SimParts } from './parts.ts';
import { reviewEvents } from './reviews.ts';
import { serviceEvents } from './services.ts';
import { makeSlot, type Slot } from './slot.ts';
import { TicketBook, type TicketPast } from './ticket-book.ts';
import { makeTradeTable, type TradeTable, tradeEvents } from './trade.ts';
import { makeWorld, type World } from './world.ts';

export type SimulatorOptions = {
  parts: SimParts;
  /** Whole number below 2^32. */
  seed: number;
  /** Epoch ms at which the demo began, once for ever; cut to the minute. Episodes count from it. */
  start: number;
  /** Which requests were never sent singly; see firstPast() and gapPast() of history.ts. */
  past: TicketPast;
};

/** Makes the events of any minute of any feed: the same seed, start and past give the same events and ids. */
export class Simulator {
  readonly world: World;
  readonly past: TicketPast;
  readonly trade: TradeTable;
  readonly book: TicketBook;

  constructor({ parts, seed, start, past }: SimulatorOptions) {
    this.world = makeWorld(parts, seed >>> 0, start);
    this.past = past;
    this.trade = makeTradeTable(this.world);
    this.book = new TicketBook(this.world, past);
  }

  /** Events of the minute that starts at `minute` (epoch ms), in order of time. */
  minute(feed: LiveFeed, minute: number): SimEvent[] {
    if (feed === 'tickets') return this.book.minute(minute);
    return byTime(this.counted(feed, makeSlot(this.world, 'm', minute)));
  }

  /** Events of one slot of a counted feed, not sorted. */
  counted(feed: Exclude<LiveFeed, 'tickets'>, slot: Slot): SimEvent[] {
    if (feed === 'calls') return callEvents(this.world, slot);
    if (feed === 'services') return serviceEvents(this.world, slot);
    if (feed === 'reviews') return reviewEvents(this.world, slot);
    return tradeEvents(this.world, this.trade, slot);
  }

  /** Events of [from, to) of a feed, epoch ms. */
  events(feed: LiveFeed, from: number, to: number): SimEvent[] {
    const found: SimEvent[] = [];
    for (let m = Math.floor(from / MINUTE) * MINUTE; m < to; m += MINUTE) {
      for (const e of this.minute(feed, m)) {
        const at = Date.parse(e.time);
        if (at >= from && at < to) found.push(e);
      }
    }
    return found;
  }
}

/** Times of one feed share their zone's offset, so text order is time order within a minute. */
function byTime(events: SimEvent[]): SimEvent[] {
  return events.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
}
