'use client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ClockChange } from '../../server/core/case/preview.ts';
import type { RuleDraft } from '../../server/wire/rule.ts';
import type { RulePreviewView } from '../../server/wire/rule-view.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { formatTime } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { Tag } from '../ui/tag.tsx';
import styles from './rules.module.css';
import { useDay } from './use-force.ts';
import { useRulesFault, useRulesWords } from './use-rules.ts';

const WAIT_MS = 500;
const LISTED = 50;

/** What a draft would do to the open tickets, if they were put under it as well; asked a moment after the last key. */
export function RulePreview({ draft }: { draft: RuleDraft }) {
  const words = useRulesWords();
  const trpc = useTRPC();
  const fault = useRulesFault();
  const text = JSON.stringify({ ...draft, from: null, until: null });
  const [asked, setAsked] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), WAIT_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const input: { draft: RuleDraft } = { draft: JSON.parse(asked) };
  const answer = useQuery(trpc.rule.preview.queryOptions(input, { staleTime: 30_000, retry: false, placeholderData: (before) => before }));
  const found = answer.data;
  return (
    <section className={styles.section} aria-live="polite">
      <h3>
        {words.preview} <small className={styles.hint}>{words.previewNote}</small>
      </h3>
      {answer.error ? <p className={styles.fault}>{fault(answer.error)}</p> : found ? <Found found={found} /> : <p className={styles.hint}>{words.looking}…</p>}
      <p className={styles.hint}>{words.keeps}</p>
    </section>
  );
}

function Found({ found }: { found: RulePreviewView }) {
  const words = useRulesWords();
  const { timeZone } = useLocale();
  const day = useDay();
  const time = (at: number) => `${day(at)} ${formatTime(at, timeZone)}`;
  const columns: Column<ClockChange>[] = [
    { id: 'no', head: words.ticket, rowHead: true, cell: (c) => found.numbers[c.id] ?? String(c.id) },
    { id: 'clock', head: words.clock, cell: (c) => words.clocks[c.clock] },
    { id: 'was', head: words.was, cell: (c) => time(c.was.due) },
    {
      id: 'willBe',
      head: words.willBe,
      cell: (c) => (
        <>
          {time(c.willBe.due)} {c.was.late === c.willBe.late ? null : <Tag>{c.willBe.late ? words.turnsLate : words.turnsOnTime}</Tag>}
        </>
      ),
    },
  ];
  const rows = found.clocks.slice(0, LISTED);
  return (
    <>
      <p>
        {words.looked(found.looked, found.cut)}：<b>{found.moved === 0 ? words.nothingMoves : words.moved(found.moved, found.turnLate, found.turnOnTime)}</b>
      </p>
      {rows.length > 0 ? (
        <>
          <DataTable caption={words.preview} captionHidden rows={rows} rowKey={(c) => `${c.id} ${c.clock} ${c.round}`} columns={columns} maxHeight="260px" />
          {rows.length < found.moved ? <p className={styles.hint}>{words.shown(rows.length, found.moved)}</p> : null}
        </>
      ) : null}
    </>
  );
}
