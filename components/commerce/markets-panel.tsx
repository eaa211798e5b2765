'use client';
import { memo, useMemo } from 'react';
import { AT } from '../../server/core/trade/cube.ts';
import { cx } from '../ui/class-names.ts';
import type { Change } from '../ui/format.ts';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import { changeOf, changeSaid, ranked } from './flow-rows.ts';
import { measureScale, measureText, measureUnit, shareText } from './measure-text.ts';
import { styles } from './styles.ts';
import { useCommerce, useCommerceWords, useOpenCard, usePanelLook, useSideText, useTick, useToggle } from './use-commerce.tsx';

const MOST = 12;

/** 国家（地区）: value, share of what is chosen otherwise, and change. */
export function MarketsPanel() {
  const words = useCommerceWords();
  const { locale } = useLocale();
  const { board, url, name, pair, comparison } = useCommerce();
  const version = useTick();
  const toggle = useToggle('partner');
  const open = useOpenCard();
  const look = usePanelLook();
  const side = useSideText();
  const chosen = url.filter.partner;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the fold is changed in place, and the version says when
  const { rows, rest } = useMemo(() => ranked(board.view('partner').groups, url.measure, MOST, chosen), [board, version, board.filter, url.measure, chosen]);
  const scale = measureScale(
    url.measure,
    rows.map((r) => r.value),
    locale,
  );
  const before = pair?.known ? pair.fold('partner', url.filter) : null;
  const at = AT[url.measure];
  return (
    <Panel
      className={styles.markets}
      title={words.partner}
      note={side}
      meta={rows.length > 0 ? `${words.measures[url.measure]}，${measureUnit(url.measure, scale, locale)}` : undefined}
      {...look}
    >
      <table className={styles.rows} data-fold="partner">
        <caption className="tg-vh">{words.partner}</caption>
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.measures[url.measure]}</th>
            <th scope="col">{words.share}</th>
            <th scope="col">{comparison ? words.against[comparison.against] : words.change}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const change = before ? changeOf(before.now.groups.get(row.code)?.[at] ?? 0, before.before.groups.get(row.code)?.[at]) : null;
            return (
              <MarketRow
                key={row.code}
                code={row.code}
                name={name('partner', row.code)}
                text={measureText(url.measure, row.value, locale, scale).text}
                share={shareText(row.share)}
                change={change === null ? null : changeSaid(change, 'none', words.tenfold)}
                chosen={chosen?.includes(row.code) ?? false}
                dimmed={chosen !== undefined && !chosen.includes(row.code)}
                onChoose={toggle}
                onCard={(code) => open(url.measure, { partner: [code] })}
                cardLabel={words.openCard}
              />
            );
          })}
          {rest ? (
            <tr className={styles.rowRest}>
              <th scope="row">{words.restPartners(rest.count)}</th>
              <td>{measureText(url.measure, rest.value, locale, scale).text}</td>
              <td>{shareText(rest.share)}</td>
              <td />
            </tr>
          ) : null}
        </tbody>
      </table>
      {rows.length === 0 ? <p className={styles.nothing}>{words.nothing}</p> : null}
      <p className={styles.foot}>
        <span>
          {words.shareOfWhat(
            url.filter.direction?.length === 1 ? words.directions[url.filter.direction[0] as 'export' | 'import'] : words.directions.both,
            words.measures[url.measure],
          )}
        </span>
      </p>
    </Panel>
  );
}

type RowProps = {
  code: string;
  name: string;
  text: string;
  share: string;
  change: Change | null;
  chosen: boolean;
  dimmed: boolean;
  onChoose: (code: string) => void;
  onCard: (code: string) => void;
  cardLabel: string;
};

const MarketRow = memo(
  function MarketRow({ code, name, text, share, change, chosen, dimmed, onChoose, onCard, cardLabel }: RowProps) {
    return (
      <tr className={cx(chosen && styles.rowOn, dimmed && styles.rowDim)} data-code={code}>
        <th scope="row">
          <button type="button" className={styles.pick} aria-pressed={chosen} onClick={() => onChoose(code)}>
            {name}
          </button>
        </th>
        <td>
          <button type="button" className={styles.number} onClick={() => onCard(code)}>
            {text}
            <span className="tg-vh">{`，${cardLabel}`}</span>
          </button>
        </td>
        <td>{share}</td>
        <td>{change ? `${change.arrow} ${change.text}` : '—'}</td>
      </tr>
    );
  },
  (a, b) =>
    a.code === b.code &&
    a.name === b.name &&
    a.text === b.text &&
    a.share === b.share &&
    a.chosen === b.chosen &&
    a.dimmed === b.dimmed &&
    a.onChoose === b.onChoose &&
    a.change?.text === b.change?.text &&
    a.change?.arrow === b.change?.arrow,
);
