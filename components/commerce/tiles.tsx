'use client';
import { memo, useMemo } from 'react';
import { AT } from '../../server/core/trade/cube.ts';
import type { FlowSum } from '../../server/core/trade/flow.ts';
import { Sparkline } from '../charts/sparkline.tsx';
import { useConsole } from '../figure/console-context.tsx';
import { usePicture } from '../figure/picture.tsx';
import { useNow } from '../live/use-now.ts';
import { ChangeText } from '../ui/change-text.tsx';
import { cx } from '../ui/class-names.ts';
import { type Change, formatChange } from '../ui/format.ts';
import { formatAge } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { PanelStateBody, Skeleton } from '../ui/panel-states.tsx';
import { Tag } from '../ui/tag.tsx';
import { ValueText } from '../ui/value-text.tsx';
import type { CardOf } from './commerce-url.ts';
import { changeOf, changeSaid, isRate, partsOf } from './flow-rows.ts';
import { measureText, partsText, rateText } from './measure-text.ts';
import { styles } from './styles.ts';
import { useCommerce, useCommerceWords, useOpenCard, useTick } from './use-commerce.tsx';
import { type DayRow, useDays, useSince } from './use-commerce-data.ts';

/** The six headline figures; rates are sums over sums. */
export const TILES = ['value', 'declarations', 'le1h', 'mismatched', 'inspected', 'returned'] as const satisfies readonly CardOf[];
type TileOf = (typeof TILES)[number];
/** Which way is better, where one is. */
const BETTER: Record<TileOf, 'up' | 'down' | 'none'> = {
  value: 'none',
  declarations: 'none',
  le1h: 'up',
  mismatched: 'down',
  inspected: 'none',
  returned: 'down',
};

export function CommerceTiles() {
  const { board, state, pair, freshness } = useCommerce();
  const words = useCommerceWords();
  const version = useTick();
  const days = useDays();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the fold is changed in place, and the version says when
  const sums = useMemo(() => Float64Array.from(board.view('headline').total), [board, version, board.filter]);
  const none = state.kind === 'ready' && (sums[AT.events] as number) === 0;
  const compared = pair?.known && !none ? pair.fold('headline', board.filter) : null;
  const since = useSince();
  const stale = freshness === 'stale' || freshness === 'dead';
  if (state.kind !== 'ready' && state.kind !== 'loading')
    return (
      <section className={cx(styles.tiles, styles.tilesNone)} aria-label={words.headline} data-state={state.kind}>
        <PanelStateBody state={state} />
      </section>
    );
  return (
    <ul className={styles.tiles} aria-label={words.headline}>
      {TILES.map((of) => {
        if (state.kind === 'loading')
          return (
            <li key={of} className={styles.tile} data-state="loading">
              <span className={styles.tileName}>{words.tiles[of]}</span>
              <span className={styles.tileWait}>
                <Skeleton kind="tile" />
              </span>
            </li>
          );
        const { text, unit, note } = none ? { text: '—', unit: '', note: words.nothing } : said(of, sums);
        const change = compared ? changed(of, compared.now.total, compared.before.total, words.tenfold) : null;
        return <Tile key={of} of={of} text={text} unit={unit} note={note} change={change} days={days} since={since} hatch={stale ? freshness : null} />;
      })}
    </ul>
  );

  function said(of: TileOf, total: Float64Array): { text: string; unit: string; note: string } {
    if (!isRate(of)) return { ...measureText(of, total[AT[of]] as number, 'zh-CN'), note: '' };
    const { num, den, value } = partsOf(total, of);
    return { text: value === null ? '—' : rateText(value).replace('%', ''), unit: '%', note: den > 0 ? partsText(num, den) : words.notTold };
  }
}

function changed(of: TileOf, now: Float64Array, before: Float64Array, tenfold: string): Change | null {
  if (isRate(of)) {
    const [a, b] = [partsOf(now, of).value, partsOf(before, of).value];
    return a === null || b === null ? null : formatChange((a - b) * 100, { kind: 'points', direction: BETTER[of] });
  }
  const at = AT[of as FlowSum];
  const change = changeOf(now[at] as number, before[at] as number);
  return change === null ? null : changeSaid(change, BETTER[of], tenfold);
}

type TileProps = { of: TileOf; text: string; unit: string; note: string; change: Change | null; days: DayRow[]; since: string | null; hatch: string | null };

const Tile = memo(
  function Tile({ of, text, unit, note, change, days, since, hatch }: TileProps) {
    const words = useCommerceWords();
    const { url, comparison, side, live } = useCommerce();
    const open = useOpenCard();
    const points = useMemo(() => pointsOf(of, days), [of, days]);
    const name = of === 'value' && url.filter.direction?.length === 1 ? words.valueOf[url.filter.direction[0] ?? ''] : words.tiles[of];
    return (
      <li className={cx(styles.tile, hatch && `tg-hatch-${hatch}`)} data-tile={of}>
        <span className={styles.tileName}>
          <button type="button" className={styles.cover} onClick={() => open(of)}>
            {name ?? words.tiles[of]}
            <span className="tg-vh">{`${text} ${unit}，${words.openCard}`}</span>
          </button>
          <span className={styles.tileSpan}>{words.spans[url.span]}</span>
          {of === 'value' ? <Tag>{words.statuses[side.status]}</Tag> : null}
        </span>
        {since === null ? (
          <Age />
        ) : (
          <span className={styles.tileAge} title={words.sinceWhat(since)}>
            {words.since(since)}
          </span>
        )}
        <ValueText text={text} unit={unit} state={text === '—' ? 'no_data' : 'fresh'} />
        <span className={styles.tileSpark}>{points.length > 2 ? <Sparkline points={points} /> : null}</span>
        <span className={styles.tileNote}>
          {change && comparison ? (
            <span className={styles.tileChange} title={live ? words.wholeDaysWhat : undefined}>
              <ChangeText label={live ? words.wholeDays(words.against[comparison.against]) : words.against[comparison.against]} change={change} />
            </span>
          ) : (
            <span className={styles.tileChange} title={comparison === null ? words.dayRunsWhat : undefined}>
              {comparison === null ? words.dayRuns : words.noBefore}
            </span>
          )}
          <span className={styles.tileParts}>{note}</span>
        </span>
      </li>
    );
  },
  (a, b) =>
    a.of === b.of &&
    a.text === b.text &&
    a.unit === b.unit &&
    a.note === b.note &&
    a.days === b.days &&
    a.since === b.since &&
    a.hatch === b.hatch &&
    a.change?.text === b.change?.text &&
    a.change?.arrow === b.change?.arrow,
);

function Age() {
  const { locale } = useLocale();
  const { live, board } = useCommerce();
  const { meta } = useConsole();
  const { at } = usePicture();
  // Six ages of one event: a second more or less of it is worth no drawing of six tiles.
  const clock = useNow(5);
  const now = at ?? clock ?? meta.now;
  return <span className={styles.tileAge}>{live && board.newestAt !== null ? formatAge(Math.max(0, now - board.newestAt), locale) : ''}</span>;
}

/** By day; the first is what the axis begins with. */
function pointsOf(of: TileOf, days: DayRow[]): [number, number | null][] {
  return days.map((day) => [day.at, isRate(of) ? partsOf(day.sums, of).value : (day.sums[AT[of as FlowSum]] as number)]);
}
