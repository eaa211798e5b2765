'use client';
import { useState } from 'react';
import type { FigureQuery, RecordRow } from '../../server/wire/figure.ts';
import { useTRPCClient } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { faultOf } from '../ui/fault.ts';
import { formatNumber } from '../ui/format.ts';
import { formatAsOf } from '../ui/format-time.ts';
import { useLocale, useWords } from '../ui/locale.tsx';
import styles from './card.module.css';
import { cardWords } from './card-messages.ts';
import { useConsole } from './console-context.tsx';
import { csvName, recordsCsv } from './csv.ts';
import { figureWords } from './messages.ts';
import { wallText } from './time-text.ts';
import { useUrl } from './use-url.ts';

const PAGE = 500;
/** More rows than a browser should hold in one text; the file says what it leaves out. */
const MOST = 50_000;

/** Print and copy link, in the card's head. */
export function CardTools() {
  const words = cardWords[useLocale().locale];
  const [said, setSaid] = useState<string | null>(null);
  const copy = async () => {
    setSaid((await copyText(window.location.href)) ? words.copied : words.copyByHand);
    setTimeout(() => setSaid(null), 2000);
  };
  return (
    <>
      <Button look="plain" onClick={() => window.print()}>
        {words.print}
      </Button>
      <Button look="plain" onClick={() => void copy()}>
        {said ?? words.copyLink}
      </Button>
    </>
  );
}

/** Export of the listed records, and the way to the region that the card is about. */
export function CardActions({ query }: { query: FigureQuery }) {
  const { locale, timeZone } = useLocale();
  const words = cardWords[locale];
  const ui = useWords();
  const { offset } = useConsole();
  const client = useTRPCClient();
  const [url, setUrl] = useUrl();
  const [read, setRead] = useState<number | null>(null);
  const [failed, setFailed] = useState<string | null>(null);

  const run = async () => {
    setFailed(null);
    setRead(0);
    try {
      const known = { ...query, knownAt: url.knownAt ?? undefined };
      const card = await client.figure.card.query({ query: known });
      const rows: RecordRow[] = [];
      let cursor: string | null = null;
      do {
        const page: { rows: RecordRow[]; next: string | null } = await client.figure.records.query({ query: known, cursor, limit: PAGE, all: true });
        rows.push(...page.rows);
        cursor = page.next;
        setRead(rows.length);
      } while (cursor !== null && rows.length < MOST);
      const { definition: row, figure } = card;
      const text = recordsCsv(rows, {
        head: [
          words.time,
          words.arrived,
          words.source,
          words.record,
          words.csvType,
          'adcode',
          words.region,
          row.numeratorName ?? words.numerator,
          row.denominatorName ?? words.denominator,
          words.csvState,
        ],
        notes: [
          [row.code, row.name],
          [words.definition, row.definition ?? words.unpublished],
          [words.formula, row.formula ?? words.unpublished],
          [words.source, card.sourceTitle],
          [words.region, card.regionName],
          [words.span, `${wallText(figure.span.from, offset)} — ${wallText(figure.span.to, offset)}`],
          [words.value, `${figure.value ?? ''}`],
          [figureWords[locale].asOf, figure.asOf === null ? '' : formatAsOf(figure.asOf, locale, timeZone)],
          [words.recordsTitle, words.recordsShown(String(rows.filter((r) => r.state === 'live').length), String(figure.records))],
        ],
        state: { live: '', replaced: words.replaced, retracted: words.retractedMark },
        counted: figureWords[locale].counted,
        time: (at) => wallText(at, offset),
      });
      download(csvName(card, wallText(figure.span.from, offset)), text);
    } catch (error) {
      const fault = faultOf(error, ui);
      setFailed(`${fault.what}，${fault.todo}`);
    }
    setRead(null);
  };

  return (
    <div className={styles.foot}>
      <Button look="primary" disabled={read !== null} onClick={() => void run()}>
        {read === null ? words.exportCsv : words.exporting(formatNumber(read))}
      </Button>
      <Button onClick={() => setUrl({ region: query.region, card: null, knownAt: null })}>{words.toRegion}</Button>
      <span role="status">{failed ?? ''}</span>
    </div>
  );
}

/** Off loopback and without TLS there is no clipboard to write to: the older way is tried then. */
async function copyText(text: string): Promise<boolean> {
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return true;
    }
    const field = document.createElement('textarea');
    field.value = text;
    field.className = 'tg-vh';
    const before = document.activeElement;
    document.body.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    return done;
  } catch {
    return false;
  }
}

function download(name: string, text: string): void {
  const href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}
