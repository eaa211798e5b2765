import { RISK } from '../../server/core/kinds/risk.ts';
import { rolesThatMay } from '../../server/core/kinds/who-may.ts';
import type { RiskCheck, RiskEvidence, RiskFigure, RiskFinding } from '../../server/core/risk/terms.ts';
import { partnerNames } from '../../server/core/words/partners.ts';
import { RISK_NAMES } from '../../server/core/words/risk-words.ts';
import type { RiskRun } from '../../server/wire/risk.ts';
import { commandText, commandWords } from '../desk/command-messages.ts';
import { roleWords } from '../figure/role-words.ts';
import { formatNumber, formatPercent } from '../ui/format.ts';
import type { Locale } from '../ui/types.ts';
import { type RiskWords, riskWords } from './messages.ts';

/** What risks say in words and numbers. Pure. */

const PARTNERS: Record<Locale, Record<string, string>> = { 'zh-CN': partnerNames('zh'), en: partnerNames('en') };

/** Of what something was found, without the place: what tells neighbours in a list apart comes first. */
export function partsOf(of: RiskFinding['of'], locale: Locale): string[] {
  const words = riskWords[locale];
  const direction = RISK_NAMES[locale].directions[of.direction ?? ''] ?? of.direction ?? '';
  return [of.chapter ? words.chapter(of.chapter) : '', of.partner ? (PARTNERS[locale][of.partner] ?? of.partner) : '', of.mode ?? '', direction].filter(
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

/** What was judged, by its name where the rule's name is not one: a price is no deviation. */
export function judgedText({ unit, den, value }: Pick<RiskEvidence, 'unit' | 'den' | 'value'>, words: RiskWords): string {
  const text = figureOf(unit, value, words);
  return unit === 'price' ? words.price[den === 'parcels' ? 'parcels' : 'declarations'](text) : text;
}

/** How many declarations or parcels it stands on, and that they are few where they are not twice what the rule asks for. */
export function sampleText({ unit, den, sample }: Pick<RiskEvidence, 'unit' | 'den' | 'sample'>, least: number, words: RiskWords): string {
  const of = unit === 'growth' || unit === 'points' ? 'declarations' : den;
  const text = words.counts(formatNumber(sample), words.units[of] ?? of);
  return sample < 2 * least ? words.sampleFew(text, formatNumber(least)) : text;
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

/** What the last run has left for the next, under all heads. */
export const heldOf = ({ held }: RiskRun): number => Object.values(held).reduce((sum, n) => sum + n, 0);

/** The command that goes on with a risk in each state. */
const NEXT: Readonly<Record<string, string>> = { raised: 'assign', assigned: 'sign', examining: 'answer', answered: 'file' };

/** What is said where the reader can do nothing: who may go on with it, by the tables of rights. */
export function nothingText(state: string, desk: string, unit: string | null, locale: Locale): string {
  const words = riskWords[locale];
  const command = NEXT[state];
  const roles = command === undefined ? [] : rolesThatMay(RISK, command, 'risk.act');
  if (command === undefined || roles.length === 0) return words.nothingToDo;
  const names = roles.map((role) => roleWords[locale][role].name).join(locale === 'zh-CN' ? '、' : ', ');
  const does = commandText(commandWords[locale], command);
  return RISK.states[state]?.holder === 'unit' && unit !== null ? words.unitMay(unit, names, does) : words.deskMay(desk, names, does);
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
