'use client';
import { useCallback, useMemo, useRef, useState } from 'react';
import { AT } from '../../server/core/trade/cube.ts';
import { useConsole } from '../figure/console-context.tsx';
import { FlowArcs, type FlowRoute } from '../map/flow-arcs.ts';
import type { FlowPoint } from '../map/flow-layer.ts';
import { FlowMap, type FlowTarget } from '../map/flow-map.tsx';
import { lonOn } from '../map/world-land.ts';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { VIEWS } from './commerce-url.ts';
import { FlowList } from './flow-list.tsx';
import { ranked } from './flow-rows.ts';
import { measureSaid, shareText } from './measure-text.ts';
import { SankeyPanel } from './sankey-panel.tsx';
import { styles } from './styles.ts';
import { useCommerce, useCommerceWords, useOpenCard, usePanelLook, useSideText, useTick, useToggle } from './use-commerce.tsx';
import { useStill } from './use-still.ts';

/** Arcs that are drawn; the others are one line. */
const MOST_ARCS = 60;
const MOST_LEGS = 60;
const MOST_NAMES = 26;

/** The middle of the page: ways of goods as a map, as a Sankey diagram, or as a list. */
export function FlowPanel() {
  const words = useCommerceWords();
  const { state, freshness, since } = usePanelLook();
  const { url, setUrl, places } = useCommerce();
  const { view } = url;
  const [moving, setMoving] = useState(false);
  const still = useStill();
  const directions = url.filter.direction;
  const direction = directions?.length === 1 ? (directions[0] as 'export' | 'import') : 'both';
  const chooseDirection = (id: 'both' | 'export' | 'import') => {
    const { direction: _, ...rest } = url.filter;
    setUrl({ filter: id === 'both' ? rest : { ...rest, direction: [id] } });
  };
  return (
    <Panel className={styles.flows} label={words.flows} state={state} freshness={freshness} since={since} bare>
      <div className={styles.flowHead}>
        <Segmented
          label={words.direction}
          value={direction}
          options={(['both', 'export', 'import'] as const).map((id) => ({ id, label: words.directions[id] }))}
          onChange={chooseDirection}
        />
        <Segmented
          label={words.view}
          value={view}
          options={VIEWS.map((id) => ({ id, label: words.views[id] }))}
          onChange={(id) => setUrl({ view: id }, { replace: true })}
        />
        {view === 'map' ? (
          <button
            type="button"
            className={styles.link}
            aria-pressed={moving}
            disabled={still}
            title={still ? words.motionOff : undefined}
            onClick={() => setMoving(!moving)}
          >
            {moving ? words.motionStop : words.motionStart}
          </button>
        ) : null}
        <Crumb />
      </div>
      <div className={styles.flowBody}>
        {places.told ? null : <p className={styles.untold}>{words.noPlaces}</p>}
        {view === 'sankey' ? <SankeyPanel /> : <Flows moving={moving && !still} asList={view === 'list'} />}
      </div>
    </Panel>
  );
}

/** Where one looks, and of what. */
function Crumb() {
  const { region, url, name } = useCommerce();
  const { lineage } = useConsole();
  const side = useSideText();
  const zones = url.filter.zone;
  const parts = [...lineage(region).map((r) => r.name), ...(zones ? [zones.map((z) => name('zone', z)).join('、')] : [])];
  return (
    <span className={styles.crumb}>
      {parts.slice(0, -1).map((part) => (
        <span key={part}>{part} › </span>
      ))}
      <b>{parts.at(-1)}</b>
      <span className={styles.crumbSide}>{side}</span>
    </span>
  );
}

