'use client';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { DESK_VIEWS, type DeskCounts, type DeskView } from '../../server/wire/desk.ts';
import type { SetAddress } from '../figure/use-address.ts';
import { Button } from '../ui/button.tsx';
import { cx } from '../ui/class-names.ts';
import { formatCount } from '../ui/format.ts';
import { useLocale } from '../ui/locale.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import styles from './desk.module.css';
import { DESK_SORTS, type DeskUrl } from './desk-url.ts';
import { deskWords } from './messages.ts';
import { QueueFilters } from './queue-filters.tsx';
import { visible } from './queue-list.ts';
import { QueueRow } from './queue-row.tsx';
import type { Queue } from './use-queue.ts';

export const ROW_PX = 54;
const NEAR_END = 12;

export type QueuePaneProps = {
  url: DeskUrl;
  setUrl: SetAddress<DeskUrl>;
  view: DeskView;
  queue: Queue;
  counts: DeskCounts | undefined;
  now: number;
  selected: number | null;
  chosen: ReadonlySet<number>;
  onSelect: (id: number) => void;
  onChoose: (id: number, range: boolean) => void;
  onChooseAll: (on: boolean) => void;
  login: string;
};

/** The queue at the left: its views with counts, filters, and the rows that are near the window. */
export function QueuePane(props: QueuePaneProps) {
  const { url, setUrl, view, queue, counts, selected, chosen } = props;
  const { locale } = useLocale();
  const words = deskWords[locale];
  const { list } = queue;
  const count = counts?.views.find((v) => v.view === view);
  return (
    <section className={styles.queue} aria-label={words.queue}>
      <Views view={view} counts={counts} onPick={(next) => setUrl({ view: next, ticket: null, due: null, mark: null })} />
      <QueueFilters {...props} soon={count?.soon ?? null} late={count?.late ?? null} total={count?.count ?? null} />
      <QueueBody {...props} />
      <footer className={styles.queueFoot}>
        {list.waiting.length > 0 ? (
          // In the foot, which is there anyway: a band above the rows would move them under the reader.
          <button type="button" className={styles.waiting} onClick={queue.reload} data-waiting={list.waiting.length}>
            {words.waiting(list.waiting.length)}
          </button>
        ) : null}
        {chosen.size > 0 ? (
          <>
            <b>{words.chosen(chosen.size)}</b>
            <Button look="plain" onClick={() => props.onChooseAll(true)}>
              {words.chooseAll}
            </Button>
            <Button look="plain" onClick={() => props.onChooseAll(false)}>
              {words.chooseNone}
            </Button>
          </>
        ) : (
          <span>
            {words.loaded(formatCount(list.rows.length, locale))}
            {count ? ` · ${words.ofAll(formatCount(count.count, locale))}` : ''}
          </span>
        )}
        <label className={styles.sort}>
          <span className="tg-vh">{words.sort}</span>
          <select value={url.sort} onChange={(event) => setUrl({ sort: DESK_SORTS.find((s) => s === event.target.value) ?? 'due', ticket: selected })}>
            {DESK_SORTS.map((sort) => (
              <option key={sort} value={sort}>
                {words.sorts[sort]}
              </option>
            ))}
          </select>
        </label>
      </footer>
    </section>
  );
}

function Views({ view, counts, onPick }: { view: DeskView; counts: DeskCounts | undefined; onPick: (view: DeskView) => void }) {
  const { locale } = useLocale();
  const words = deskWords[locale];
  return (
    <div className={styles.views} role="tablist" aria-label={words.viewsLabel}>
      {DESK_VIEWS.map((id) => {
        const count = counts?.views.find((v) => v.view === id);
        return (
          <button
            key={id}
            type="button"
            role="tab"
            aria-selected={id === view}
            className={cx(styles.view, id === view && styles.viewOn)}
            onClick={() => onPick(id)}
            data-view={id}
            title={[count && words.viewTitle(count.count, count.soon, count.late), words.viewWhat[id]].filter(Boolean).join('\n')}
          >
            <b>
              {count ? formatCount(count.count, locale) : '–'}
              {count && count.late > 0 ? <SeverityMark severity={1} size={9} decorative /> : null}
            </b>
            <span>{words.views[id]}</span>
          </button>
        );
      })}
    </div>
  );
}

function QueueBody({ queue, view, url, now, selected, chosen, onSelect, onChoose }: QueuePaneProps) {
  const words = deskWords[useLocale().locale];
  const box = useRef<HTMLDivElement>(null);
  const [window, setWindow] = useState({ top: 0, height: 800 });
  const { list, more } = queue;
  const measure = useCallback(() => {
    const at = box.current;
    if (at) setWindow({ top: at.scrollTop, height: at.clientHeight });
  }, []);
  useLayoutEffect(() => {
    const at = box.current;
    if (!at) return;
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(at);
    return () => observer.disconnect();
  }, [measure]);
  useInSight(
    box,
    list.rows.findIndex((r) => r.id === selected),
    selected,
  );
  const shown = visible(window.top, window.height, list.rows.length, ROW_PX);
  useEffect(() => {
    if (list.next !== null && shown.to >= list.rows.length - NEAR_END) more();
  }, [list.next, list.rows.length, shown.to, more]);
  const filtered = url.due !== null || url.mark !== null || url.text !== '' || url.requestType !== null || url.category !== null || url.unit !== null;
  return (
    <div ref={box} className={styles.rows} onScroll={measure} aria-busy={queue.loading}>
      {queue.error ? (
        <PanelStateBody state={{ kind: 'error', error: queue.error, onRetry: queue.reload }} />
      ) : queue.loading ? (
        <PanelStateBody state={{ kind: 'loading', skeleton: 'list' }} />
      ) : list.rows.length === 0 ? (
        <PanelStateBody
          state={{
            kind: 'empty',
            why: filtered ? words.noneFiltered : words.none[view],
            what: filtered ? words.noneFilteredWhy : (words.viewWhat[view] ?? words.noneWhy),
          }}
        />
      ) : (
        <ol className={styles.list} style={{ height: list.rows.length * ROW_PX }} aria-label={words.views[view]}>
          {list.rows.slice(shown.from, shown.to).map((row, i) => (
            <QueueRow
              key={row.id}
              row={row}
              top={(shown.from + i) * ROW_PX}
              now={now}
              selected={row.id === selected}
              chosen={chosen.has(row.id)}
              gone={list.gone.has(row.id)}
              choosing={chosen.size > 0}
              position={shown.from + i + 1}
              count={list.next === null ? list.rows.length : -1}
              showState={view === 'open' || view === 'watch' || view === 'done' || view === 'dispatch'}
              onSelect={(id, event) => (event.shiftKey || event.ctrlKey || event.metaKey ? onChoose(id, event.shiftKey) : onSelect(id))}
              onChoose={onChoose}
            />
          ))}
        </ol>
      )}
    </div>
  );
}

/** Keeps the selected row in sight as one walks; what scrolled by hand stays where it is. */
function useInSight(box: RefObject<HTMLDivElement | null>, index: number, selected: number | null): void {
  const last = useRef<number | null>(null);
  useEffect(() => {
    const at = box.current;
    if (!at || index < 0 || last.current === selected) return;
    last.current = selected;
    const top = index * ROW_PX;
    if (top < at.scrollTop) at.scrollTop = top;
    else if (top + ROW_PX > at.scrollTop + at.clientHeight) at.scrollTop = top + ROW_PX - at.clientHeight;
  }, [box, index, selected]);
}
