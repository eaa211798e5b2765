'use client';
import { useMemo } from 'react';
import type { FigureRef, Panel as PanelSpec } from '../../server/wire/topic.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useCoverageText } from '../figure/coverage-line.tsx';
import { figureText } from '../figure/figure-text.ts';
import { usePageQuery } from '../figure/page-query.ts';
import { usePictureNow } from '../figure/picture.tsx';
import { type Children, useChildren, useFigure } from '../figure/use-figure.ts';
import { useChildRegions, useLineage } from '../figure/use-regions.ts';
import { useUrl } from '../figure/use-url.ts';
import { Cartogram } from '../map/cartogram.tsx';
import { RegionMap } from '../map/region-map.tsx';
import type { MapRegion, MapShade } from '../map/types.ts';
import { Breadcrumb } from '../ui/breadcrumb.tsx';
import { cx } from '../ui/class-names.ts';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { useLocale, useWords } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { MapControls } from './map-controls.tsx';
import { breaksOf, layerId, mapRegions } from './map-data.ts';
import styles from './map-panel.module.css';
import { wallWords } from './messages.ts';
import { usePoints } from './use-points.ts';

type MapSpec = Extract<PanelSpec, { kind: 'map' }>;

/** The region's children: as a map where there are boundaries, as equal squares where there are none, else as a list. */
export function MapPanel({ panel, wall }: { panel: MapSpec; wall: boolean }) {
  const { locale } = useLocale();
  const words = wallWords[locale];
  const { root, indicator } = useConsole();
  const [url] = useUrl();
  const page = usePageQuery();
  const at = url.region ?? root.adcode;
  const analysis: FigureRef | undefined = wall ? undefined : panel.analysis.find((a) => layerId(a) === url.layer);
  const ref = analysis ?? panel;
  const query = page(ref);
  const children = useChildren(query);
  const row = indicator(ref.indicator);
  const state: PanelState = !row
    ? { kind: 'empty', why: words.noPanel, what: ref.indicator }
    : children.error
      ? { kind: 'error', error: children.error, onRetry: children.retry }
      : children.loading
        ? { kind: 'loading', skeleton: 'map' }
        : { kind: 'ready' };
  return (
    <Panel bare className={styles.map} label={words.ratioLegend(row?.shortName ?? '')} state={state}>
      <div className={styles.top}>
        <Crumbs at={at} wall={wall} />
        {wall ? null : <MapControls panel={panel} />}
        <MapCoverage refs={ref} wall={wall} />
      </div>
      <div className={styles.stage}>
        {row ? <Picture at={at} panel={panel} refs={ref} analysis={analysis !== undefined} readings={children} wall={wall} /> : null}
      </div>
    </Panel>
  );
}

type PictureProps = { at: string; panel: MapSpec; refs: FigureRef; analysis: boolean; readings: Children; wall: boolean };

function Picture({ at, panel, refs, analysis, readings: children, wall }: PictureProps) {
  const { locale, timeZone } = useLocale();
  const words = wallWords[locale];
  const { meta, root, indicator, childLevel, region } = useConsole();
  const [url, setUrl] = useUrl();
  const now = usePictureNow();
  const infos = useChildRegions(at);
  const row = indicator(refs.indicator);
  const { map, name } = meta.profile;
  const past = url.span !== null;
  const minute = Math.floor(now / 60_000) * 60_000;
  const drawn = useStable(row ? mapRegions({ rows: children.rows, row, labels: map.labels, now: minute, locale, timeZone, past }) : []);
  const shade = useStable<MapShade>(
    analysis && row
      ? {
          kind: 'sequential',
          breaks: breaksOf(
            drawn.map((r) => r.value),
            row.display.decimals,
          ),
          label: `${row.shortName}，${row.unit}`,
        }
      : { kind: 'ratio' },
  );
  const points = usePoints(panel, at);
  const select = (adcode: string) => setUrl({ region: adcode });
  const measure = row?.shortName ?? '';
  if (at === root.adcode) {
    const off = children.rows.filter((r) => r.region.kind !== 'normal');
    return (
      <RegionMap
        topology={map.cities.startsWith('/') ? map.cities : `/${map.cities}`}
        label={`${name} ${measure}`}
        regions={drawn}
        measure={measure}
        shade={shade}
        onSelect={select}
        tickets={points.tickets}
        ticketsLabel={past ? undefined : words.recentTickets}
        heat={points.heat}
        approvalNumber={map.approvalNumber}
        datumNote={map.datum}
        values={analysis}
        callouts={wall ? 2 : 3}
        scaleLine={!wall}
        legend={off.map((r) => (
          <button key={r.region.adcode} type="button" className={styles.offMap} onClick={() => select(r.region.adcode)}>
            {r.region.shortName} {row ? figureText(row, r.shown.value, locale).text : ''}
          </button>
        ))}
      />
    );
  }
  const tiles = drawn.flatMap((r) => {
    const tile = infos.find((i) => i.adcode === r.adcode)?.tile;
    return tile ? [{ ...r, tile }] : [];
  });
  const caption = `${region(at)?.name ?? ''} ${childLevel(at)} ${measure}`;
  if (tiles.length > 0) {
    return (
      <div className={styles.squares}>
        <Cartogram caption={caption} tiles={tiles} onSelect={select} side={wall ? 116 : 66} />
      </div>
    );
  }
  return <PlaceList caption={caption} regions={drawn} onSelect={select} />;
}

