'use client';
import { memo, useMemo, useState } from 'react';
import { AT } from '../../server/core/trade/cube.ts';
import { cx } from '../ui/class-names.ts';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { PARTS } from './commerce-url.ts';
import { DaysChart } from './days-panel.tsx';
import { BUCKETS, medianBucket, partsOf, type RateName, ranked, ratedFirst, sumOf } from './flow-rows.ts';
import { measureScale, measureText, partsText, rateText, shareText } from './measure-text.ts';
import { styles } from './styles.ts';
import { useCommerce, useCommerceWords, useOpenCard, usePanelLook, useSideText, useTick, useToggle } from './use-commerce.tsx';

const MOST = 7;

/** How fast goods clear and how often they do not, by place; and what they are. `days`: the course by day has no panel of its own. */
export function MiddlePanel({ days }: { days: boolean }) {
  const words = useCommerceWords();
  const { url, setUrl } = useCommerce();
  const part = url.part === 'days' && !days ? 'clearance' : url.part;
  const look = usePanelLook();
  const side = useSideText();
  return (
    <Panel
      className={styles.middle}
      label={words.parts[part]}
      title={words.parts[part]}
      note={side}
      actions={
        <Segmented
          label={words.view}
          value={part}
          options={PARTS.filter((id) => id !== 'days' || days).map((id) => ({ id, label: words.partTabs[id] }))}
          onChange={(id) => setUrl({ part: id }, { replace: true })}
        />
      }
      {...look}
    >
      {part === 'clearance' ? <Clearance /> : part === 'rates' ? <Rates /> : part === 'goods' ? <Goods /> : <DaysChart />}
    </Panel>
  );
}

/** Shares of declarations by time to release, one bar a port; the bucket of the median is named. */
function Clearance() {
  const words = useCommerceWords();
  const { board, url, name } = useCommerce();
  const version = useTick();
  const toggle = useToggle('port');
  const open = useOpenCard();
  const chosen = url.filter.port;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the fold is changed in place, and the version says when
  const rows = useMemo(
    () =>
      ranked(board.view('port').groups, 'declarations', MOST, chosen).rows.flatMap((row) => {
        const total = sumOf(row.sums, BUCKETS);
        return total > 0 ? [{ code: row.code, total, median: medianBucket(row.sums), shares: BUCKETS.map((b) => (row.sums[AT[b]] as number) / total) }] : [];
      }),
    [board, version, board.filter, chosen],
  );
  if (rows.length === 0)
    return <p className={styles.nothing}>{(board.view('headline').total[AT.events] as number) === 0 ? words.nothing : words.noClearance}</p>;
  return (
    <>
      <table className={cx(styles.rows, styles.clear)} data-fold="port">
        <caption className="tg-vh">{words.parts.clearance}</caption>
        <thead>
          <tr>
            <th scope="col">{words.port}</th>
            <th scope="col">{words.spread}</th>
            <th scope="col">{words.buckets.le1h}</th>
            <th scope="col">{words.median}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ code, shares, median }) => (
            <ClearanceRow
              key={code}
              code={code}
              name={name('port', code)}
              shares={shares.map(shareText).join(' ')}
              median={median ? words.buckets[median] : '—'}
              chosen={chosen?.includes(code) ?? false}
              dimmed={chosen !== undefined && !chosen.includes(code)}
              onChoose={toggle}
              onCard={open}
            />
          ))}
        </tbody>
      </table>
      <p className={cx(styles.foot, styles.clearKey)} title={words.clearanceNote}>
        {BUCKETS.map((b, i) => (
          <span key={b}>
            <i className={styles[`bucket${i}`]} />
            {words.buckets[b]}
          </span>
        ))}
        <span>{words.medianNote}</span>
      </p>
    </>
  );
}

type ClearanceProps = {
  code: string;
  name: string;
  /** Of each bucket as written, one after the other: equal texts are an equal picture. */
  shares: string;
  median: string;
  chosen: boolean;
  dimmed: boolean;
  onChoose: (code: string) => void;
  onCard: ReturnType<typeof useOpenCard>;
};

const ClearanceRow = memo(function ClearanceRow({ code, name, shares, median, chosen, dimmed, onChoose, onCard }: ClearanceProps) {
  const words = useCommerceWords();
  const texts = shares.split(' ');
  return (
    <tr className={cx(chosen && styles.rowOn, dimmed && styles.rowDim)} data-code={code}>
      <th scope="row">
        <button type="button" className={styles.pick} aria-pressed={chosen} onClick={() => onChoose(code)}>
          {name}
        </button>
      </th>
      <td>
        <span className={styles.stack}>
          {texts.map((share, i) => (
            <i key={BUCKETS[i]} className={styles[`bucket${i}`]} style={{ flexBasis: share }} />
          ))}
        </span>
        <span className="tg-vh">{texts.map((share, i) => `${words.buckets[BUCKETS[i] as 'le1h']} ${share}`).join('，')}</span>
      </td>
      <td>
        <button type="button" className={styles.number} onClick={() => onCard('le1h', { port: [code] })}>
          {texts[0]}
          <span className="tg-vh">{`，${words.openCard}`}</span>
        </button>
      </td>
      <td>{median}</td>
    </tr>
  );
});

