'use client';
import { memo } from 'react';
import type { DeskMark, DeskRow } from '../../server/wire/desk.ts';
import { figureWords } from '../figure/messages.ts';
import { cx } from '../ui/class-names.ts';
import { formatDay, formatTime } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { Tag } from '../ui/tag.tsx';
import type { Severity } from '../ui/types.ts';
import { commandWords, stateText } from './command-messages.ts';
import styles from './desk.module.css';
import { DeskClockBar } from './desk-clock.tsx';
import { deskWords } from './messages.ts';
import { usePlace } from './use-place.ts';

/** What a ticket is taken for, as a severity: 特急 Ⅱ, 紧急 Ⅲ, ordinary ones none. */
export const ticketSeverity = (row: Pick<DeskRow, 'priority'>): Severity | null => (row.priority === 'critical' ? 2 : row.priority === 'urgent' ? 3 : null);

/** The one tag of a row: what says most of it. */
const TAGGED: readonly DeskMark[] = ['supervised', 'instructed', 'redone', 'returned', 'merged', 'repeat', 'pending', 'stability', 'confidential'];

export type QueueRowProps = {
  row: DeskRow;
  top: number;
  now: number;
  selected: boolean;
  chosen: boolean;
  gone: boolean;
  /** Whether rows can be chosen at the moment: some are. */
  choosing: boolean;
  position: number;
  count: number;
  showState: boolean;
  onSelect: (id: number, event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }) => void;
  onChoose: (id: number, range: boolean) => void;
};

/** One ticket of the queue, 54 px: mark, title over place, type, time and one tag, clock, rule. */
export const QueueRow = memo(function QueueRow(props: QueueRowProps) {
  const { row, top, now, selected, chosen, gone, choosing, position, count, showState, onSelect, onChoose } = props;
  const { locale, timeZone } = useLocale();
  const words = deskWords[locale];
  const place = usePlace();
  const severity = ticketSeverity(row);
  const tag = TAGGED.find((m) => row.marks.includes(m));
  const today = now - row.at < 20 * 3_600_000;
  return (
    <li
      className={cx(styles.row, selected && styles.rowOn, chosen && styles.rowChosen, gone && styles.rowGone)}
      style={{ top }}
      data-ticket={row.id}
      data-state={row.state}
      aria-setsize={count}
      aria-posinset={position}
    >
      {choosing ? (
        <input
          type="checkbox"
          className={styles.rowBox}
          checked={chosen}
          aria-label={words.chooseOne(row.title)}
          onChange={(event) => onChoose(row.id, event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)}
        />
      ) : (
        <span className={styles.rowMark}>{severity ? <SeverityMark severity={severity} /> : null}</span>
      )}
      <button
        type="button"
        className={styles.rowButton}
        tabIndex={selected ? 0 : -1}
        aria-current={selected ? 'true' : undefined}
        onClick={(event) => onSelect(row.id, event)}
      >
        <span className={styles.rowTitle}>{row.title}</span>
        <span className={styles.rowMeta}>
          <span>{place(row)}</span>
          <span>{row.requestType}</span>
          <time>{today ? formatTime(row.at, timeZone) : formatDay(row.at, locale, timeZone, now)}</time>
          {tag ? <Tag>{tag === 'merged' ? words.mergedTag(row.callers) : words.marks[tag]}</Tag> : null}
          {row.mirrored ? <Tag look="dashed">{figureWords[locale].mirrored}</Tag> : null}
        </span>
      </button>
      <DeskClockBar clock={row.clock} now={now} />
      <span className={styles.rowRule}>
        {showState ? stateText(commandWords[locale], row.state) : words.priorities[row.priority]}
        {row.clock ? <small>{words.clocks[row.clock.kind]}</small> : null}
      </span>
    </li>
  );
});
