import { Buckets } from '../../core/access/buckets.ts';
import type { Actor } from '../access/actor.ts';
import type { AuditBatch } from './audit-batch.ts';
import type { AuditActor, AuditEntry } from './audit-entry.ts';

/** Who asked: an actor, or nobody known from an address. */
export type Asked = { actor: Actor | null; call: { address: string | null } };

/** Rows of one asker at once and a second: whoever hammers at a door fills no audit with it, and is counted in the next row. */
const REFUSALS = { burst: 30, perSecond: 0.2 };

/** Writes down what somebody did or was refused; refusals of one asker are written at a bounded rate, the rest as their count. */
export function noteRefusals(batch: Pick<AuditBatch, 'note'>, now: () => number): (asked: Asked, entry: AuditEntry) => void {
  const rows = new Buckets(REFUSALS);
  const unwritten = new Map<string, number>();
  return ({ actor, call }, entry) => {
    const who: AuditActor = actor ?? { kind: 'nobody', id: 0, login: '', session: null, address: call.address };
    if (entry.result !== 'refused') return batch.note(who, entry);
    const key = actor ? `${actor.kind}:${actor.id}` : `nobody:${call.address ?? ''}`;
    if (!rows.take(key, now())) {
      if (unwritten.size < 10_000 || unwritten.has(key)) unwritten.set(key, (unwritten.get(key) ?? 0) + 1);
      return;
    }
    const more = unwritten.get(key) ?? 0;
    unwritten.delete(key);
    batch.note(who, more === 0 ? entry : { ...entry, detail: { ...entry.detail, unwritten: more } });
  };
}
