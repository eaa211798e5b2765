'use client';
import type { DeskEntry } from '../../server/wire/desk.ts';
import type { TaskCase } from '../../server/wire/tasks.ts';
import { actorText, deskWords } from '../desk/messages.ts';
import ticketStyles from '../desk/ticket.module.css';
import { stamp } from '../desk/ticket-clocks.tsx';
import { useLocale } from '../ui/locale.tsx';
import styles from './tasks.module.css';
import { useTasksWords } from './use-tasks-words.ts';

const textOf = (entry: DeskEntry): string => (typeof entry.data.text === 'string' ? entry.data.text : '');

/** What was reported on the way (路线图), the newest first, with how far it has come. */
export function TaskProgress({ journal, now }: { journal: readonly DeskEntry[]; now: number }) {
  const words = useTasksWords();
  const { locale, timeZone } = useLocale();
  const told = journal.filter((e) => e.command === 'progress').toReversed();
  if (told.length === 0) return null;
  return (
    <section className={ticketStyles.part} data-progress={told.length}>
      <header>
        <h2>{words.progress}</h2>
        <span>{words.progressCount(told.length)}</span>
      </header>
      <ol className={styles.progress}>
        {told.map((e) => (
          <li key={e.seq}>
            <time>{stamp(e.at, now, locale, timeZone)}</time>
            <b>{typeof e.data.percent === 'number' ? words.percent(e.data.percent) : ''}</b>
            <p>{textOf(e)}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What was submitted last, in full: whoever judges it must have read it. */
export function TaskResult({ one, now }: { one: TaskCase; now: number }) {
  const words = useTasksWords();
  const { locale, timeZone } = useLocale();
  const entry = one.journal.findLast((e) => e.command === 'submit');
  if (!entry) return null;
  return (
    <section className={ticketStyles.part} data-result={entry.seq}>
      <header>
        <h2>{words.result}</h2>
        <span>{`${actorText(deskWords[locale], entry.actor)} ${stamp(entry.at, now, locale, timeZone)}`}</span>
      </header>
      <p className={ticketStyles.text}>{textOf(entry)}</p>
    </section>
  );
}
