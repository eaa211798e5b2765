'use client';
import Link from 'next/link';
import { Fragment } from 'react';
import type { Brief, BriefRow } from '../../server/wire/brief.ts';
import type { IndicatorRow } from '../../server/wire/profile.ts';
import { useConsole } from '../figure/console-context.tsx';
import { figureWords } from '../figure/messages.ts';
import { cardAttribute } from '../figure/shortcuts.tsx';
import type { CardRef } from '../figure/url-state.ts';
import { attentionText } from '../review/review-text.ts';
import { useReviewWords } from '../review/use-review.ts';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { formatDay, formatTime } from '../ui/format-time.ts';
import { FreshnessMark } from '../ui/freshness-mark.tsx';
import { useLocale } from '../ui/locale.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { Tag } from '../ui/tag.tsx';
import styles from './brief.module.css';
import { type BriefReader, changeOf, periodName, type Section, sectionsOf, tableValue, withTails } from './brief-text.ts';
import { useBriefWords } from './use-brief.ts';

/** Opens a card, as it is known now or as it was known then. */
type Open = (card: CardRef, knownAt: number | null) => void;

/** A brief as it stands on a page and on paper: what needs attention, what is to be said, and all figures. */
export function BriefDocument({ brief, onOpen }: { brief: Brief; onOpen: Open }) {
  const words = useBriefWords();
  const { locale, timeZone } = useLocale();
  const { indicator, region, meta, childLevel } = useConsole();
  const regionName = (adcode: string) => region(adcode)?.shortName ?? adcode;
  const reader: BriefReader = { words, locale, indicator, regionName, childLevel: childLevel(brief.region) };
  const sections = sectionsOf(brief, reader);
  const stamp = (at: number) => `${formatDay(at, locale, timeZone, meta.now)} ${formatTime(at, timeZone)}`;
  // A figure that has changed since is opened as it was known then.
  const changed = new Set(brief.now.map((n) => n.code));
  const open = (row: BriefRow, at: string) => onOpen(cardOf(row, at), changed.has(row.code) ? brief.madeAt : null);
  return (
    <article className={styles.document} data-brief-id={brief.id}>
      <header className={styles.head}>
        <h2>{words.docTitle(region(brief.region)?.name ?? brief.region, words.kinds[brief.kind])}</h2>
        <p className={styles.period}>{periodName(brief.kind, brief.from, brief.to, words, locale, timeZone)}</p>
        <p className={styles.made}>
          {words.made(stamp(brief.madeAt), brief.madeBy)}
          {words.semicolon}
          {brief.now.length > 0 ? words.changed(brief.now.length, stamp(brief.nowAt)) : words.unchanged(stamp(brief.nowAt))}
          {brief.marks.map((mark) => (
            <Fragment key={mark}>
              {' '}
              <Tag>{figureWords[locale].marks[mark]}</Tag>
            </Fragment>
          ))}
        </p>
      </header>
      <Attention brief={brief} stamp={stamp} onOpen={open} />
      <section aria-labelledby="brief-narrative">
        <h3 id="brief-narrative">{words.narrative}</h3>
        {sections.map((section) => (
          <Narrative key={section.name} section={section} brief={brief} onOpen={open} />
        ))}
      </section>
      <section aria-labelledby="brief-figures">
        <h3 id="brief-figures">{words.figures}</h3>
        {sections.map((section) => (
          <Figures key={section.name} section={section} brief={brief} changed={changed} reader={reader} onOpen={onOpen} />
        ))}
      </section>
      <Silent codes={brief.silent} />
      <p className={styles.made}>{words.source}</p>
    </article>
  );
}

function cardOf({ code, scope, status }: Pick<BriefRow, 'code' | 'scope' | 'status'>, region: string): CardRef {
  return { indicator: code, region, ...(scope ? { scope } : {}), ...(status ? { status } : {}), window: null };
}

type OpenRow = (row: BriefRow, region: string) => void;

