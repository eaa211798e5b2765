import { numbersLiteral, type Param, type Tx, textsLiteral } from '../../../db/client.ts';
import { excerpt } from '../../core/knowledge/highlight.ts';
import { FREQUENCY_CAP, rarest, TITLE_FACTOR, tokenWeight, USUAL_LENGTH } from '../../core/knowledge/rank.ts';
import { askedTokens, IN_TITLE } from '../../core/knowledge/tokens.ts';
import type { KnowledgeAnswer, KnowledgeSearch } from '../../wire/knowledge.ts';
import type { Scope } from '../access/require-scope.ts';
import type { Ctx } from '../context.ts';
import { ENTRY_COLUMNS, type EntryRow, toRow } from './entry-row.ts';
import { filterCondition } from './filter.ts';

type Ranked = EntryRow & { total: number; question: string; answer: string };

/** Of what matches in part only what holds so much of the weight that was asked is shown. */
const LEAST_SHARE = 0.35;

/**
 * Entries that hold what is asked, the best first: a word in the title or a keyword counts more than in the text, a rare
 * one more than a common one, a long text less than a short one; what may be inserted now stands before what may not.
 * Where no entry holds all of it, those that hold most of it. The same on both databases, for words of any length.
 * @param scope of knowledge.read
 */
export async function searchEntries(ctx: Ctx, scope: Scope, input: KnowledgeSearch): Promise<KnowledgeAnswer> {
  const began = performance.now();
  const now = ctx.now();
  const tokens = askedTokens(input.query);
  const { rows, partial } = tokens.length === 0 ? { rows: await newest(ctx, scope, input, now), partial: false } : await ranked(ctx, scope, input, tokens, now);
  const told = rows.map((row) => ({ ...toRow(ctx.catalog, row, now), excerpt: excerptOf(row, input.query) }));
  const total = rows[0]?.total ?? 0;
  return { rows: told, total, more: tokens.length > 0 && !partial && total >= FREQUENCY_CAP, partial, ms: Math.round((performance.now() - began) * 10) / 10 };
}

const excerptOf = ({ question, answer }: Ranked, query: string): string => excerpt(`${question} ${answer}`, query);

async function newest(ctx: Ctx, scope: Scope, input: KnowledgeSearch, now: number): Promise<Ranked[]> {
  const params: Param[] = [];
  const where = filterCondition(ctx, scope, input, now, params);
  params.push(input.limit);
  return ctx.db.query<Ranked>(
    `select ${ENTRY_COLUMNS}, (select count(*) from knowledge k where ${where}) total, v.content->>'question' question, v.content->>'answer' answer
     from (select k.id from knowledge k where ${where} order by k.updated_at desc, k.id desc limit $${params.length}::int) p
     join knowledge k on k.id = p.id join knowledge_version v on v.entry = k.id and v.version = k.version order by k.updated_at desc, k.id desc`,
    params,
  );
}

type Question = { tokens: readonly string[]; weights: readonly number[] };

async function ranked(ctx: Ctx, scope: Scope, input: KnowledgeSearch, tokens: readonly string[], now: number): Promise<{ rows: Ranked[]; partial: boolean }> {
  return ctx.db.transaction(async (tx) => {
    // The planner knows nothing of the terms' size: reading all of them is never the cheaper way.
    await tx.query(`select set_config('enable_seqscan', 'off', true)`);
    const frequency = await frequencies(tx, tokens);
    const questionOf = (some: readonly string[]): Question => ({ tokens: some, weights: some.map((token) => tokenWeight(frequency.get(token) ?? 0)) });
    const whole = tokens.every((token) => (frequency.get(token) ?? 0) > 0);
    const common = tokens.every((token) => (frequency.get(token) ?? 0) >= FREQUENCY_CAP);
    const all = whole ? await best(tx, ctx, scope, input, questionOf(tokens), common ? COMMON : WHOLE, now) : [];
    if (all.length > 0 || tokens.length === 1) return { rows: all, partial: false };
    const some = rarest(tokens, frequency);
    if (some.length === 0) return { rows: [], partial: false };
    return { rows: await best(tx, ctx, scope, input, questionOf(some), PARTS, now), partial: true };
  });
}

