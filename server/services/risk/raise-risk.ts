import type { Tx } from '../../../db/client.ts';
import { deskFor } from '../../core/case/catalogue.ts';
import { decide } from '../../core/case/decide.ts';
import { systemActor } from '../../core/case/powers.ts';
import { emptyCase } from '../../core/case/state.ts';
import { RISK } from '../../core/kinds/risk.ts';
import type { RiskAbout, RiskFinding } from '../../core/risk/terms.ts';
import { RISK_NAMES } from '../../core/words/risk-words.ts';
import { SYSTEM } from '../access/actor.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { appendJournals, cityOf, takeCaseIds, updateCases, updateOf } from '../case/store-cases.ts';
import { insertFacts } from '../case/write-tickets.ts';
import type { CaseCtx, Ctx } from '../context.ts';
import { deskFeed } from '../feed/desk-feed.ts';
import type { FeedRow } from '../feed/feed-row.ts';
import { dayOf } from './read-days.ts';

/** Findings are the ids of these cases, apart from those of what people enter. */
export const RISK_SOURCE = 'urn:tongguan:risk';
const BY_RULE = systemActor('risk');

/** The region that a zone reports for; what no profile registers is the province's. */
export const regionOf = (ctx: Pick<Ctx, 'catalog'>, zone: string): string => ctx.catalog.zoneRegion(zone) ?? ctx.catalog.tree.root;

/** What a finding is called where cases are listed: place, mode, direction and what was found. */
export function riskTitle(ctx: Pick<Ctx, 'catalog'>, { of, check }: Pick<RiskFinding, 'of' | 'check'>): string {
  const names = RISK_NAMES['zh-CN'];
  const region = ctx.catalog.zoneRegion(of.zone);
  const parts = [
    region === null ? of.zone : ctx.catalog.regionName(region),
    of.mode,
    names.directions[of.direction ?? ''],
    of.chapter && `第 ${of.chapter} 章`,
    of.partner,
  ];
  return [...parts.filter((p) => p), names.checks[check]].join(' ');
}

/**
 * Begins an episode, with a case of its own or that of an earlier one which is still worked on: finding, row, journal, fact and
 * audit in one transaction.
 * @returns the case; null where the episode is open already
 */
export async function raiseRisk(ctx: CaseCtx, finding: RiskFinding, rule: RiskAbout['rule']): Promise<number | null> {
  const feed = await deskFeed(ctx);
  return ctx.db.transaction((tx) => write(ctx, tx, feed, finding, rule));
}

async function write(ctx: CaseCtx, tx: Tx, feed: FeedRow, finding: RiskFinding, rule: RiskAbout['rule']): Promise<number | null> {
  const now = ctx.now();
  const region = regionOf(ctx, finding.of.zone);
  const { check, subject, head, severity, of } = finding;
  const [before] = await tx.query<{ caseId: number }>(
    `select f.case_id "caseId" from risk_finding f join cases c on c.id = f.case_id
     where f.found_check = $1 and f.subject = $2 and c.open and not c.retracted order by f.began_at desc limit 1`,
    [check, subject],
  );
  const [fresh = 0] = before ? [before.caseId] : await takeCaseIds(tx, 1);
  const id = before?.caseId ?? fresh;
  const [begun] = await tx.query<{ id: number }>(
    `insert into risk_finding (found_check, subject, region, zone, head, severity, rule, rule_version, case_id, began_at, seen_at, latest)
     values ($1, $2, $3, $4, $5, $6::int, $7, $8::int, $9::int8, to_timestamp($10::float8 / 1000.0), to_timestamp($10::float8 / 1000.0), $11::text::jsonb)
     on conflict (found_check, subject) where ended_at is null do nothing returning id`,
    [check, subject, region, of.zone, head, severity, rule.id, rule.version, id, now, JSON.stringify(finding.evidence)],
  );
  if (!begun) return null;
  if (!before) await openCase(ctx, tx, feed, { id, episode: begun.id, region, about: { ...finding, rule, raisedAt: now } });
  return id;
}

type NewRisk = { id: number; episode: number; region: string; about: RiskAbout };

async function openCase(ctx: CaseCtx, tx: Tx, feed: FeedRow, { id, episode, region, about }: NewRisk): Promise<void> {
  const now = ctx.now();
  const rules = ctx.rules();
  const title = riskTitle(ctx, about);
  const data = { desk: deskFor(ctx.catalog.tree, [region], false), region, head: about.head, rule: about.check };
  const made = decide(RISK, emptyCase('risk', id), { name: 'report', data, expect: null }, BY_RULE, rules, now);
  if (!made.ok) throw new Error(`the finding ${about.subject} makes no case: ${made.refusal.code}`);
  const source = await sourceOf(tx, feed);
  const [row] = await tx.query<{ no: string }>(
    `insert into cases (id, kind, no, source, event_id, feed, version, region, located, moved_at, request_type, channel, title, body, at, got, mark, city, about)
     overriding system value
     values ($1::int8, 'risk', left($2::text, 6) || $3::text || 'F' || lpad(($1::int8 % 1000000)::text, 6, '0') || case when $1::int8 >= 1000000 then '-' || ($1::int8 / 1000000)::text else '' end,
       $4::int, $5::text, $6::int, 0, $2::text, true, to_timestamp($7::float8 / 1000.0), '', 'risk', $8::text, '', to_timestamp($7::float8 / 1000.0), now(), $9::text, $10::text, $11::text::jsonb)
     returning no`,
    [id, region, dayOf(ctx, now).replaceAll('-', ''), source, String(episode), feed.id, now, title, feed.mark, cityOf(rules, region), JSON.stringify(about)],
  );
  await updateCases(tx, [updateOf(made.next, 0, region, null, rules, now)]);
  await appendJournals(tx, [{ id, entries: [made.entry], key: null }]);
  const body = feed.mark === null ? {} : { mark: feed.mark };
  await insertFacts(tx, [{ at: now, kind: 'report', id, version: made.next.version, regions: [region], departments: [], body, subject: 'risk' }], false);
  const detail = { no: row?.no ?? '', head: about.head, check: about.check, rule: about.rule.id, version: about.rule.version };
  await writeAudit(tx, SYSTEM, { action: 'risk.report', result: 'ok', object: { kind: 'risk', id: String(id) }, region, department: null, detail }, now);
}

async function sourceOf(tx: Tx, feed: FeedRow): Promise<number> {
  await tx.query('insert into source (feed, uri) values ($1::int, $2) on conflict do nothing', [feed.id, RISK_SOURCE]);
  const [row] = await tx.query<{ id: number }>('select id from source where uri = $1', [RISK_SOURCE]);
  if (!row) throw new Error('the source of risks was not made');
  return row.id;
}
