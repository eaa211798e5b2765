'use client';
import type { FiledView, PeriodView } from '../../server/wire/filling.ts';
import { useLocale } from '../ui/locale.tsx';
import styles from './filling.module.css';
import { instantText } from './filling-text.ts';
import { useValueText } from './side-by-side.tsx';
import { useFillingWords } from './use-filling.ts';

type Line = { key: string; at: number; what: string; who: string; text: string };

/** All that was filed, decided and retracted of a period, newest first, and what was reminded of. */
export function PeriodHistory({ view, now }: { view: PeriodView; now: number }) {
  const words = useFillingWords();
  const { locale, timeZone } = useLocale();
  const value = useValueText(view.duty.indicator);
  const time = (at: number) => instantText(at, locale, timeZone, now);
  const linesOf = (f: FiledView): Line[] => {
    const of = `${words.statuses[f.status]} ${value(f.value)}`;
    const filed = [of, f.replaces === null ? '' : words.replaces, f.note, f.basis].filter(Boolean).join(' · ');
    return [
      { key: `f${f.id}`, at: f.at, what: words.filed, who: f.byName, text: filed },
      ...(f.decision && f.decidedAt !== null
        ? [{ key: `d${f.id}`, at: f.decidedAt, what: words.decisions[f.decision], who: f.decidedName ?? '', text: [of, f.reason].filter(Boolean).join(' · ') }]
        : []),
      ...(f.retracted ? [{ key: `r${f.id}`, at: f.retracted.at, what: words.retraction, who: f.retracted.name, text: `${of} · ${f.retracted.reason}` }] : []),
    ];
  };
  const lines = view.statuses.flatMap((s) => s.filed.flatMap(linesOf)).sort((a, b) => b.at - a.at || (a.key < b.key ? 1 : -1));
  const reminders = view.reminders.map((r, i) => ({
    key: `m${i}`,
    at: r.at,
    what: words.reminded[r.kind],
    who: r.byName ?? words.byItself,
    text: [words.statuses[r.status], r.text].filter(Boolean).join(' · '),
  }));
  return (
    <>
      <Lines title={words.history} none={words.historyNone} lines={lines} time={time} />
      <Lines title={words.reminders} none={words.remindersNone} lines={reminders} time={time} />
    </>
  );
}

function Lines({ title, none, lines, time }: { title: string; none: string; lines: readonly Line[]; time: (at: number) => string }) {
  return (
    <section className={styles.lines}>
      <h3>{title}</h3>
      {lines.length === 0 ? <p className={styles.quiet}>{none}</p> : null}
      <ol>
        {lines.map((line) => (
          <li key={line.key}>
            <time>{time(line.at)}</time>
            <b>{line.what}</b>
            <span>{line.who}</span>
            <p>{line.text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
