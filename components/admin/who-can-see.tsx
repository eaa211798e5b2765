'use client';
import { useQuery } from '@tanstack/react-query';
import type { CSSProperties } from 'react';
import type { WhoCanSee } from '../../server/wire/access.ts';
import type { RegionInfo } from '../../server/wire/figure.ts';
import { useConsole } from '../figure/console-context.tsx';
import { roleWords } from '../figure/role-words.ts';
import { useChildRegions, useLineage } from '../figure/use-regions.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { Cartogram } from '../map/cartogram.tsx';
import { cx } from '../ui/class-names.ts';
import { formatNumber } from '../ui/format.ts';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { REFRESH_MS, useAccessWords } from './use-admin.ts';
import styles from './who-can-see.module.css';

type Props = { region: string; name: string; at: number | null; onSelect: (adcode: string) => void };

/** How many see a region, by what they may and from where, and its neighbours beside it. */
export function WhoCanSeePanel(props: Props) {
  const words = useAccessWords();
  const trpc = useTRPC();
  const answer = useQuery(
    trpc.admin.whoCanSee.queryOptions({ region: props.region, at: props.at }, { placeholderData: (before) => before, refetchInterval: REFRESH_MS }),
  );
  const seen = answer.data;
  const state: PanelState = seen
    ? { kind: 'ready' }
    : answer.error
      ? { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }
      : { kind: 'loading', skeleton: 'tile' };
  return (
    <Panel label={words.whoCanSee(props.name)} state={state} className={cx(styles.panel, answer.isPlaceholderData && styles.stale)}>
      {seen ? (
        <div className={styles.both}>
          <Summary seen={seen} name={props.name} />
          <Neighbours {...props} people={seen.people} />
        </div>
      ) : null}
    </Panel>
  );
}

function Summary({ seen, name }: { seen: WhoCanSee; name: string }) {
  const words = useAccessWords();
  const roles = roleWords[useLocale().locale];
  const { lastWeek, sights } = seen;
  return (
    <div className={styles.summary}>
      <p className={styles.headline}>
        <span>
          <b>{formatNumber(seen.people)}</b> {words.people}
        </span>
        <span>
          <b>{formatNumber(seen.displays)}</b> {words.displaysUnit}
        </span>
        <span className={styles.sights}>
          {(['unmask', 'masked', 'totals'] as const).map((sight) => (
            <span key={sight}>
              {words.sights[sight]} <b>{formatNumber(sights[sight])}</b>
            </span>
          ))}
        </span>
      </p>
      {seen.people === 0 ? (
        <p className={styles.quiet}>
          {words.nobody}。{words.nobodyWhat}。
        </p>
      ) : (
        <Levels seen={seen} name={name} />
      )}
      {seen.roles.length > 0 ? (
        <p className={cx(styles.line, styles.counts)}>
          {seen.roles.map(({ role, people }) => (
            <span key={role}>
              {roles[role].name} <b>{formatNumber(people)}</b>
            </span>
          ))}
        </p>
      ) : null}
      <p className={styles.quiet}>
        {words.displayNote}；{words.administrators(seen.administrators)}
      </p>
      <p className={cx(styles.line, styles.counts)}>
        <span className={styles.quiet}>{words.lastWeek}</span>
        <span>{words.unmasks(lastWeek.unmaskedBy, lastWeek.unmasks)}</span>
        <span>{words.exports(lastWeek.exportedBy, lastWeek.exports)}</span>
      </p>
    </div>
  );
}

/** One bar: the people of each level from which sight comes, from the top down. */
function Levels({ seen, name }: { seen: WhoCanSee; name: string }) {
  const words = useAccessWords();
  const { region } = useConsole();
  return (
    <ul className={styles.levels}>
      {seen.levels.map((level, i) => {
        const title = level.region === seen.region ? words.own(name) : words.inherited(region(level.region)?.name ?? level.region);
        return (
          <li
            key={level.region}
            style={{ '--share': level.people, '--shade': `var(--r${Math.max(2, 5 - i)})` } as CSSProperties}
            title={`${title} ${level.people}`}
          >
            <span className={styles.bar}>{formatNumber(level.people)}</span>
            <span className={styles.barName}>{title}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** The region among those beside it; where no squares are declared, as a list. */
function Neighbours({ region, name, at, people, onSelect }: Props & { people: number }) {
  const words = useAccessWords();
  const lineage = useLineage(region);
  const parent = lineage.at(-2) ?? lineage.at(-1);
  const around = useChildRegions(parent?.adcode ?? region);
  const shown = around.length > 0 ? around.slice(0, 40) : [];
  const trpc = useTRPC();
  const regions = shown.map((r) => r.adcode);
  const counts = useQuery(trpc.admin.counts.queryOptions({ regions, at }, { enabled: regions.length > 0, placeholderData: (before) => before }));
  const byRegion = new Map(counts.data?.map((c) => [c.region, c.people]));
  if (regions.includes(region)) byRegion.set(region, people);
  if (shown.length === 0 || byRegion.size === 0) return null;
  const most = Math.max(...byRegion.values());
  const least = Math.min(...byRegion.values());
  const stepOf = (n: number) => (most === least ? 2 : 1 + Math.min(4, Math.floor(((n - least) / (most - least)) * 4.99)));
  return (
    <div className={styles.neighbours}>
      <p>
        <b>{words.cartogram(parent?.name ?? name)}</b> <span className={styles.quiet}>{words.cartogramNote}</span>
      </p>
      {shown.every((r) => r.tile) ? (
        <Cartogram caption={words.cartogramNote} tiles={shown.map((r) => tileOf(r, byRegion.get(r.adcode), stepOf))} selected={region} onSelect={onSelect} />
      ) : (
        <ul className={styles.list}>
          {shown.map((r) => (
            <li key={r.adcode}>
              <button type="button" aria-pressed={r.adcode === region} disabled={!byRegion.has(r.adcode)} onClick={() => onSelect(r.adcode)}>
                <span>{r.shortName}</span>
                <b>{byRegion.has(r.adcode) ? formatNumber(byRegion.get(r.adcode) ?? 0) : '—'}</b>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function tileOf(r: RegionInfo, people: number | undefined, stepOf: (n: number) => number) {
  return {
    adcode: r.adcode,
    name: r.shortName,
    labelPos: null,
    tile: r.tile as [number, number],
    value: people ?? null,
    text: people === undefined ? undefined : formatNumber(people),
    ratio: null,
    severity: null,
    state: 'fresh' as const,
    outside: people === undefined,
    step: people === undefined ? undefined : stepOf(people),
  };
}