function Attention({ brief, stamp, onOpen }: { brief: Brief; stamp: (at: number) => string; onOpen: OpenRow }) {
  const words = useBriefWords();
  const review = useReviewWords();
  const { locale } = useLocale();
  const { indicator, region } = useConsole();
  const all = brief.attention.flatMap((a) => {
    const def = indicator(a.code);
    const row = brief.rows.find((r) => r.code === a.code);
    return def && row ? [{ a, def, row }] : [];
  });
  // Sources fall silent together: one line says so.
  const lines = all.filter(({ a }) => a.kind !== 'stale');
  const stale = all.filter(({ a }) => a.kind === 'stale');
  const since = Math.max(0, ...stale.map(({ a }) => a.lastAt ?? 0));
  return (
    <section aria-labelledby="brief-attention">
      <h3 id="brief-attention">{words.attention}</h3>
      <p className={styles.judged} data-unjudged={brief.unjudged?.length}>
        {all.length === 0 ? words.attentionNone : null}
        {brief.unjudged && brief.unjudged.length > 0 ? words.unjudged(brief.unjudged.length, brief.rows.length) : null}
        {words.otherPeriods}
        <Link href={`/indicators?r=${brief.region}`} prefetch={false}>
          {words.indicatorsPage}
        </Link>
        {words.stop}
      </p>
      <ul className={styles.attention}>
        {lines.map(({ a, def, row }) => {
          const said = attentionText(a, { def }, { words: review, locale, regionName: (r) => region(r)?.shortName ?? r, day: stamp });
          return (
            <li key={a.code} data-attention={a.kind} data-indicator={a.code}>
              {a.severity ? <SeverityMark severity={a.severity} size={20} /> : <FreshnessMark state="late" size={18} decorative />}
              <p>
                <span className={styles.glued}>
                  <button type="button" className={styles.figure} onClick={() => onOpen(row, a.own ? brief.region : (a.regions[0]?.region ?? brief.region))}>
                    {said.title}
                  </button>
                  {said.why ? words.semicolon : null}
                </span>
                {said.why || null}
              </p>
            </li>
          );
        })}
        {stale.length > 0 ? (
          <li data-attention="stale">
            <FreshnessMark state="stale" size={18} decorative />
            <p>{words.stale(stale.map(({ def }) => def.shortName).join(words.list), stale.length, since === 0 ? null : stamp(since))}</p>
          </li>
        ) : null}
      </ul>
    </section>
  );
}

function Narrative({ section, brief, onOpen }: { section: Section; brief: Brief; onOpen: OpenRow }) {
  const words = useBriefWords();
  if (section.sentences.length === 0) return null;
  return (
    <p className={styles.narrative}>
      <b>{`${section.name ?? words.other}${words.colon}`}</b>
      {section.sentences.map(({ row, def, pieces }) => (
        <span key={row.code} data-indicator={row.code}>
          {withTails(pieces).map(({ text, region, tail }, i) =>
            region === undefined ? (
              text
            ) : (
              <span
                // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a sentence never change their places
                key={i}
                className={styles.glued}
              >
                <button
                  type="button"
                  className={styles.figure}
                  title={words.open(def.shortName)}
                  onClick={() => onOpen(row, region)}
                  {...cardAttribute(cardOf(row, region))}
                  data-in={region === brief.region ? 'whole' : 'part'}
                >
                  {text}
                </button>
                {tail}
              </span>
            ),
          )}
        </span>
      ))}
    </p>
  );
}

type FiguresProps = { section: Section; brief: Brief; changed: ReadonlySet<string>; reader: BriefReader; onOpen: Open };

function Figures({ section, brief, changed, reader, onOpen }: FiguresProps) {
  const { words } = reader;
  type Line = { row: BriefRow; def: IndicatorRow };
  const cell = (line: Line, value: number | null, knownAt: number | null) => (
    <button type="button" className={styles.figure} title={words.open(line.def.shortName)} onClick={() => onOpen(cardOf(line.row, brief.region), knownAt)}>
      {value === null && line.row.notReported ? words.notReported : tableValue(line.def, value, reader.locale)}
    </button>
  );
  const nowOf = (line: Line) => {
    const now = brief.now.find((n) => n.code === line.row.code);
    if (!now) return <span className={styles.same}>{words.same}</span>;
    return now.records === 0 ? words.gone : cell(line, now.value, null);
  };
  const columns: Column<Line>[] = [
    { id: 'name', head: words.indicator, cell: ({ def }) => def.shortName, width: '26%' },
    { id: 'then', head: words.then, align: 'end', cell: (line) => cell(line, line.row.value, changed.has(line.row.code) ? brief.madeAt : null) },
    { id: 'previous', head: words.previous[brief.kind], align: 'end', cell: ({ row, def }) => changeOf(def, row, row.previous, reader) ?? '—' },
    { id: 'like', head: words.like[brief.kind], align: 'end', cell: ({ row, def }) => changeOf(def, row, row.like, reader) ?? '—' },
    { id: 'coverage', head: words.coverage, align: 'end', cell: ({ row }) => (row.coverage ? `${row.coverage.reporting}/${row.coverage.of}` : '—') },
    { id: 'now', head: words.now, align: 'end', cell: nowOf },
  ];
  return (
    <DataTable
      caption={section.name ?? words.other}
      columns={columns}
      rows={section.rows}
      rowKey={({ row }) => row.code}
      rowData={({ row }) => ({ 'data-indicator': row.code, ...(changed.has(row.code) ? { 'data-changed': 'true' } : {}) })}
      className={styles.table}
      stack
    />
  );
}

function Silent({ codes }: { codes: readonly string[] }) {
  const words = useBriefWords();
  const { indicator } = useConsole();
  if (codes.length === 0) return null;
  const names = codes.map((code) => indicator(code)?.shortName ?? code).join(words.list);
  return (
    <>
      <details className={styles.silent}>
        <summary>{words.silent(codes.length)}</summary>
        <p>{names}</p>
      </details>
      {/* Paper unfolds nothing. */}
      <p className={styles.paperOnly} data-silent-print>{`${words.silent(codes.length)}${words.colon}${names}`}</p>
    </>
  );
}
