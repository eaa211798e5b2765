import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import type { Db } from '../../../db/client.ts';
import { type Classifier, likeliest, ticketText } from '../../core/learn/classifier.ts';
import type { LearnStats } from '../../core/learn/learn.ts';
import { unpackModel } from '../../core/learn/pack-model.ts';
import type { DeskAdvice } from '../../wire/desk.ts';
import type { Ctx } from '../context.ts';

export const CLASS_MODEL = 'class';
/** How long a process may go on with a model that another has replaced, in ms. */
const STALE_MS = 60_000;
const SHOWN = 3;

export type ClassModel = { readonly id: number; readonly at: number; readonly trainedOn: number; readonly stats: LearnStats; readonly classifier: Classifier };
type Held = { askedAt: number; model: Promise<ClassModel | null> };

const held = new WeakMap<Db, Held>();
const inflated = promisify(inflate);

/** The newest model of classes, null before there is one; at most a minute old, read again only when it is another. */
export function classModel(ctx: Pick<Ctx, 'db' | 'now'>): Promise<ClassModel | null> {
  const now = ctx.now();
  const kept = held.get(ctx.db);
  if (kept && Math.abs(now - kept.askedAt) < STALE_MS) return kept.model;
  const model = newest(ctx.db, kept?.model ?? Promise.resolve(null));
  held.set(ctx.db, { askedAt: now, model });
  model.catch(() => forgetModel(ctx.db));
  return model;
}

/** To be called after a model is committed: the process that learned it uses it at once. */
export function forgetModel(db: Db): void {
  held.delete(db);
}

async function newest(db: Db, before: Promise<ClassModel | null>): Promise<ClassModel | null> {
  const known = await before.catch(() => null);
  const [row] = await db.query<{ id: number; at: number; body: Uint8Array | null; stats: LearnStats; trainedOn: number }>(
    `select id, at, case when id <> $2::int8 then body end body, stats, trained_on "trainedOn" from model where kind = $1 order by id desc limit 1`,
    [CLASS_MODEL, known?.id ?? 0],
  );
  if (!row) return null;
  if (row.body === null) return known;
  const { id, at, stats, trainedOn } = row;
  return { id, at, stats, trainedOn, classifier: unpackModel(new Uint8Array(await inflated(row.body))) };
}

/** Classes of a text, the likeliest first; none where the model is not sure enough, or there is none yet. */
export async function suggestClasses(ctx: Pick<Ctx, 'db' | 'now' | 'catalog'>, title: string, body: string): Promise<DeskAdvice['classes']> {
  const model = await classModel(ctx);
  if (!model || `${title}${body}`.trim() === '') return { suggestions: [], abstains: true, modelAt: model?.at ?? null };
  const { temperature, abstention } = model.stats;
  const chances = likeliest(model.classifier, ticketText(title, body), temperature, SHOWN);
  const abstains = abstention.threshold >= 1 || (chances[0]?.probability ?? 0) < abstention.threshold;
  const suggestions = abstains
    ? []
    : chances.map(({ category, probability }) => ({ category, name: ctx.catalog.categoryName(category) ?? category, probability }));
  return { suggestions, abstains, modelAt: model.at };
}
