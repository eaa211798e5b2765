import type { DeskPresence } from '../../wire/desk.ts';
import type { Actor } from '../access/actor.ts';

/** Who has not said for so long that he is there has gone. */
const GONE_MS = 25_000;

type Seen = DeskPresence & { at: number };

/** Who has which ticket open, as the pages of this process say. Kept in memory: it is true for seconds. */
export class Presence {
  private readonly now: () => number;
  private readonly tickets = new Map<number, Map<string, Seen>>();

  constructor(now: () => number) {
    this.now = now;
  }

  /** Notes that `actor` looks at a ticket, and tells who else does. Ask for the ticket in scope before. */
  here(actor: Actor, id: number, writing: boolean): DeskPresence[] {
    const now = this.now();
    this.sweep(now);
    const seen = this.tickets.get(id) ?? new Map<string, Seen>();
    this.tickets.set(id, seen);
    const since = seen.get(actor.login)?.since ?? now;
    seen.set(actor.login, { login: actor.login, name: actor.name, since, writing, at: now });
    return [...seen.values()]
      .filter((s) => s.login !== actor.login)
      .map(({ login, name, since: from, writing: writes }) => ({ login, name, since: from, writing: writes }));
  }

  private sweep(now: number): void {
    for (const [id, seen] of this.tickets) {
      for (const [login, s] of seen) if (now - s.at > GONE_MS) seen.delete(login);
      if (seen.size === 0) this.tickets.delete(id);
    }
  }
}
