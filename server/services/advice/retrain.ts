import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import type { Param } from '../../../db/client.ts';
import { type Sample, ticketText } from '../../core/learn/classifier.ts';
import type { LEAST, LearnStats } from '../../core/learn/learn.ts';
import { type Actor, SYSTEM } from '../access/actor.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context.ts';
import { CLASS_MODEL, forgetModel } from './class-model.ts';
import { type LearnThread, startLearnThread } from './learn-thread.ts';
import type { LearnReply } from './learn-worker.ts';

/** Closed tickets that are looked at, those that are learned from, of one class and in all: the newest. */
const MOST_READ = 60_000;
const MOST_OF_CLASS = 400;
const MOST_SAMPLES = 12_000;
const PAGE = 250;
/** Models of a kind that are kept, the one in use included. */
const KEPT = 3;
const DAY = 86_400_000;
const ASK_MS = 200;

export type Retrained =
  | { ok: true; at: number; trainedOn: number; stats: LearnStats }
  /** Too few closed tickets of enough classes: what was learned before stays in use. */
  | { ok: false; why: 'too_few'; tickets: number; classes: number; least: typeof LEAST; modelAt: number | null }
  | { ok: false; why: 'stopped' };

type Row = { id: number; closedAt: number; title: string; body: string; category: string };

/**
 * Learns the classes anew from the tickets that this installation has closed, in a thread of its own, and puts the model
 * in the place of the one before. Nothing changes where there are too few. One at a time is enough: a second one finds
 * the same.
 * @param options.stopping whether it shall end without a result; asked several times a second
 * @throws Unavailable when the thread died
 */
export async function retrain(ctx: Ctx, actor: Actor = SYSTEM, { stopping = () => false }: { stopping?: () => boolean } = {}): Promise<Retrained> {
  const thread = startLearnThread();
  try {
    await gather(ctx, thread, stopping);
    const now = ctx.now();
    const learned = await waitFor(thread.learn(Math.floor(now / DAY)), stopping);
    if (!learned) return { ok: false, why: 'stopped' };
    return learned.ok ? await store(ctx, actor, learned, now) : { ...learned, why: 'too_few', modelAt: await modelAt(ctx) };
  } finally {
    await thread.close();
  }
}

async function waitFor(reply: Promise<LearnReply>, stopping: () => boolean): Promise<LearnReply | null> {
  reply.catch(() => {}); // It is not waited for any more once it is to stop.
  while (!stopping()) {
    const done = await Promise.race([reply, pause(ASK_MS)]);
    if (done) return done;
  }
  return null;
}

/** Gives the newest closed tickets to the thread, so many of each class. Confidential ones teach nothing. */
async function gather(ctx: Ctx, thread: LearnThread, stopping: () => boolean): Promise<void> {
  const counts = new Map<string, number>();
  let cursor: Param[] = [ctx.now() + 1, 0];
  let given = 0;
  for (let read = 0; read < MOST_READ && given < MOST_SAMPLES && !stopping(); read += PAGE) {
    const rows = await ctx.db.lane('background').query<Row>(
      `select id, closed_at "closedAt", title, left(body, 2000) body, category from cases
       where closed_at is not null and kind = 'ticket' and parent is null and category is not null and not retracted and not confidential
         and (closed_at, id) < (to_timestamp($1::float8 / 1000.0), $2::int8) order by closed_at desc, id desc limit ${PAGE}`,
      cursor,
    );
    const samples: Sample[] = [];
    for (const { title, body, category } of rows) {
      const n = counts.get(category) ?? 0;
      if (n >= MOST_OF_CLASS) continue;
      counts.set(category, n + 1);
      samples.push({ text: ticketText(title, body), category });
    }
    given += samples.length;
    thread.give(samples);
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    cursor = [last.closedAt, last.id];
    await turn();
  }
}

async function store(ctx: Ctx, actor: Actor, { packed, stats }: Extract<LearnReply, { ok: true }>, now: number): Promise<Retrained> {
  const trainedOn = stats.tickets;
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx.query<{ id: number }>(
      'insert into model (kind, at, body, stats, trained_on) values ($1, to_timestamp($2::float8 / 1000.0), $3, $4::text::jsonb, $5) returning id',
      [CLASS_MODEL, now, packed, JSON.stringify(stats), trainedOn],
    );
    await tx.query(`delete from model where kind = $1 and id not in (select id from model where kind = $1 order by id desc limit ${KEPT})`, [CLASS_MODEL]);
    const detail = { trainedOn, algorithm: stats.algorithm, macroF1: stats.macroF1[stats.algorithm], classes: stats.classes.length };
    await writeAudit(tx, actor, { action: 'model.trained', result: 'ok', object: { kind: 'model', id: row?.id ?? 0 }, detail }, now);
  }, 'background');
  forgetModel(ctx.db);
  return { ok: true, at: now, trainedOn, stats };
}

async function modelAt(ctx: Ctx): Promise<number | null> {
  const [row] = await ctx.db.query<{ at: number }>('select at from model where kind = $1 order by id desc limit 1', [CLASS_MODEL]);
  return row?.at ?? null;
}