function Flows({ moving, asList }: { moving: boolean; asList: boolean }) {
  const words = useCommerceWords();
  const { locale } = useLocale();
  const { meta } = useConsole();
  const { board, url, name } = useCommerce();
  const version = useTick();
  const openCard = useOpenCard();
  const togglePartner = useToggle('partner');
  const togglePort = useToggle('port');
  const make = useRoutes();
  const at = AT[url.measure];
  const chosenZone = url.filter.zone !== undefined;

  const sets = useRef<{ ink: FlowArcs; grey: FlowArcs; legs: FlowArcs } | null>(null);
  sets.current ??= { ink: new FlowArcs(), grey: new FlowArcs(), legs: new FlowArcs() };
  const { ink, grey, legs } = sets.current;
  // biome-ignore lint/correctness/useExhaustiveDependencies: folds and sets are changed in place, and the version says when
  useMemo(() => {
    const values = (view: 'routes' | 'allRoutes' | 'legs') =>
      (function* () {
        for (const [key, sums] of board.view(view).groups) yield [key, sums[at] as number] as const;
      })();
    if (chosenZone) grey.update(values('allRoutes'), MOST_ARCS, make.market);
    // One scale for both, else white could not be read against grey.
    ink.update(values('routes'), MOST_ARCS, make.market, chosenZone ? grey.perPx : undefined);
    legs.update(values('legs'), MOST_LEGS, make.leg, ink.perPx);
  }, [board, version, board.filter, at, chosenZone, make]);

  const { points, names } = usePoints();
  const tip = useCallback(
    (target: FlowTarget) => {
      const total = board.view('headline').total[at] as number;
      const said = (value: number) =>
        `${measureSaid(url.measure, value, locale)}，${total > 0 ? words.shareOf(shareText(value / total), words.measures[url.measure]) : ''}`;
      if (target.kind === 'arc') {
        const [port = '', partner = ''] = target.id.split('\t');
        return (
          <>
            <b>{`${name('port', port)} — ${name('partner', partner)}`}</b> {said(board.view('routes').groups.get(target.id)?.[at] ?? 0)}
          </>
        );
      }
      const { kind, id } = target.point;
      const code = id.slice(kind.length + 1);
      return (
        <>
          <b>{target.point.name}</b> {said(board.view(kind).groups.get(code)?.[at] ?? 0)}
        </>
      );
    },
    [board, at, url.measure, locale, words, name],
  );
  const onPick = useCallback(
    (target: FlowTarget) => {
      if (target.kind === 'arc') {
        const [port = '', partner = ''] = target.id.split('\t');
        openCard(url.measure, { port: [port], partner: [partner] });
      } else if (target.point.kind === 'partner') togglePartner(target.point.id.slice('partner:'.length));
      else if (target.point.kind === 'port') togglePort(target.point.id.slice('port:'.length));
    },
    [openCard, togglePartner, togglePort, url.measure],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the arcs are changed in place, and the version says when
  const legend = useMemo(
    () => (
      <>
        {ink.drawn > 0 ? (
          <span className="tg-flow-scale">
            <i style={{ height: 'calc(8 * var(--u))' }} />
            {words.widthIs(measureSaid(url.measure, ink.perPx * 8, locale))}
          </span>
        ) : null}
        {chosenZone ? <span>{words.inkGrey}</span> : null}
        <span>{words.outline}</span>
        {ink.rest.count > 0 ? <span>{words.restArcs(ink.rest.count, measureSaid(url.measure, ink.rest.value, locale))}</span> : null}
      </>
    ),
    [version, url.measure, locale, chosenZone, words],
  );
  return (
    <FlowMap
      label={words.mapSaid(ink.drawn, words.measures[url.measure])}
      arcs={ink}
      behind={chosenZone ? grey : null}
      legs={legs}
      points={points}
      names={names}
      moving={moving}
      onPick={onPick}
      tip={tip}
      legend={legend}
      approvalNumber={meta.profile.map.approvalNumber}
      list={<FlowList />}
      asList={asList}
      className={styles.map}
    />
  );
}

/** Routes by the places of their ends; a place that the profile does not know has none, and its values are of the rest. */
function useRoutes(): { market: (id: string) => FlowRoute | null; leg: (id: string) => FlowRoute | null } {
  const { places } = useCommerce();
  const { region } = useConsole();
  return useMemo(() => {
    const ports = new Map(places.ports.map((p, i) => [p.id, { at: [lonOn(p.lon), p.lat] as [number, number], rank: i }]));
    const partners = new Map(places.partners.map((p) => [p.code, [lonOn(p.lon), p.lat] as [number, number]]));
    const zones = new Map(places.zones.map((z) => [z.id, region(z.region)]));
    // Goods of which no port is told begin in the middle of the ports.
    const middle: [number, number] | null =
      places.ports.length > 0
        ? [places.ports.reduce((s, p) => s + lonOn(p.lon), 0) / places.ports.length, places.ports.reduce((s, p) => s + p.lat, 0) / places.ports.length]
        : null;
    return {
      market: (id) => {
        const [port = '', partner = ''] = id.split('\t');
        const from = ports.get(port) ?? (port === '' && middle ? { at: middle, rank: 0 } : null);
        const to = partners.get(partner);
        // Ports lie close together: each bows a little further, so that the ways to one market lie side by side.
        return from && to ? { id, from: from.at, to, bend: 0.2 + (from.rank % 8) * 0.014 } : null;
      },
      leg: (id) => {
        const [zone = '', port = ''] = id.split('\t');
        const [from, to] = [zones.get(zone), ports.get(port)];
        return from?.lon !== null && from?.lon !== undefined && from.lat !== null && to
          ? { id, from: [lonOn(from.lon), from.lat], to: to.at, bend: 0.12 }
          : null;
      },
    };
  }, [places, region]);
}

/** Markets and ports as points, and the words beside the larger ones, once a second. */
function usePoints(): { points: FlowPoint[]; names: { id: string; text: string; strong: boolean }[] } {
  const { board, url, places, name } = useCommerce();
  const version = useTick();
  const { partner, port } = url.filter;
  const kept = useRef<{ key: string; points: FlowPoint[] }>({ key: '', points: [] });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the fold is changed in place, and the version says when
  return useMemo(() => {
    const at = AT[url.measure];
    const markets = board.view('partner').groups;
    const ports = ranked(board.view('port').groups, url.measure, 40);
    const largest = Math.max(1, ...ports.rows.map((r) => r.value));
    const points: FlowPoint[] = [];
    for (const place of places.partners) {
      if (!((markets.get(place.code)?.[at] ?? 0) > 0)) continue;
      const chosen = partner?.includes(place.code) ?? false;
      points.push({
        id: `partner:${place.code}`,
        kind: 'partner',
        name: name('partner', place.code),
        position: [lonOn(place.lon), place.lat],
        radius: chosen ? 5 : 3.6,
        chosen,
        dimmed: partner !== undefined && !chosen,
      });
    }
    const byPort = new Map(ports.rows.map((r) => [r.code, r.value]));
    for (const place of places.ports) {
      const value = byPort.get(place.id) ?? 0;
      if (value <= 0) continue;
      const chosen = port?.includes(place.id) ?? false;
      points.push({
        id: `port:${place.id}`,
        kind: 'port',
        name: place.shortName,
        position: [lonOn(place.lon), place.lat],
        // Whole px, so that a port's circle does not breathe.
        radius: Math.round(3 + 5 * Math.sqrt(value / largest)),
        chosen,
        dimmed: port !== undefined && !chosen,
      });
    }
    const placed = new Set(places.partners.map((p) => p.code));
    const { rows } = ranked(markets, url.measure, 100);
    const names = rows
      .filter((r) => placed.has(r.code))
      .slice(0, MOST_NAMES)
      .map((r, i) => ({
        id: `partner:${r.code}`,
        text: `${name('partner', r.code)} ${shareText(r.share)}`,
        strong: i === 0 || (partner?.includes(r.code) ?? false),
      }));
    const key = points.map((p) => `${p.id}${p.radius}${p.chosen}${p.dimmed}`).join();
    if (key !== kept.current.key) kept.current = { key, points };
    return { points: kept.current.points, names };
  }, [board, version, board.filter, url.measure, places, name, partner, port]);
}
