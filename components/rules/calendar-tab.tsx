'use client';
import { useQuery } from '@tanstack/react-query';
import type { DayKind } from '../../server/core/calendar/calendar.ts';
import type { CalendarView } from '../../server/wire/rule-view.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { Button } from '../ui/button.tsx';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Tag } from '../ui/tag.tsx';
import { ImportCalendar } from './import-calendar.tsx';
import styles from './rules.module.css';
import { useDay } from './use-force.ts';
import { useRulesWords } from './use-rules.ts';
import { useRulesUrl } from './use-rules-url.ts';
import { yearDays } from './year-days.ts';

/** Years with their holidays and days worked in exchange; a year that nobody has published says so. */
export function CalendarTab({ manages, onSaid }: { manages: boolean; onSaid: (text: string) => void }) {
  const words = useRulesWords();
  const trpc = useTRPC();
  const day = useDay();
  const [url, setUrl] = useRulesUrl();
  const answer = useQuery(trpc.rule.calendars.queryOptions());
  const view = answer.data;
  const present = view ? Number(day(view.now).slice(0, 4)) : 0;
  const year = url.year ?? present;
  const state: PanelState = view
    ? { kind: 'ready' }
    : answer.error
      ? { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }
      : { kind: 'loading', skeleton: 'list' };
  const years = view ? [...new Set([...view.years.map((y) => y.year), present, present + 1, year])].sort((a, b) => a - b) : [];
  return (
    <>
      <div className={styles.bar}>
        <Segmented
          label={words.years}
          options={years.map((y) => ({ id: String(y), label: String(y) }))}
          value={String(year)}
          onChange={(id) => setUrl({ year: Number(id) }, { replace: true })}
        />
        <span className={styles.push} />
        {manages ? <Button onClick={() => setUrl({ pane: { kind: 'import' } })}>{words.importFile}</Button> : null}
      </div>
      <Panel title={view ? String(year) : words.tabs.calendar} state={state} className={styles.panel}>
        {view ? <Year view={view} year={year} /> : null}
      </Panel>
      {manages && url.pane?.kind === 'import' ? <ImportCalendar onClose={() => setUrl({ pane: null })} onSaid={onSaid} /> : null}
    </>
  );
}

function Year({ view, year }: { view: CalendarView; year: number }) {
  const words = useRulesWords();
  const file = view.years.find((y) => y.year === year);
  const { months, working, holidays, exchanged } = yearDays(year, view.years);
  const marks: Partial<Record<DayKind, string>> = { holiday: words.holiday, exchange: words.exchange };
  return (
    <>
      <p className={styles.yearHead}>
        {file ? file.source : <Tag look="dashed">{words.unpublished}</Tag>} {file?.imported ? <Tag>{words.imported}</Tag> : null}
        <small>{file ? words.days(working, holidays, exchanged) : words.unpublishedWhat}</small>
      </p>
      {/* The table below says the same to whoever does not see the months. */}
      <div className={styles.months} aria-hidden>
        {months.map(({ month, lead, days }) => (
          <div key={month} className={styles.month}>
            <b>{words.month(month)}</b>
            <div className={styles.days}>
              {days.map((d, i) => (
                <span key={d.date} data-day={d.is.kind} style={i === 0 ? { gridColumnStart: lead + 1 } : undefined}>
                  {d.day}
                  <small>{marks[d.is.kind]}</small>
                </span>
              ))}
            </div>
          </div>
        ))}
      </div>
      {file ? <Marked file={file} /> : null}
    </>
  );
}

type Mark = { span: string; name: string; kind: string };

function Marked({ file }: { file: CalendarView['years'][number] }) {
  const words = useRulesWords();
  const rows: Mark[] = [
    ...file.holidays.map(({ name, from, to }) => ({ span: from === to ? from : `${from} — ${to}`, name, kind: words.holiday })),
    ...file.workdays.map((date) => ({ span: date, name: '', kind: words.exchange })),
  ].sort((a, b) => (a.span < b.span ? -1 : 1));
  const columns: Column<Mark>[] = [
    { id: 'span', head: words.span, rowHead: true, cell: (r) => r.span },
    { id: 'kind', head: words.kind, cell: (r) => `${r.name} ${r.kind}`.trim() },
  ];
  return <DataTable caption={`${file.year}`} captionHidden rows={rows} rowKey={(r) => r.span} columns={columns} className={styles.marked} />;
}