function PlaceList({ caption, regions, onSelect }: { caption: string; regions: MapRegion[]; onSelect: (adcode: string) => void }) {
  const { locale } = useLocale();
  const words = wallWords[locale];
  const ui = useWords();
  const columns: Column<MapRegion>[] = [
    { id: 'name', head: ui.region, rowHead: true, cell: (r) => r.name, sort: (r) => r.adcode },
    { id: 'value', head: ui.value, align: 'end', cell: (r) => r.text ?? '—', sort: (r) => r.value },
    { id: 'state', head: ui.state, cell: (r) => ui.freshness[r.state] },
  ];
  return (
    <div className={styles.list}>
      <DataTable
        caption={caption}
        captionHidden
        columns={columns}
        rows={regions}
        rowKey={(r) => r.adcode}
        rowData={(r) => ({ 'data-adcode': r.adcode })}
        onSelect={onSelect}
        empty={`${words.noChildren}，${words.noChildrenWhy}`}
        maxHeight="100%"
      />
    </div>
  );
}

/** Where the map stands; who has several parts of the province goes from one to the other here. */
function Crumbs({ at, wall }: { at: string; wall: boolean }) {
  const lineage = useLineage(at);
  const [, setUrl] = useUrl();
  const { root, viewer, region } = useConsole();
  const words = wallWords[useLocale().locale];
  if (wall && at === root.adcode) return null;
  const others = viewer.homes.flatMap((home) => (home === lineage[0]?.adcode ? [] : (region(home) ?? [])));
  const to = (adcode: string) => setUrl({ region: adcode === root.adcode ? null : adcode });
  return (
    <>
      <Breadcrumb items={lineage.map((r) => ({ label: r.name, onSelect: () => to(r.adcode) }))} />
      {others.length > 0 ? (
        <nav aria-label={words.ownParts} className={styles.homes}>
          {others.map((r) => (
            <button key={r.adcode} type="button" className="tg-link" data-home={r.adcode} onClick={() => to(r.adcode)}>
              {r.shortName}
            </button>
          ))}
        </nav>
      ) : null}
    </>
  );
}

/** Coverage of the figure that the map shows: on the wall only when somebody is missing. */
function MapCoverage({ refs, wall }: { refs: FigureRef; wall: boolean }) {
  const query = usePageQuery()(refs);
  const { shown } = useFigure(query);
  const now = usePictureNow();
  const text = useCoverageText()(shown?.coverage ?? null, query.region, now, 2);
  const missing = shown?.coverage && shown.coverage.reporting < shown.coverage.of;
  if (!text || (wall && !missing)) return null;
  return (
    <p className={cx(styles.coverage, missing && styles.missing)} data-coverage={`${shown?.coverage?.reporting}/${shown?.coverage?.of}`}>
      {text}
    </p>
  );
}

/** The same object until its content changes: a tick of the clock must not rebuild the map. */
function useStable<T>(value: T): T {
  const key = JSON.stringify(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the value
  return useMemo(() => value, [key]);
}
