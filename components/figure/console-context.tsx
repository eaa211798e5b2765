'use client';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { Permission } from '../../server/core/access/roles.ts';
import { type OffsetAt, zoneOffset } from '../../server/core/indicator/window.ts';
import type { ConsoleMeta, Viewer } from '../../server/wire/console.ts';
import type { RegionInfo } from '../../server/wire/figure.ts';
import type { IndicatorRow } from '../../server/wire/profile.ts';
import { LocaleProvider } from '../ui/locale.tsx';

/** The profile as the screens ask it. */
export type Console = {
  meta: ConsoleMeta;
  offset: OffsetAt;
  root: RegionInfo;
  /** Whoever looks at the page. */
  viewer: Viewer;
  /** Whether to offer what takes a permission: the server asks again. */
  may(permission: Permission): boolean;
  /** Where the viewer's own part begins: the root, or the first of the regions below it that are his. */
  home: RegionInfo;
  /** Whether a region's figures are the viewer's to see; one that is not known here may be. */
  inScope(adcode: string): boolean;
  indicator(code: string): IndicatorRow | null;
  region(adcode: string): RegionInfo | null;
  childrenOf(adcode: string): RegionInfo[];
  /** From the top of the viewer's own part down to the region itself. */
  lineage(adcode: string): RegionInfo[];
  levelName(id: string): string;
  /** Below the level whose regions report: their own past may be told for the region above only. */
  isBelowReporting(adcode: string): boolean;
  /** Word for the direct children of a region: 市, 县（市、区）; empty when there are none here. */
  childLevel(adcode: string): string;
};

const Context = createContext<Console | null>(null);

export function ConsoleProvider({ meta, children }: { meta: ConsoleMeta; children: ReactNode }) {
  const value = useMemo(() => makeConsole(meta), [meta]);
  return (
    <Context.Provider value={value}>
      <LocaleProvider locale="zh-CN" timeZone={meta.profile.timeZone}>
        {children}
      </LocaleProvider>
    </Context.Provider>
  );
}

export function useConsole(): Console {
  const value = useContext(Context);
  if (!value) throw new Error('useConsole needs a ConsoleProvider above');
  return value;
}

/** @throws Error when the meta holds no root region. */
export function makeConsole(meta: ConsoleMeta): Console {
  const indicators = new Map(meta.indicators.map((row) => [row.code, row]));
  const regions = new Map(meta.regions.map((row) => [row.adcode, row]));
  const children = new Map<string, RegionInfo[]>();
  for (const row of meta.regions) {
    if (row.parent === null) continue;
    const list = children.get(row.parent);
    if (list) list.push(row);
    else children.set(row.parent, [row]);
  }
  const root = meta.regions.find((row) => row.parent === null);
  if (!root) throw new Error('the profile has no root region');
  const { viewer } = meta;
  const homes = new Set(viewer.homes);
  const home = regions.get(viewer.homes[0] ?? '') ?? root;
  const levels = new Map(meta.profile.levels.map((level) => [level.id, level.name]));
  const lineage = (adcode: string): RegionInfo[] => {
    const up: RegionInfo[] = [];
    for (let at = regions.get(adcode); at && !up.includes(at); at = at.parent === null ? undefined : regions.get(at.parent)) up.unshift(at);
    return up;
  };
  const own = (adcode: string): RegionInfo[] => {
    const line = lineage(adcode);
    const top = line.findIndex((region) => homes.has(region.adcode));
    return top > 0 ? line.slice(top) : line;
  };
  return {
    meta,
    offset: zoneOffset(meta.profile.timeZone),
    root,
    viewer,
    may: (permission) => viewer.may.includes(permission),
    home,
    inScope: (adcode) => !regions.has(adcode) || lineage(adcode).some((region) => homes.has(region.adcode)),
    indicator: (code) => indicators.get(code) ?? null,
    region: (adcode) => regions.get(adcode) ?? null,
    childrenOf: (adcode) => children.get(adcode) ?? [],
    lineage: own,
    isBelowReporting: (adcode) => adcode !== root.adcode && regions.get(adcode)?.parent !== root.adcode,
    levelName: (id) => levels.get(id) ?? id,
    childLevel: (adcode) => {
      const first = children.get(adcode)?.[0];
      return first ? (levels.get(first.level) ?? '') : '';
    },
  };
}
