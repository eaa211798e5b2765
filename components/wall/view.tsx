'use client';
import { useMemo } from 'react';
import type { Panel as PanelSpec, TopicFile, View as ViewSpec } from '../../server/wire/topic.ts';
import { FigureBatch } from '../figure/figure-batch.tsx';
import { usePageQuery } from '../figure/page-query.ts';
import { useUrl } from '../figure/use-url.ts';
import { cx } from '../ui/class-names.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { faultCode } from '../ui/fault.ts';
import { useLocale, useWords } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import { AbnormalPanel } from './abnormal.tsx';
import { BreakdownPanel } from './breakdown.tsx';
import { LinesPanel } from './lines.tsx';
import { MapPanel } from './map-panel.tsx';
import { wallWords } from './messages.ts';
import { RegionsPanel } from './regions.tsx';
import { TicketsPanel } from './tickets.tsx';
import { TopicTiles, WallTiles } from './tiles.tsx';
import { TrendsPanel } from './trends.tsx';
import { useRegionKeys } from './use-region-keys.ts';
import styles from './view.module.css';
import { viewRefs } from './view-plan.ts';
import { WallFooter } from './wall-footer.tsx';

/** Draws the view of any topic: which panels there are is data. */
export function TopicView({ topic, beside }: { topic: TopicFile; beside?: TopicFile | null }) {
  useRegionKeys();
  if (!topic.view) return <NoView topic={topic} />;
  const views = beside?.view ? [topic.view, beside.view] : [topic.view];
  return (
    <ViewFigures views={views}>
      {topic.view.layout === 'wall' ? <Wall view={topic.view} beside={beside?.view ?? null} /> : <Topic view={topic.view} />}
    </ViewFigures>
  );
}

/** Reads the figures of all views at once. */
export function ViewFigures({ views, children }: { views: ViewSpec[]; children: React.ReactNode }) {
  const page = usePageQuery();
  const [url] = useUrl();
  const key = JSON.stringify(views.flatMap(viewRefs));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the views
  const queries = useMemo(() => views.flatMap(viewRefs).map((ref) => page(ref)), [key, page]);
  return (
    <FigureBatch queries={queries} live={url.span === null}>
      {children}
    </FigureBatch>
  );
}

function Wall({ view, beside }: { view: ViewSpec; beside: ViewSpec | null }) {
  return (
    <div className={cx(styles.wall, beside && styles.withBeside)}>
      <div className={styles.first}>
        <WallTiles view={view} />
        <div className={styles.wallMain}>
          <Column panels={view.left} view={view} wall className={styles.column} />
          <Column panels={view.center} view={view} wall className={styles.column} />
          <Column panels={view.right} view={view} wall className={cx(styles.column, styles.joined)} />
        </div>
      </div>
      {beside ? (
        <div className={styles.beside}>
          <WallTiles view={{ ...beside, tiles: beside.tiles.slice(0, 5) }} all={false} />
          <div className={styles.besideMain}>
            <Column panels={beside.center} view={beside} wall className={styles.column} />
            <Column panels={beside.right} view={beside} wall className={styles.column} />
          </div>
        </div>
      ) : null}
      <WallFooter />
    </div>
  );
}

function Topic({ view }: { view: ViewSpec }) {
  return (
    <div className={styles.topic}>
      <TopicTiles view={view} />
      <div className={cx(styles.topicMain, view.left.length === 0 && styles.noLeft, view.right.length === 0 && styles.noRight)}>
        {view.left.length > 0 ? <Column panels={view.left} view={view} className={styles.column} /> : null}
        <Column panels={view.center} view={view} className={styles.column} />
        {view.right.length > 0 ? <Column panels={view.right} view={view} className={styles.column} /> : null}
      </div>
      {view.bottom.length > 0 ? <Column panels={view.bottom} view={view} className={cx(styles.bottom, styles[`bottom${view.bottom.length}`])} /> : null}
    </div>
  );
}

function Column({ panels, view, wall = false, className }: { panels: PanelSpec[]; view: ViewSpec; wall?: boolean; className?: string }) {
  return (
    <div className={className}>
      {panels.map((panel, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the topic's file fixes the order
        <GuardedPanel key={`${panel.kind}-${i}`} panel={panel} view={view} wall={wall} />
      ))}
    </div>
  );
}

/** A throw in a panel's own hooks stays in its place too. */
function GuardedPanel({ panel, view, wall }: { panel: PanelSpec; view: ViewSpec; wall: boolean }) {
  const words = useWords();
  return (
    <ErrorBoundary
      resetKey={panel}
      fallback={(error, retry) => (
        <Panel
          title={'title' in panel ? panel.title : undefined}
          label={words.panelFailed}
          state={{ kind: 'error', what: words.panelFailed, code: faultCode(error), onRetry: retry }}
        />
      )}
    >
      <AnyPanel panel={panel} view={view} wall={wall} />
    </ErrorBoundary>
  );
}

function AnyPanel({ panel, view, wall }: { panel: PanelSpec; view: ViewSpec; wall: boolean }) {
  switch (panel.kind) {
    case 'trends':
      return <TrendsPanel panel={panel} />;
    case 'map':
      return <MapPanel panel={panel} wall={wall} />;
    case 'abnormal':
      return <AbnormalPanel panel={panel} view={view} />;
    case 'tickets':
      return <TicketsPanel panel={panel} wall={wall} />;
    case 'regions':
      return <RegionsPanel panel={panel} />;
    case 'breakdown':
      return <BreakdownPanel panel={panel} />;
    case 'lines':
      return <LinesPanel panel={panel} />;
  }
}

function NoView({ topic }: { topic: TopicFile }) {
  const words = wallWords[useLocale().locale];
  return (
    <Panel
      className={styles.noView}
      title={topic.title}
      state={{ kind: 'not_connected', why: words.notConnectedWhy, what: topic.elements.map((e) => e.name).join('、') || undefined }}
    />
  );
}
