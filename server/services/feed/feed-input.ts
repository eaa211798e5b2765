import { redactText } from '../../core/privacy/redact.ts';
import { FEED_KINDS, type FeedKind } from '../../wire/events.ts';
import type { Ctx } from '../context.ts';
import { Invalid } from '../errors.ts';

/** The papers of a feed that may change after it was made; undefined leaves as is, null clears. */
export type FeedPapers = {
  label?: string;
  region?: string;
  department?: string | null;
  /** Legal purpose for which the department gives the data. */
  purpose?: string | null;
  /** Fields that the agreement covers. */
  fields?: string[];
  share?: 'open' | 'conditional' | 'none';
  /** How often events are due, in milliseconds. */
  cadenceMs?: number | null;
  /** Login of who answers for the quality. */
  owner?: string | null;
  /** Instant at which the feed ends by itself. */
  until?: number | null;
  /** Most events a second. */
  rate?: number;
  lateDays?: number;
  mirrored?: boolean;
  /** Whether its tickets may be reported and read through Open311; of a feed of tickets alone. */
  open311?: boolean;
  brokerUser?: string | null;
};

const LATE_DAYS: Record<FeedKind, number> = { indicator: 35, service: 35, call: 35, trade: 35, ticket: 400, review: 400 };

/** Days that an event of the kind may be late unless the feed says otherwise. */
export const defaultLateDays = (kind: FeedKind): number => LATE_DAYS[kind];

/** Names go into paths, subjects, source URIs and on screens. @throws Invalid */
export function checkName(name: string): void {
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_-]{0,63}$/.test(name)) throw new Invalid(`${name} is not a name: letters, digits, - and _, at most 64`);
  if (/(?<!\d)1[3-9]\d{9}(?!\d)/.test(name) || redactText(name).found.length > 0) throw new Invalid('the name holds a personal number');
}

/** @throws Invalid naming the kinds there are */
export function checkKind(kind: string): FeedKind {
  const known = FEED_KINDS.find((k) => k === kind);
  if (!known) throw new Invalid(`${kind} is not a kind of feed (${FEED_KINDS.join(', ')})`);
  return known;
}

/** What only a feed of tickets may be. @throws Invalid */
export function checkOpen311({ kind, open311 }: { kind: string; open311?: boolean | undefined }): void {
  if (open311 && kind !== 'ticket') throw new Invalid(`Open311 is for feeds of kind ticket, and this one is of kind ${kind}`);
}

/** @throws Invalid naming the first wrong paper */
export function checkPapers(ctx: Ctx, papers: FeedPapers): void {
  const { region, department, share, cadenceMs, rate, lateDays } = papers;
  for (const text of [papers.label, papers.purpose, ...(papers.fields ?? [])])
    if (text && redactText(text).found.length > 0) throw new Invalid('the papers of a feed hold no personal data');
  if (region !== undefined && !ctx.catalog.tree.has(region)) throw new Invalid(`region ${region} is not in the profile's tree`);
  if (department && ctx.catalog.departmentName(department) === null) throw new Invalid(`department ${department} is not in the profile`);
  if (share !== undefined && !['open', 'conditional', 'none'].includes(share)) throw new Invalid(`share ${share} is not one of open, conditional, none`);
  const whole = (value: number | null | undefined, least: number, most: number) =>
    value == null || (Number.isInteger(value) && value >= least && value <= most);
  if (!whole(cadenceMs, 1_000, 400 * 86_400_000)) throw new Invalid('the cadence is between a second and 400 days');
  if (!whole(rate, 1, 1_000_000)) throw new Invalid('the rate is between 1 and 1,000,000 events a second');
  if (!whole(lateDays, 1, 3_650)) throw new Invalid('late days are between 1 and 3,650');
}