/** Entries that have each token, counted up to the cap. */
async function frequencies(tx: Tx, tokens: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.query<{ token: string; n: number }>(
    `select t.token, (select count(*) from (select 1 from knowledge k where k.terms @> array[t.token] limit ${FREQUENCY_CAP}) capped) n
     from unnest($1::text::text[]) t(token)`,
    [textsLiteral(tokens)],
  );
  return new Map(rows.map(({ token, n }) => [token, n]));
}

/** Whether an entry may be inserted at the instant that a parameter holds. */
const usableAt = (at: number) =>
  `(k.status = 'published' and coalesce(k.from_at <= $${at}::text::timestamptz, true) and coalesce(k.until_at > $${at}::text::timestamptz, true))`;

type Matches = (where: string, usable: string) => string;
/**
 * Of what countless entries have, no more than the cap: first those that have it in the title, then others. Which of them
 * is the best nobody asks by such a word; that the answer comes at once, everybody does.
 */
const COMMON: Matches = (where, usable) =>
  `select id, max(length) length, bool_or(usable) usable, max(weight) weight from (
     (select k.id, k.length, ${usable} usable, $2::int8 * ${1 + TITLE_FACTOR} weight from knowledge k
      where k.terms @> (select array_agg('${IN_TITLE}' || q.token) from q) and ${where} limit ${FREQUENCY_CAP})
     union all (select k.id, k.length, ${usable} usable, $2::int8 weight from knowledge k where k.terms @> $1::text::text[] and ${where} limit ${FREQUENCY_CAP})
   ) u group by id`;
/** Entries with what their texts weigh: that have all tokens, in one look at the index; or enough of them, in one for each. */
const WHOLE: Matches = (where, usable) =>
  `select k.id, k.length, ${usable} usable, $2::int8 weight from knowledge k where k.terms @> $1::text::text[] and ${where}`;
const PARTS: Matches = (where, usable) =>
  `select h.id, h.length, h.usable, sum(q.weight) weight from q
   join lateral (select k.id, k.length, ${usable} usable from knowledge k where k.terms @> array[q.token] and ${where}) h on true
   group by h.id, h.length, h.usable having sum(q.weight) >= $2::int8 * ${LEAST_SHARE}`;

/** What having tokens in the title adds. */
const titledIn = (where: string) =>
  `select h.id, ${TITLE_FACTOR} * sum(q.weight) weight from q
   join lateral (select k.id from knowledge k where k.terms @> array['${IN_TITLE}' || q.token] and ${where}) h on true group by h.id`;
const UNTITLED = 'select null::int8 id, 0::int8 weight where false';

/** The best of those that `matches` finds: their weight, with more for what stands in the title, over their length. */
async function best(tx: Tx, ctx: Ctx, scope: Scope, input: KnowledgeSearch, question: Question, matches: Matches, now: number): Promise<Ranked[]> {
  const { tokens, weights } = question;
  const params: Param[] = [textsLiteral(tokens), weights.reduce((sum, weight) => sum + weight, 0), numbersLiteral(weights)];
  const where = filterCondition(ctx, scope, input, now, params);
  const [at, limit] = [params.push(new Date(now).toISOString()), params.push(input.limit)];
  return tx.query<Ranked>(
    `with q as (select * from unnest($1::text::text[], $3::text::int4[]) q(token, weight)),
     found as materialized (${matches(where, usableAt(at))}),
     titled as (${matches === COMMON ? UNTITLED : titledIn(where)}), scored as (
       -- Added up and not joined: of how many there are the planner knows nothing, and would compare each with each.
       select id, bool_or(usable) usable, sum(weight)::float8 / (0.75 + 0.25 * max(length) / ${USUAL_LENGTH}.0) score
       from (select id, length, usable, weight from found union all select id, null, null, weight from titled) u
       group by id having max(length) is not null
     ), top as (select * from scored order by usable desc, score desc, id desc limit $${limit}::int)
     select ${ENTRY_COLUMNS}, (select count(*) from found) total, v.content->>'question' question, v.content->>'answer' answer
     from top join knowledge k on k.id = top.id join knowledge_version v on v.entry = k.id and v.version = k.version
     order by top.usable desc, top.score desc, top.id desc`,
    params,
  );
}