const SHOWN: readonly RateName[] = ['mismatched', 'inspected', 'returned'];

/** Rates by zone or port, each a sum over a sum. */
function Rates() {
  const words = useCommerceWords();
  const { board, url, name } = useCommerce();
  const version = useTick();
  const open = useOpenCard();
  const [by, setBy] = useState<'zone' | 'port'>('zone');
  // By declarations first; a rate's head puts its highest first.
  const [sort, setSort] = useState<RateName | null>(null);
  const zone = useToggle('zone');
  const port = useToggle('port');
  const toggle = by === 'zone' ? zone : port;
  const chosen = url.filter[by];
  // biome-ignore lint/correctness/useExhaustiveDependencies: the fold is changed in place, and the version says when
  const rows = useMemo(
    () =>
      sort === null
        ? ranked(board.view(by).groups, 'declarations', MOST, chosen).rows
        : ratedFirst(ranked(board.view(by).groups, 'declarations', 2000).rows, sort, MOST, chosen),
    [board, version, board.filter, by, chosen, sort],
  );
  return (
    <>
      <table className={cx(styles.rows, styles.rates)} data-fold={by}>
        <caption className="tg-vh">{words.parts.rates}</caption>
        <thead>
          <tr>
            <th scope="col">
              <Segmented label={words.by} value={by} options={(['zone', 'port'] as const).map((id) => ({ id, label: words[id] }))} onChange={setBy} />
            </th>
            {SHOWN.map((rate) => (
              <th key={rate} scope="col" aria-sort={sort === rate ? 'descending' : undefined}>
                <button type="button" className={styles.sortHead} title={words.sortBy(words.tiles[rate])} onClick={() => setSort(sort === rate ? null : rate)}>
                  {words.tiles[rate]}
                  {sort === rate ? <span aria-hidden> ▼</span> : null}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={row.code}
              className={cx(chosen?.includes(row.code) && styles.rowOn, chosen && !chosen.includes(row.code) && styles.rowDim)}
              data-code={row.code}
            >
              <th scope="row">
                <button type="button" className={styles.pick} aria-pressed={chosen?.includes(row.code) ?? false} onClick={() => toggle(row.code)}>
                  {name(by, row.code)}
                </button>
              </th>
              {SHOWN.map((rate) => {
                const { num, den, value } = partsOf(row.sums, rate);
                return (
                  <td key={rate}>
                    <button type="button" className={styles.number} title={partsText(num, den)} onClick={() => open(rate, { [by]: [row.code] })}>
                      {rateText(value)}
                      <span className="tg-vh">{`，${words.openCard}`}</span>
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 ? <p className={styles.nothing}>{words.nothing}</p> : null}
      <p className={styles.foot}>
        <span>{words.ratesNote}</span>
      </p>
    </>
  );
}

/** Goods by chapter of the tariff. */
function Goods() {
  const words = useCommerceWords();
  const { locale } = useLocale();
  const { board, url, name, folded } = useCommerce();
  const version = useTick();
  const toggle = useToggle('chapter');
  const open = useOpenCard();
  const chosen = url.filter.chapter;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the fold is changed in place, and the version says when
  const { rows, rest } = useMemo(() => ranked(board.view('chapter').groups, url.measure, MOST, chosen), [board, version, board.filter, url.measure, chosen]);
  if (folded.includes('chapter')) return <p className={styles.nothing}>{words.foldedAway(words.chapter)}</p>;
  const scale = measureScale(
    url.measure,
    rows.map((r) => r.value),
    locale,
  );
  const largest = Math.max(1, ...rows.map((r) => r.value));
  return (
    <ul className={cx(styles.bars, styles.goods)} aria-label={words.parts.goods} data-fold="chapter">
      {rows.map((row) => {
        const on = chosen?.includes(row.code) ?? false;
        return (
          <li key={row.code} className={cx(styles.bar, on && styles.barOn, chosen && !on && styles.barDim)} data-code={row.code}>
            <button type="button" className={styles.barPick} aria-pressed={on} onClick={() => toggle(row.code)}>
              <span className={styles.barName}>
                {row.code ? `${row.code} ` : ''}
                {name('chapter', row.code)}
              </span>
              <span className={styles.barTrack} aria-hidden>
                <i style={{ width: `${((row.value / largest) * 100).toFixed(1)}%` }} />
              </span>
            </button>
            <button type="button" className={cx(styles.number, styles.barValue)} onClick={() => open(url.measure, { chapter: [row.code] })}>
              {measureText(url.measure, row.value, locale, scale).text} <small>{shareText(row.share)}</small>
              <span className="tg-vh">{`，${words.openCard}`}</span>
            </button>
          </li>
        );
      })}
      {rest ? (
        <li className={cx(styles.bar, styles.barRest)}>
          <span className={styles.barName}>{words.restChapters(rest.count)}</span>
          <span />
          <span className={styles.barValue}>
            {measureText(url.measure, rest.value, locale, scale).text} <small>{shareText(rest.share)}</small>
          </span>
        </li>
      ) : null}
    </ul>
  );
}
