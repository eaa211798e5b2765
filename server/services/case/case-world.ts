import type { Tx } from '../../../db/client.ts';
import type { Command } from '../../core/case/decide.ts';
import type { JournalEntry } from '../../core/case/journal.ts';
import type { Actor as CaseActor } from '../../core/case/powers.ts';
import type { Refusal } from '../../core/case/refusal.ts';
import type { CaseState } from '../../core/case/state.ts';
import { decideAll, type Step } from '../../core/case/world.ts';
import { KINDS } from '../../core/kinds/kinds.ts';
import type { CaseCtx } from '../context.ts';
import { type LoadedCase, loadCases } from './load-cases.ts';
import { appendJournals, insertChildren, type NewChild, updateCases, updateOf } from './store-cases.ts';
import { departmentOf, departmentOfCase, insertFacts, type NewFact } from './write-tickets.ts';

/** Cases that a command touches, locked in one transaction; those that it makes are named before. */
export class CaseWorld {
  private readonly ctx: CaseCtx;
  private readonly tx: Tx;
  private readonly known = new Map<number, LoadedCase>();
  private readonly fresh: ReadonlySet<number>;

  constructor(ctx: CaseCtx, tx: Tx, fresh: readonly number[] = []) {
    this.ctx = ctx;
    this.tx = tx;
    this.fresh = new Set(fresh);
  }

  async load(ids: readonly number[]): Promise<void> {
    const loaded = await loadCases(
      this.tx,
      this.ctx.rules(),
      ids.filter((id) => !this.known.has(id)),
      true,
    );
    for (const [id, one] of loaded) this.known.set(id, one);
  }

  get(id: number): LoadedCase | null {
    return this.known.get(id) ?? null;
  }

  /** Decides with all that is ordered of other cases, which are locked as they are named. Writes nothing. */
  async decide(id: number, command: Command, actor: CaseActor): Promise<{ ok: true; steps: readonly Step[] } | { ok: false; id: number; refusal: Refusal }> {
    for (;;) {
      const missing = new Set<number>();
      const find = (on: number): CaseState | null => {
        const one = this.known.get(on);
        if (!one && !this.fresh.has(on)) missing.add(on);
        return one?.state ?? null;
      };
      const kind = this.known.get(id)?.row.kind ?? 'ticket';
      const done = decideAll(KINDS, find, kind, id, command, actor, this.ctx.rules(), this.ctx.now());
      if (missing.size === 0) return done;
      const before = this.known.size;
      await this.load([...missing]);
      // What is named and is not there is refused by the kernel as a case without a report.
      if (this.known.size === before) return { ok: false, id, refusal: { code: 'unknown_case', params: {} } };
    }
  }

  /**
   * Writes what was decided: journals, columns, facts, and what is `also` written with it.
   * @throws CaseRace when a row has moved since it was read
   */
  async write(steps: readonly Step[], key: string | null, also: (tx: Tx) => Promise<void> = async () => {}): Promise<void> {
    const { ctx, tx } = this;
    const rules = ctx.rules();
    const now = ctx.now();
    const last = new Map<number, CaseState>();
    const entries = new Map<number, JournalEntry[]>();
    for (const { id, decision } of steps) {
      last.set(id, decision.next);
      entries.set(id, [...(entries.get(id) ?? []), decision.entry]);
    }
    const ids = [...last.keys()].sort((a, b) => a - b);
    const root = steps[0]?.id;
    const updates = ids.flatMap((id) => {
      const one = this.known.get(id);
      const next = last.get(id);
      return one && next ? [updateOf(next, one.row.version, one.row.region, departmentOfCase(ctx, next), rules, now)] : [];
    });
    const journals = ids.map((id) => {
      const one = this.known.get(id);
      return { id, entries: [...(one ? one.journal.slice(one.stored) : []), ...(entries.get(id) ?? [])], key: id === root ? key : null };
    });
    // Sent together: each is a statement of the same transaction, and one that fails ends it.
    const [written] = await Promise.all([
      updateCases(tx, updates),
      insertChildren(tx, this.children(ids, last)),
      appendJournals(tx, journals),
      insertFacts(
        tx,
        steps.map((step) => this.factOf(step)),
        false,
      ),
      also(tx),
    ]);
    if (written !== updates.length) throw new CaseRace();
  }

  private children(ids: readonly number[], last: ReadonlyMap<number, CaseState>): NewChild[] {
    const nth = new Map<number, number>();
    return ids.flatMap((id) => {
      const state = last.get(id);
      const parent = state?.fields.parent;
      if (this.known.has(id) || !state || typeof parent !== 'number') return [];
      const before = nth.get(parent) ?? partsEver(this.known.get(parent)?.journal ?? []);
      nth.set(parent, before + 1);
      const unit = state.assignment.main ?? '';
      const update = updateOf(state, 0, '', departmentOf(this.ctx, unit), this.ctx.rules(), this.ctx.now());
      return [{ parent, id, unit, nth: before + 1, update }];
    });
  }

  private factOf({ id, decision }: Step): NewFact {
    const { facts, next, entry } = decision;
    const fact = facts[0];
    const known = (units: readonly string[]) => units.filter((u) => departmentOf(this.ctx, u) !== null);
    const region = typeof next.fields.region === 'string' ? next.fields.region : (this.known.get(id)?.row.region ?? '');
    const before = this.known.get(id)?.row.region;
    const after = departmentOfCase(this.ctx, next);
    return {
      at: entry.at,
      kind: entry.command,
      id,
      version: next.version,
      regions: [...new Set([...(before === undefined ? [] : [before]), region])],
      departments: [...new Set([...known(fact?.before.units ?? []), ...known(fact?.after.units ?? []), ...(after === null ? [] : [after])])],
      body: { ...(fact?.body ?? {}), region, departments: after === null ? [] : [after] },
      ...(next.kind === 'rectification' || next.kind === 'task' || next.kind === 'risk' ? { subject: next.kind } : {}),
    };
  }
}

/** Parts that were ever made of a ticket: a number is not given twice, though its part went away. */
function partsEver(journal: readonly JournalEntry[]): number {
  return journal.flatMap((e) => e.effects).filter((e) => e.do === 'link' && e.rel === 'child').length;
}

/** Another transaction moved a case between reading and writing it: the same is tried again. */
export class CaseRace extends Error {
  readonly code = '40001';
  constructor() {
    super('a case was moved by another');
    this.name = 'CaseRace';
  }
}
