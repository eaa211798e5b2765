'use client';
import { Fragment, type ReactNode, useEffect, useRef } from 'react';
import type { ClockView, DeskCommand, DeskEntry } from '../../server/wire/desk.ts';
import type { TaskCase, TaskRow } from '../../server/wire/tasks.ts';
import { CaseActions } from '../desk/case-actions.tsx';
import { Outcome } from '../desk/command-bar.tsx';
import { choiceText, commandWords, stateText } from '../desk/command-messages.ts';
import { type DeskKeys, keyCap } from '../desk/desk-keys.ts';
import { TicketClocks } from '../desk/ticket-clocks.tsx';
import { TicketAsks, TicketReminders } from '../desk/ticket-parts.tsx';
import { TicketTimeline } from '../desk/ticket-timeline.tsx';
import type { Acting } from '../desk/use-act.ts';
import styles from '../desk/work.module.css';
import { useConsole } from '../figure/console-context.tsx';
import { figureWords } from '../figure/messages.ts';
import { Button } from '../ui/button.tsx';
import { formatDate, formatDay, formatTime } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import { Tag } from '../ui/tag.tsx';
import { TaskFigurePart } from './task-figure.tsx';
import { TaskProgress, TaskResult } from './task-parts.tsx';
import { useTasksWords } from './use-tasks-words.ts';

export type CasePaneProps = {
  id: number | null;
  one: TaskCase | null;
  error: unknown;
  onRetry: () => void;
  /** The list is being read: what will stand open is not known yet. */
  waits: boolean;
  position: string;
  /** It stands in the list no more. */
  left: boolean;
  now: number;
  keys: DeskKeys;
  acting: Acting<TaskRow>;
  onCommand: (command: DeskCommand) => void;
  onReceipt: (seq: number) => void;
  onExplain: (clock: ClockView) => void;
  onBack: () => void;
  form: ReactNode;
};

/** One task: what is asked, the figure then and now, its clocks, what was done, and what may be done next. */
export function CasePane(props: CasePaneProps) {
  const { id, one, error, onRetry, waits, position, left, acting, now, keys, form, onBack } = props;
  const words = useTasksWords();
  const { locale } = useLocale();
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another task is read from its beginning
  useEffect(() => {
    if (box.current) box.current.scrollTop = 0;
  }, [id]);
  return (
    <section className={styles.case} aria-label={words.theTask}>
      <header className={styles.caseHead}>
        <Button look="plain" className={styles.back} onClick={onBack}>
          {words.back}
        </Button>
        {one ? (
          <>
            <span className={styles.no}>{one.row.no}</span>
            <Tag>
              <span data-case-state={one.row.state}>{stateText(commandWords[locale], one.row.state)}</span>
            </Tag>
            {one.row.mark ? <Tag>{figureWords[locale].marks[one.row.mark]}</Tag> : null}
          </>
        ) : null}
        <span className={styles.position}>{position}</span>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keys must scroll a long task */}
      <div ref={box} className={styles.body} tabIndex={0}>
        {one ? (
          <article data-open-case={one.row.id} data-version={one.row.version}>
            {left ? (
              <p className={styles.leftNote} role="status">
                {words.left}
              </p>
            ) : null}
            <h2 className={styles.title}>{one.row.title}</h2>
            <TicketClocks row={one.row} clocks={one.clocks} now={now} onExplain={props.onExplain} />
            <Asked one={one} now={now} />
            {one.about.figure ? <TaskFigurePart figure={one.about.figure} /> : null}
            <TaskResult one={one} now={now} />
            <TaskProgress journal={one.journal} now={now} />
            <TicketAsks ticket={one} now={now} />
            <TicketReminders ticket={one} now={now} receiptKey={keys.off ? null : keyCap(keys.map.acknowledge) || null} onReceipt={props.onReceipt} />
            <TicketTimeline journal={one.journal.map(withoutAsked)} now={now} />
          </article>
        ) : error ? (
          <PanelStateBody state={{ kind: 'error', error, onRetry }} />
        ) : id !== null || waits ? (
          <PanelStateBody state={{ kind: 'loading', skeleton: 'list' }} />
        ) : (
          <PanelStateBody state={{ kind: 'empty', why: words.noTask, what: words.noTaskWhat }} />
        )}
      </div>
      {form ? <div className={styles.formBox}>{form}</div> : null}
      <Outcome acting={acting} now={now} keys={keys} onUndo={() => void acting.undo()} />
      {one && !form ? <CaseActions commands={settleable(one)} busy={acting.busy} keys={keys} nothing={words.nothingToDo} onCommand={props.onCommand} /> : null}
    </section>
  );
}

/** What the first entry tells stands above in full. */
const withoutAsked = (entry: DeskEntry): DeskEntry =>
  entry.command === 'report' ? { ...entry, data: { origin: entry.data.origin ?? null, until: entry.data.until ?? null } } : entry;

/** What is to be done, for which place, by whom, and where it comes from. */
function Asked({ one, now }: { one: TaskCase; now: number }) {
  const words = useTasksWords();
  const { locale, timeZone } = useLocale();
  const { lineage } = useConsole();
  const { row, about } = one;
  const place = lineage(row.region)
    .map((r) => r.name)
    .join(' ');
  const until = one.journal.flatMap((e) => (typeof e.data.until === 'string' ? [e.data.until] : [])).at(-1);
  const facts: [string, ReactNode][] = [
    [words.origin, words.origins[about.origin]],
    [words.place, place || row.regionName],
    [words.unit, row.unitName ?? words.notIssued],
    ...(until ? [[words.until, formatDate(Date.parse(until), locale, 'UTC')] as [string, ReactNode]] : []),
    [words.madeAt, `${formatDay(row.at, locale, timeZone, now)} ${formatTime(row.at, timeZone)}`],
    ...(one.outcome ? [[words.verdict, <b key="verdict">{choiceText(commandWords[locale], 'verdict', one.outcome)}</b>] as [string, ReactNode]] : []),
  ];
  return (
    <section aria-label={words.asked} data-asked>
      <dl className={styles.facts}>
        {facts.map(([label, text]) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </Fragment>
        ))}
      </dl>
      <p className={styles.comment}>{one.body}</p>
    </section>
  );
}

/** What nobody asked for cannot be settled. */
const settleable = ({ commands, asks }: TaskCase): DeskCommand[] =>
  commands.filter((c) => c.command !== 'settle_extension' || asks.some((a) => a.ask === 'extension'));
