import { BRIEF_KINDS, type BriefKind, briefEnd, briefStart, dueBrief, type Span } from '../../server/core/brief/brief-spans.ts';
import type { OffsetAt } from '../../server/core/indicator/window.ts';

/** What of the page its address carries beside region, span and figure card: the span is the brief's. Pure. */
export type BriefUrl = { kind: BriefKind };

export function parseBriefUrl(params: URLSearchParams): BriefUrl {
  return { kind: BRIEF_KINDS.find((k) => k === params.get('kind')) ?? 'day' };
}

export function writeBriefUrl(params: URLSearchParams, { kind }: BriefUrl): string {
  const out = new URLSearchParams([...params].filter(([key]) => key !== 'kind'));
  if (kind !== 'day') out.set('kind', kind);
  return out.toString();
}

/**
 * The newest period of a kind that is over and lies in a span, else the newest that overlaps it; where none does, the newest
 * that is due. One that begins in a span would lead further back with every change of kind.
 */
export function briefPeriod(kind: BriefKind, span: Span | null, now: number, zone: OffsetAt): Span {
  const spanAt = (from: number): Span => ({ from, to: briefEnd(kind, from, zone) });
  const before = ({ from }: Span): Span => spanAt(briefStart(kind, from - 1, zone));
  const due = spanAt(dueBrief(kind, now, zone));
  if (!span) return due;
  let newest = spanAt(briefStart(kind, Math.min(span.to, now) - 1, zone));
  if (newest.to > now) newest = before(newest);
  if (newest.to <= span.from) return due;
  const inner = newest.to > span.to ? before(newest) : newest;
  return inner.from >= span.from ? inner : newest;
}

/** Start of the period before one (-1) or after it (1); null where that is not over. */
export function briefBeside(kind: BriefKind, from: number, by: 1 | -1, now: number, zone: OffsetAt): number | null {
  const to = by < 0 ? briefStart(kind, from - 1, zone) : briefEnd(kind, from, zone);
  return briefEnd(kind, to, zone) <= now ? to : null;
}

const OFFERED: Record<BriefKind, number> = { day: 31, week: 26, month: 24 };

/** Starts of periods to choose from, the newest first: those that are over, and the chosen one. */
export function briefChoices(kind: BriefKind, chosen: number, now: number, zone: OffsetAt): number[] {
  const starts: number[] = [];
  let at = briefStart(kind, briefStart(kind, now, zone) - 1, zone);
  while (starts.length < OFFERED[kind]) {
    starts.push(at);
    at = briefStart(kind, at - 1, zone);
  }
  return starts.includes(chosen) ? starts : [...starts, chosen].sort((a, b) => b - a);
}
