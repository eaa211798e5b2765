'use client';
import type { ReactNode } from 'react';
import { cx } from '../ui/class-names.ts';
import { AgreeTable } from './agree-table.tsx';
import { CommerceProvider } from './commerce-provider.tsx';
import { DaysPanel } from './days-panel.tsx';
import { FlowCardDrawer } from './flow-card.tsx';
import { FlowPanel } from './flow-panel.tsx';
import { HeadBar } from './head-bar.tsx';
import { MarketsPanel } from './markets-panel.tsx';
import { MiddlePanel } from './middle-panel.tsx';
import { ModesPanel } from './modes-panel.tsx';
import { PublishedDrawer } from './published-drawer.tsx';
import { styles } from './styles.ts';
import { CommerceTiles } from './tiles.tsx';
import { ZonesDrawer } from './zones-drawer.tsx';
import { ZonesPanel } from './zones-panel.tsx';

/** Cross-border trade as it happens: one cube, and panels that are folds of it under the same choices. `risk`: the panel of another noun. */
export function CommerceScreen({ risk = null }: { risk?: ReactNode }) {
  return (
    <CommerceProvider>
      <div className={styles.page} data-commerce>
        <HeadBar />
        <CommerceTiles />
        <div className={styles.main}>
          <ZonesPanel />
          <FlowPanel />
          <MarketsPanel />
        </div>
        <div className={cx(styles.bottom)}>
          <ModesPanel />
          <MiddlePanel days={risk !== null} />
          {risk ?? <DaysPanel />}
        </div>
        <AgreeTable />
      </div>
      <Drawers />
    </CommerceProvider>
  );
}

/** The same on a phone: headline figures, then the tables. */
export function CommercePhone({ risk = null }: { risk?: ReactNode }) {
  return (
    <CommerceProvider>
      <div className={styles.phone} data-commerce>
        <HeadBar />
        <CommerceTiles />
        <ZonesPanel />
        <MarketsPanel />
        <ModesPanel />
        <MiddlePanel days />
        {risk}
        <AgreeTable />
      </div>
      <Drawers />
    </CommerceProvider>
  );
}

function Drawers() {
  return (
    <>
      <ZonesDrawer />
      <PublishedDrawer />
      <FlowCardDrawer />
    </>
  );
}
