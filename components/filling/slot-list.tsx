'use client';
import { useEffect } from 'react';
import type { DutyView, SlotView } from '../../server/wire/filling.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useNow } from '../live/use-now.ts';
import { cx } from '../ui/class-names.ts';
import { formatCount } from '../ui/format.ts';
import { formatRemaining } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { Tag } from '../ui/tag.tsx';
import styles from './filling.module.css';
import { instantText, periodText } from './filling-text.ts';
import { type useFillings, useFillingUrl, useFillingWords } from './use-filling.ts';

/** Wide enough for list and period side by side. */
const WIDE = '(min-width: 901px)';

/** What is to be filled in, the worst first, or what waits to be checked, the oldest first. */
export function SlotList({ kind, list }: { kind: 'todo' | 'check'; list: ReturnType<typeof useFillings> }) {
  const words = useFillingWords();
  const { locale } = useLocale();
  const [url, setUrl] = useFillingUrl();
  const { data } = list;
  const slots = data?.[kind] ?? NONE;
  const [first] = slots;
  const opened = url.open !== null;
  useEffect(() => {
    if (!opened && first && window.matchMedia(WIDE).matches)
      setUrl({ open: { duty: first.duty, period: first.period }, status: first.status }, { replace: true });
  }, [opened, first, setUrl]);
  const duties = new Map(data?.duties.map((d) => [d.id, d]));
  const all = kind === 'todo' ? (data?.counts.toFill ?? 0) : (data?.counts.toCheck ?? 0);
  return (
    <section className={styles.list} aria-label={words[kind]}>
      {list.isPending ? (
        <PanelStateBody state={{ kind: 'loading' }} />
      ) : list.isError && !data ? (
        <PanelStateBody state={{ kind: 'error', error: list.error, onRetry: () => void list.refetch() }} />
      ) : slots.length === 0 ? (
        <Empty kind={kind} duties={data?.duties.length ?? 0} narrowed={url.department !== null || url.indicator !== null} />
      ) : (
        <ul className={styles.rows}>
          {slots.map((slot) => {
            const duty = duties.get(slot.duty);
            return duty ? <Row key={`${slot.duty} ${slot.period} ${slot.status}`} duty={duty} slot={slot} /> : null;
          })}
        </ul>
      )}
      {slots.length < all ? <p className={styles.quiet}>{words.more(formatCount(slots.length, locale), formatCount(all, locale))}</p> : null}
    </section>
  );
}

const NONE: readonly SlotView[] = [];

function Empty({ kind, duties, narrowed }: { kind: 'todo' | 'check'; duties: number; narrowed: boolean }) {
  const words = useFillingWords();
  const [why, what] =
    duties > 0
      ? kind === 'todo'
        ? [words.todoNone, words.todoNoneWhat]
        : [words.checkNone, words.checkNoneWhat]
      : narrowed
        ? [words.noneFits, words.noneFitsWhat]
        : [words.noDuties, words.noDutiesWhat];
  return <PanelStateBody state={{ kind: 'empty', why, what }} />;
}

function Row({ duty, slot }: { duty: DutyView; slot: SlotView }) {
  const words = useFillingWords();
  const { locale, timeZone } = useLocale();
  const { meta } = useConsole();
  const now = useNow() ?? meta.now;
  const [{ open, status }, setUrl] = useFillingUrl();
  const on = open?.duty === slot.duty && open.period === slot.period && (status === null || status === slot.status);
  const left = slot.dueAt - now;
  return (
    <li className={cx(styles.row, on && styles.rowOn)} data-slot={`${slot.duty}.${slot.period}.${slot.status}`} data-state={slot.state}>
      <button
        type="button"
        className={styles.rowButton}
        aria-current={on}
        onClick={() => setUrl({ open: { duty: slot.duty, period: slot.period }, status: slot.status })}
      >
        <span className={styles.rowTitle}>{duty.name}</span>
        <span className={styles.rowFacts}>
          {[periodText(slot.period, locale), words.statuses[slot.status], duty.regionName, duty.departmentName].join(' · ')}
        </span>
      </button>
      <span className={styles.rowEnd}>
        <b className={slot.overdue ? styles.bad : undefined}>
          {slot.overdue ? <SeverityMark severity={1} decorative /> : null}
          {slot.state === 'submitted' ? words.states.submitted : slot.overdue || left > 0 ? formatRemaining(left, { locale }) : words.states[slot.state]}
        </b>
        <span>{words.due(instantText(slot.dueAt, locale, timeZone, now))}</span>
        <span className={styles.tags}>
          {slot.state === 'returned' ? <Tag>{words.states.returned}</Tag> : null}
          {slot.late ? <Tag>{words.late}</Tag> : null}
          {slot.reminded ? <Tag>{words.reminded[slot.reminded.kind]}</Tag> : null}
          {slot.provisional ? (
            <Tag look="dashed" title={words.provisionalWhy}>
              {words.provisional}
            </Tag>
          ) : null}
        </span>
      </span>
    </li>
  );
}
