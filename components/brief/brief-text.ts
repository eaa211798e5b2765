import type { BriefKind } from '../../server/core/brief/brief-spans.ts';
import { SMALL_SAMPLE } from '../../server/core/review/attain.ts';
import type { Brief, BriefCell, BriefRow } from '../../server/wire/brief.ts';
import type { IndicatorRow } from '../../server/wire/profile.ts';
import { changeText, figureText, withUnit } from '../figure/figure-text.ts';
import { PLAIN } from '../ui/format.ts';
import { formatDate, formatDay, wallTime } from '../ui/format-time.ts';
import type { Locale } from '../ui/types.ts';
import type { BriefWords } from './messages.ts';

/** What a brief says, from its figures alone: no sentence has a cause that nobody told. Pure. */

/** A part of a sentence; a figure opens the card of its region. */
export type Piece = { text: string; region?: string };
export type Sentence = { row: BriefRow; def: IndicatorRow; pieces: Piece[] };
export type Section = { name: string | null; rows: { row: BriefRow; def: IndicatorRow }[]; sentences: Sentence[] };

/** Sentences of a section; the table below has all figures. */
const SENTENCES = 4;
const NAMED = 3;

export type BriefReader = {
  words: BriefWords;
  locale: Locale;
  indicator: (code: string) => IndicatorRow | null;
  regionName: (adcode: string) => string;
  childLevel: string;
};

/** Figures by their part of the dictionary, in its order; each part says its first ones in words. */
export function sectionsOf(brief: Brief, reader: BriefReader): Section[] {
  const sections = new Map<string | null, Section>();
  for (const row of brief.rows) {
    const def = reader.indicator(row.code);
    if (!def) continue;
    const section = sections.get(def.category) ?? { name: def.category, rows: [], sentences: [] };
    sections.set(def.category, section);
    section.rows.push({ row, def });
    if (section.sentences.length < SENTENCES && row.value !== null) section.sentences.push(sentenceOf(brief, row, def, reader));
  }
  return [...sections.values()];
}

export const briefValue = (def: IndicatorRow, value: number | null, locale: Locale): string =>
  value === null ? '—' : withUnit(figureText(def, value, locale));

/** All digits, as a table of record has them; from 亿 on with its unit. */
export const tableValue = (def: IndicatorRow, value: number | null, locale: Locale): string =>
  value === null ? '—' : withUnit(figureText(def, value, locale, Math.abs(value) < 1e8 ? PLAIN : undefined));

function sentenceOf(brief: Brief, row: BriefRow, def: IndicatorRow, reader: BriefReader): Sentence {
  const { words, locale } = reader;
  const pieces: Piece[] = [{ text: `${def.shortName} ` }, { text: briefValue(def, row.value, locale), region: brief.region }];
  for (const [label, change] of [
    [words.previous[brief.kind], changeOf(def, row, row.previous, reader)],
    [words.like[brief.kind], changeOf(def, row, row.like, reader)],
  ] as const)
    if (change) pieces.push({ text: `${words.comma}${label} ${change}` });
  const named = brief.comparison ? standOut(def, row, locale) : null;
  if (named) {
    pieces.push({ text: `${words.semicolon}${named.worst ? words.worst : words.most}` });
    named.cells.forEach(([region, value], i) => {
      pieces.push({ text: `${i > 0 ? words.list : ''}${reader.regionName(region)} ` }, { text: briefValue(def, value, locale), region });
    });
  }
  if (row.coverage && row.coverage.reporting < row.coverage.of)
    pieces.push({ text: `${words.semicolon}${words.covered(row.coverage.reporting, row.coverage.of, reader.childLevel)}` });
  pieces.push({ text: words.stop });
  return { row, def, pieces };
}

/** Punctuation that no line may begin with. */
const TAIL = /^[，、；。：,;.:]+/;

/** The pieces with the punctuation that follows a figure kept with it. */
export function withTails(pieces: readonly Piece[]): (Piece & { tail: string })[] {
  const tailOf = (piece: Piece | undefined) => (piece?.region === undefined ? (piece?.text.match(TAIL)?.[0] ?? '') : '');
  return pieces.map((piece, i) => {
    const taken = pieces[i - 1]?.region === undefined ? '' : tailOf(piece);
    return { ...piece, text: piece.text.slice(taken.length), tail: piece.region === undefined ? '' : tailOf(pieces[i + 1]) };
  });
}

/** `▲ 3%`, 持平 where no digit that is shown differs; null where nothing can be compared. */
export function changeOf(
  def: IndicatorRow,
  row: Pick<BriefRow, 'value'>,
  before: BriefRow['previous'],
  { words, locale }: Pick<BriefReader, 'words' | 'locale'>,
): string | null {
  // A rate's regions that report in both may be fewer than the value's: its change is theirs.
  const change = before?.change === null || !before ? null : changeText(def, shown(def, row, before), before, locale);
  if (!change) return null;
  return Number(change.text.replaceAll(/[^\d.]/g, '')) === 0 ? words.flat : `${change.arrow} ${change.text}`;
}

const shown = (def: IndicatorRow, row: Pick<BriefRow, 'value'>, before: NonNullable<BriefRow['previous']>): number | null =>
  def.kind === 'ratio' && before.value !== null && before.change !== null ? before.value + before.change : row.value;

/** The regions that stand out: the largest of an amount, the last of a rate whose better way is known; not of a few cases. */
function standOut(def: IndicatorRow, { cells, num, den, value: whole }: BriefRow, locale: Locale): { worst: boolean; cells: BriefCell[] } | null {
  if (def.additivity.region !== 'add') return null;
  const worst = def.kind === 'ratio';
  if (worst && def.direction === 'none') return null;
  // Where most was told for the region itself, its parts say little of it.
  const weight = (num: number, den: number) => (def.kind === 'ratio' ? den : num);
  const below = cells.reduce((sum, [, , n, d]) => sum + weight(n, d), 0);
  if (2 * below < weight(num, den)) return null;
  const told = cells.filter(([, value, , den]) => value !== null && (!worst || den >= SMALL_SAMPLE));
  if (told.length <= NAMED) return null;
  const way = worst && def.direction === 'up' ? 1 : -1;
  const said = (value: number | null) => briefValue(def, value, locale);
  const ordered = told.toSorted((a, b) => way * ((a[1] as number) - (b[1] as number)) || (a[0] < b[0] ? -1 : 1));
  // One that reads like the whole does not stand out.
  if (worst && said(ordered[0]?.[1] ?? null) === said(whole)) return null;
  return { worst, cells: ordered.slice(0, worst ? 1 : NAMED) };
}

/** Name of a period: `2026年6月16日 周二`, `6月8日至6月14日`, `2026年6月`. */
export function periodName(kind: BriefKind, from: number, to: number, words: BriefWords, locale: Locale, timeZone: string): string {
  const { year, month } = wallTime(from, timeZone);
  if (kind === 'month') return words.month(year, month);
  if (kind === 'week') return words.week(formatDay(from, locale, timeZone, 0), formatDay(to - 1, locale, timeZone, from));
  return locale === 'zh-CN' ? `${year}年${formatDate(from, locale, timeZone)}` : `${formatDate(from, locale, timeZone)}, ${year}`;
}
