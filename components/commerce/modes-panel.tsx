'use client';
import { memo, useMemo, useState } from 'react';
import { AT } from '../../server/core/trade/cube.ts';
import { Shares } from '../charts/shares.tsx';
import { Sparkline } from '../charts/sparkline.tsx';
import { cx } from '../ui/class-names.ts';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import type { Measure } from './commerce-url.ts';
import { changeOf, changeSaid, ranked } from './flow-rows.ts';
import { measureScale, measureText, measureUnit, shareText } from './measure-text.ts';
import { styles } from './styles.ts';
import { useCommerce, useCommerceWords, useOpenCard, usePanelLook, useSideText, useTick, useToggle } from './use-commerce.tsx';
import { type DayRow, useModeDays } from './use-commerce-data.ts';

const MOST = 6;
const NO_MODES: readonly string[] = [];
/** Whom a mode serves. 0110 is a general mode that is shown beside them. */
export const MODE_KIND: Readonly<Record<string, string>> = { '9610': 'B2C', '1210': 'B2C', '1239': 'B2C', '9710': 'B2B', '9810': 'B2B2C' };

/** Customs modes: value and declarations as two bars that are never added, and their table. */
export function ModesPanel() {
  const words = useCommerceWords();
  const { locale } = useLocale();
  const { board, url, pair, comparison } = useCommerce();
  const version = useTick();
  const toggle = useToggle('mode');
  const open = useOpenCard();
  const look = usePanelLook();
  const side = useSideText();
  const chosen = url.filter.mode;
  // The trend of each is a read of its own: it is read when the table has been looked at.
  const [seen, setSeen] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the fold is changed in place, and the version says when
  const { value, count, parcels } = useMemo(() => {
    const { groups } = board.view('mode');
    const of = (measure: Measure) => ranked(groups, measure, MOST, chosen);
    return { value: of('value'), count: of('declarations'), parcels: of('parcels') };
  }, [board, version, board.filter, chosen]);
  const main = url.measure === 'parcels' ? parcels : value;
  const codes = main.rows
    .map((r) => r.code)
    .sort()
    .join();
  const trends = useModeDays(useMemo(() => (seen && codes !== '' ? codes.split(',') : NO_MODES), [codes, seen]));
  const measure: Measure = url.measure === 'parcels' ? 'parcels' : 'value';
  const scale = measureScale(
    measure,
    main.rows.map((r) => r.value),
    locale,
  );
  const counts = new Map(count.rows.map((r) => [r.code, r.share]));
  const before = pair?.known ? pair.fold('mode', url.filter) : null;
  const at = AT[measure];
  const bar = (rows: typeof value.rows) =>
    rows.map((r) => ({ id: r.code, label: r.code === 'other' ? words.otherMode : r.code, value: r.value, text: shareText(r.share) }));
  return (
    <Panel className={styles.modes} title={words.modes} note={side} meta={words.neverAdded(words.measures[measure])} {...look}>
      <div className={styles.two} data-fold="mode">
        <span>{words.measures[measure]}</span>
        <Shares caption={`${words.modes}，${words.measures[measure]}`} rows={bar(main.rows)} />
        <span>{words.measures.declarations}</span>
        <Shares caption={`${words.modes}，${words.measures.declarations}`} rows={bar(count.rows)} />
      </div>
      <table className={cx(styles.rows, styles.modeRows)} onPointerEnter={() => setSeen(true)} onFocus={() => setSeen(true)}>
        <caption className="tg-vh">{words.modes}</caption>
        <thead>
          <tr>
            <th scope="col">{words.code}</th>
            <th scope="col">{words.mode}</th>
            <th scope="col">{main.rows.length > 0 ? measureUnit(measure, scale, locale) : ''}</th>
            <th scope="col">{words.ofMeasure(words.measures[measure])}</th>
            <th scope="col">{words.ofMeasure(words.measures.declarations)}</th>
            <th scope="col">{comparison ? words.against[comparison.against] : words.change}</th>
            <th scope="col">{words.trend}</th>
          </tr>
        </thead>
        <tbody>
          {main.rows.map((row) => {
            const on = chosen?.includes(row.code) ?? false;
            const change = before ? changeOf(before.now.groups.get(row.code)?.[at] ?? 0, before.before.groups.get(row.code)?.[at]) : null;
            const said = change === null ? null : changeSaid(change, 'none', words.tenfold);
            return (
              <ModeRow
                key={row.code}
                code={row.code}
                text={measureText(measure, row.value, locale, scale).text}
                share={shareText(row.share)}
                count={shareText(counts.get(row.code) ?? 0)}
                change={said ? `${said.arrow} ${said.text}` : '—'}
                days={trends.get(row.code)}
                measure={measure}
                chosen={on}
                dimmed={chosen !== undefined && !on}
                onChoose={toggle}
                onCard={open}
              />
            );
          })}
          {main.rest ? (
            <tr className={styles.rowRest}>
              <td className={styles.modeCode}>—</td>
              <th scope="row">{words.restModes(main.rest.count)}</th>
              <td>{measureText(measure, main.rest.value, locale, scale).text}</td>
              <td>{shareText(main.rest.share)}</td>
              <td colSpan={3} />
            </tr>
          ) : null}
        </tbody>
      </table>
      {main.rows.length === 0 ? <p className={styles.nothing}>{words.nothing}</p> : null}
    </Panel>
  );
}

type ModeProps = {
  code: string;
  text: string;
  share: string;
  count: string;
  change: string;
  days: readonly DayRow[] | undefined;
  measure: Measure;
  chosen: boolean;
  dimmed: boolean;
  onChoose: (code: string) => void;
  onCard: ReturnType<typeof useOpenCard>;
};

const ModeRow = memo(function ModeRow({ code, text, share, count, change, days, measure, chosen, dimmed, onChoose, onCard }: ModeProps) {
  const words = useCommerceWords();
  const line = useMemo(() => days?.map((d): [number, number] => [d.at, d.sums[AT[measure]] as number]) ?? [], [days, measure]);
  return (
    <tr className={cx(chosen && styles.rowOn, dimmed && styles.rowDim)} data-code={code}>
      <td className={styles.modeCode}>{code === 'other' ? '—' : code}</td>
      <th scope="row">
        <button type="button" className={styles.pick} aria-pressed={chosen} onClick={() => onChoose(code)}>
          {words.modeNames[code] ?? code} <small>{MODE_KIND[code] ?? ''}</small>
        </button>
      </th>
      <td>
        <button type="button" className={styles.number} onClick={() => onCard(measure, { mode: [code] })}>
          {text}
          <span className="tg-vh">{`，${words.openCard}`}</span>
        </button>
      </td>
      <td>{share}</td>
      <td>{count}</td>
      <td>{change}</td>
      <td className={styles.modeTrend}>{line.length > 2 ? <Sparkline points={line} /> : null}</td>
    </tr>
  );
});
