'use client';
import { memo, useMemo } from 'react';
import { AT } from '../../server/core/trade/cube.ts';
import { useConsole } from '../figure/console-context.tsx';
import { ZoneInset } from '../map/zone-inset.tsx';
import { cx } from '../ui/class-names.ts';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import { ranked } from './flow-rows.ts';
import { measureScale, measureText, measureUnit } from './measure-text.ts';
import { styles } from './styles.ts';
import { useCommerce, useCommerceWords, useOpenCard, usePanelLook, useSideText, useTick, useToggle } from './use-commerce.tsx';

const MOST = 10;

/** The province with its zones as circles, and their bars: choosing one filters every other panel. */
export function ZonesPanel() {
  const words = useCommerceWords();
  const { locale } = useLocale();
  const { meta, region } = useConsole();
  const { board, url, setUrl, places, name } = useCommerce();
  const version = useTick();
  const side = useSideText();
  const toggle = useToggle('zone');
  const open = useOpenCard();
  const look = usePanelLook();
  const chosen = url.filter.zone;
  const counted = useMemo(() => new Set(places.zones.filter((z) => z.plan?.counts).map((z) => z.id)), [places]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the fold is changed in place, and the version says when
  const { rows, rest, total } = useMemo(
    () => ranked(board.view('zone').groups, url.measure, MOST, chosen),
    [board, version, board.filter, url.measure, chosen],
  );
  const scale = measureScale(
    url.measure,
    rows.map((r) => r.value),
    locale,
  );
  const largest = Math.max(1, ...rows.map((r) => r.value));
  const circles = useMemo(() => {
    const byZone = new Map(rows.map((r) => [r.code, r.value]));
    return places.zones.flatMap((zone) => {
      const info = region(zone.region);
      const value = byZone.get(zone.id) ?? 0;
      if (info?.lon === null || info?.lon === undefined || info.lat === null || value <= 0) return [];
      return [
        { id: zone.id, name: zone.regionName, lon: info.lon, lat: info.lat, value, chosen: chosen?.includes(zone.id) ?? false, dimmed: chosen !== undefined },
      ];
    });
  }, [places, region, rows, chosen]);
  // All that are in the sum, also those that are no row of their own.
  const apart = [...board.view('zone').groups].flatMap(([code, sums]) => (counted.has(code) && (sums[AT.events] as number) !== 0 ? [code] : []));
  return (
    <Panel
      className={styles.zones}
      title={words.zones}
      note={side}
      meta={rows.length > 0 ? `${words.spans[url.span]}，${measureUnit(url.measure, scale, locale)}` : undefined}
      {...look}
    >
      {meta.profile.map.cities ? (
        <ZoneInset
          topology={meta.profile.map.cities.startsWith('/') ? meta.profile.map.cities : `/${meta.profile.map.cities}`}
          zones={circles}
          onPick={toggle}
          className={styles.inset}
        />
      ) : null}
      <ul className={styles.bars} aria-label={words.zones} data-fold="zone">
        {rows.map((row) => (
          <BarRow
            key={row.code}
            code={row.code}
            name={name('zone', row.code)}
            note={counted.has(row.code) ? words.ownCount : ''}
            width={`${((row.value / largest) * 100).toFixed(1)}%`}
            text={measureText(url.measure, row.value, locale, scale).text}
            chosen={chosen?.includes(row.code) ?? false}
            dimmed={chosen !== undefined && !chosen.includes(row.code)}
            onChoose={toggle}
            onCard={(code) => open(url.measure, { zone: [code] })}
            cardLabel={words.openCard}
          />
        ))}
        {rest ? (
          <li className={cx(styles.bar, styles.barRest)}>
            <span className={styles.barName}>{words.restZones(rest.count)}</span>
            <span className={styles.barTrack}>
              <i style={{ width: `${((rest.value / largest) * 100).toFixed(1)}%` }} />
            </span>
            <span className={styles.barValue}>{measureText(url.measure, rest.value, locale, scale).text}</span>
          </li>
        ) : null}
      </ul>
      {rows.length === 0 ? <p className={styles.nothing}>{words.nothing}</p> : null}
      <p className={styles.foot}>
        <button type="button" className={styles.link} onClick={() => setUrl({ tab: 'zones', plan: chosen?.[0] ?? null })}>
          {words.openPlans}
        </button>
        {apart.length > 0 ? (
          <span title={words.apartWhat(apart.map((code) => name('zone', code)).join('、'))}>{words.apart(apart.length)}</span>
        ) : total > 0 ? (
          <span>{words.zonesNote}</span>
        ) : null}
      </p>
    </Panel>
  );
}

type BarProps = {
  code: string;
  name: string;
  note: string;
  width: string;
  text: string;
  chosen: boolean;
  dimmed: boolean;
  onChoose: (code: string) => void;
  onCard: (code: string) => void;
  cardLabel: string;
};

/** The bar chooses, the number opens its card. */
export const BarRow = memo(
  function BarRow({ code, name, note, width, text, chosen, dimmed, onChoose, onCard, cardLabel }: BarProps) {
    return (
      <li className={cx(styles.bar, chosen && styles.barOn, dimmed && styles.barDim)} data-code={code}>
        <button type="button" className={styles.barPick} aria-pressed={chosen} onClick={() => onChoose(code)}>
          <span className={styles.barName}>
            {name}
            {note ? <sup>{note}</sup> : null}
          </span>
          <span className={styles.barTrack} aria-hidden>
            <i style={{ width }} />
          </span>
        </button>
        <button type="button" className={cx(styles.number, styles.barValue)} onClick={() => onCard(code)}>
          {text}
          <span className="tg-vh">{`，${cardLabel}`}</span>
        </button>
      </li>
    );
  },
  (a, b) =>
    a.code === b.code &&
    a.name === b.name &&
    a.note === b.note &&
    a.width === b.width &&
    a.text === b.text &&
    a.chosen === b.chosen &&
    a.dimmed === b.dimmed &&
    a.onChoose === b.onChoose,
);
