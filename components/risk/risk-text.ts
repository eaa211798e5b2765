import type { RiskCheck, RiskEvidence, RiskFigure, RiskFinding } from '../../server/core/risk/terms.ts';
import { partnerNames } from '../../server/core/words/partners.ts';
import { RISK_NAMES } from '../../server/core/words/risk-words.ts';
import { formatNumber, formatPercent } from '../ui/format.ts';
import type { Locale } from '../ui/types.ts';
import { type RiskWords, riskWords } from './messages.ts';

/** What risks say in words and numbers. Pure. */

const PARTNERS: Record<Locale, Record<string, string>> = { 'zh-CN': partnerNames('zh'), en: partnerNames('en') };

/** Of what something was found, without the place: mode, direction, chapter, partner. */
export function partsOf(of: RiskFinding['of'], locale: Locale): string[] {
  const words = riskWords[locale];
  const direction = RISK_NAMES[locale].directions[of.direction ?? ''] ?? of.direction ?? '';
  return [of.mode ?? '', direction, of.chapter ? words.chapter(of.chapter) : '', of.partner ? (PARTNERS[locale][of.partner] ?? of.partner) : ''].filter(
    (part) => part !== '',
  );
}

/** An amount of CNY with the unit that leaves it short. */
export function moneyText(cny: number, words: RiskWords): string {
  const { hundredMillion, tenThousand, yuan } = words.money;
  const size = Math.abs(cny);
  if (hundredMillion.from <= size) return hundredMillion.says(formatNumber(cny / hundredMillion.from, 2));
  if (tenThousand.from <= size) return tenThousand.says(formatNumber(cny / tenThousand.from, 1));
  return yuan(formatNumber(cny, size < 100 ? 2 : 0));
}

const signed = (text: string, value: number): string => (value > 0 ? `+${text}` : text);

/** A figure of evidence in its own unit. */
export function figureOf(unit: RiskEvidence['unit'], value: number | null, words: RiskWords): string {
  if (value === null) return words.none;
  if (unit === 'price') return moneyText(value, words);
  if (unit === 'points') return words.points(signed(formatNumber(value * 100, 1), value));
  return unit === 'growth' ? signed(formatPercent(value * 100, 0), value) : formatPercent(value * 100, 2);
}

/** The numbers behind a figure: so many of so many, or a share of a sum. */
export function partsText(evidence: RiskEvidence, figure: RiskFigure, words: RiskWords): string {
  const { unit, den } = evidence;
  if (unit === 'growth') return moneyText(figure.num, words);
  if (unit === 'points') return words.ofWhole(moneyText(figure.num, words), moneyText(figure.den, words));
  const of = words.counts(formatNumber(figure.den), words.units[den] ?? den);
  return unit === 'price' ? words.ofWhole(moneyText(figure.num, words), of) : words.ofWhole(formatNumber(figure.num), of);
}

/** What it was held against, in a few words. */
export function againstText(evidence: RiskEvidence, words: RiskWords): string {
  const { unit, peers, before, bound, side } = evidence;
  const limit = figureOf(unit, bound, words);
  if (peers) return words.againstPeers(moneyText(peers.median, words), formatNumber(peers.count), words.sides[side], limit);
  if (unit === 'growth' && before) return words.againstBefore(moneyText(before.num, words), limit);
  if (unit === 'points' && before) return words.againstShare(formatPercent((before.value ?? 0) * 100, 1), limit);
  return before?.value === undefined || before.value === null ? words.againstLimit(limit) : words.againstPast(limit, formatPercent(before.value * 100, 2));
}

/** One line of evidence, for lists and the panel. */
export function evidenceText(evidence: RiskEvidence, words: RiskWords): string {
  return words.line(partsText(evidence, evidence.now, words), againstText(evidence, words));
}

/** The days of a half-open span, the last one included. */
export function daysText({ from, to }: Pick<RiskFigure, 'from' | 'to'>): string {
  const last = new Date(Date.parse(`${to}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  return from === last ? from : `${from} – ${last}`;
}

/** Which figure card of the page of trade tells of the cells behind a finding. */
const CARD: Partial<Record<RiskCheck, string>> = {
  mismatch: 'mismatched',
  returns: 'returned',
  over_order: 'declarations',
  over_year: 'declarations',
  many_orders: 'declarations',
};

/** The page of trade with the same cells, days, scope and status, and the card over them open. */
export function cardHref(region: string, check: RiskCheck, { filter, now, scope, status }: RiskEvidence): string {
  const last = new Date(Date.parse(`${now.to}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  const dims = Object.entries(filter).map(([dim, codes]) => `${dim}:${(codes ?? []).join(',')}`);
  const query = { r: region, s: 'own', days: `${now.from}_${last}`, k: `${scope}.${status}`, flow: [CARD[check] ?? 'value', ...dims].join(';') };
  return `/commerce?${new URLSearchParams(query)}`;
}
