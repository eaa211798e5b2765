'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { FigureQuery } from '../../server/wire/figure.ts';
import type { TradePlaces, TradeZone } from '../../server/wire/trade-places.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useTRPC } from '../live/trpc-client.tsx';
import { DataTable } from '../ui/data-table.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { formatNumber } from '../ui/format.ts';
import { PanelStateBody } from '../ui/panel-states.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Tag } from '../ui/tag.tsx';
import { useCommerce, useCommerceWords } from './use-commerce.tsx';
import styles from './zones.module.css';

const PARTS = ['plan', 'goals', 'systems'] as const;
type Part = (typeof PARTS)[number];
type Said = { text: string; source: { document: string; line: string | number | null } };

/** What the plans say: of one zone, of the province's goals, and of the two platforms and six systems. */
export function ZonesDrawer() {
  const { url, setUrl, places } = useCommerce();
  const words = useCommerceWords();
  const [part, setPart] = useState<Part>('plan');
  return (
    <div data-density="desk">
      <Drawer open={url.tab === 'zones'} onClose={() => setUrl({ tab: null, plan: null })} width="min(680px, 100vw)" title={words.tabs.zones}>
        <div className={styles.pane}>
          <Segmented label={words.view} value={part} options={PARTS.map((id) => ({ id, label: words.zoneParts[id] }))} onChange={setPart} />
          {places.told ? null : <p className={styles.note}>{words.noPlaces}</p>}
          {part === 'plan' ? <PlanPart /> : part === 'goals' ? <GoalsPart goals={places.goals} /> : <SystemsPart />}
        </div>
      </Drawer>
    </div>
  );
}

function PlanPart() {
  const { url, setUrl, places, name } = useCommerce();
  const words = useCommerceWords();
  const zone = places.zones.find((z) => z.id === url.plan) ?? null;
  const withPlan = places.zones.filter((z) => z.plan).length;
  return (
    <>
      <label className={styles.picker}>
        <span>{words.zone}</span>
        <select value={zone?.id ?? ''} onChange={(event) => setUrl({ plan: event.target.value || null }, { replace: true })}>
          <option value="">{words.allZones}</option>
          {places.zones.map((z) => (
            <option key={z.id} value={z.id}>
              {name('zone', z.id)}
            </option>
          ))}
        </select>
      </label>
      {zone ? (
        <ZonePlan zone={zone} />
      ) : (
        <>
          <p className={styles.note}>{words.plansNote(withPlan, places.zones.length)}</p>
          <DataTable
            caption={words.zones}
            captionHidden
            rows={[...places.zones]}
            rowKey={(z) => z.id}
            onSelect={(id) => setUrl({ plan: id }, { replace: true })}
            columns={[
              { id: 'name', head: words.zone, cell: (z) => z.regionName, sort: (z) => z.region },
              { id: 'batch', head: words.batch, cell: (z) => z.batch || words.unpublished, sort: (z) => z.batch || null },
              { id: 'layout', head: words.layout, cell: (z) => (z.plan ? (z.plan.layout?.text ?? words.notSaid) : words.noPlan) },
              {
                id: 'parks',
                head: words.parks,
                align: 'end',
                cell: (z) => (z.plan ? formatNumber(z.plan.parks.length) : '—'),
                sort: (z) => z.plan?.parks.length ?? null,
              },
              { id: 'counts', head: words.counts, cell: (z) => (z.plan?.counts ? words.countsApart : '—') },
            ]}
          />
        </>
      )}
    </>
  );
}

function ZonePlan({ zone }: { zone: TradeZone }) {
  const { places } = useCommerce();
  const words = useCommerceWords();
  const { plan } = zone;
  const areas = places.areas.filter((a) => a.region.startsWith(zone.region.slice(0, 4)));
  return (
    <article className={styles.plan} data-plan={zone.id}>
      <h3>{zone.name}</h3>
      <p className={styles.note}>{`${words.batch} ${zone.batch || words.unpublished}`}</p>
      {plan ? (
        <>
          <Lines head={words.layout} lines={plan.layout ? [plan.layout] : []} />
          <Lines head={words.parks} lines={plan.parks} />
          <Lines head={words.modes} lines={plan.modes} />
          <Lines head={words.clusters} lines={plan.clusters} />
          <Lines head={words.marketsSaid} lines={plan.markets} />
          <Lines head={words.transport} lines={plan.transport} />
          <Lines
            head={words.goals}
            lines={plan.goals.map((g) => ({
              ...g,
              text: g.target ? `${g.text}（${g.target.value}${g.target.unit}${g.target.by ? `，${g.target.by}` : ''}）` : g.text,
            }))}
          />
          {plan.counts ? <Lines head={words.counts} lines={[plan.counts]} /> : null}
        </>
      ) : (
        <PanelLine text={words.noPlanWhat} />
      )}
      {areas.length > 0 ? (
        <section>
          <h4>{words.areas}</h4>
          <ul>
            {areas.map((a) => (
              <li key={a.id}>
                {a.name} {a.state === 'planned' ? <Tag look="dashed">{words.planned}</Tag> : null}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </article>
  );
}

const PanelLine = ({ text }: { text: string }) => <p className={styles.none}>{text}</p>;

function Lines({ head, lines }: { head: string; lines: readonly Said[] }) {
  const words = useCommerceWords();
  const { meta } = useConsole();
  return (
    <section>
      <h4>{head}</h4>
      {lines.length === 0 ? (
        <PanelLine text={words.notSaid} />
      ) : (
        <ul>
          {lines.map((line) => (
            <li key={`${line.source.line} ${line.text}`}>
              {line.text} <span className={styles.source}>{meta.sources[line.source.document] ?? line.source.document}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** The province's goals, with progress where a figure shows it. */
function GoalsPart({ goals }: { goals: TradePlaces['goals'] }) {
  const words = useCommerceWords();
  const { meta, offset } = useConsole();
  const trpc = useTRPC();
  const { today, region } = useCommerce();
  const coded = useMemo(() => goals.filter((g) => g.indicator !== null && meta.indicators.some((i) => i.code === g.indicator)), [goals, meta.indicators]);
  const year = Number(today.slice(0, 4));
  const span = useMemo(() => {
    const from = Date.UTC(year - 3, 0, 1);
    const to = Date.UTC(year + 1, 0, 1);
    return { from: from - offset(from), to: to - offset(to) };
  }, [year, offset]);
  const queries = useMemo(() => coded.map((g): FigureQuery => ({ indicator: g.indicator as string, region, span })), [coded, region, span]);
  const answer = useQuery(trpc.figure.values.queryOptions({ queries }, { enabled: queries.length > 0, staleTime: 60_000 }));
  const values = new Map(coded.map((g, i) => [g.id, answer.data?.[i] ?? null]));
  if (goals.length === 0) return <PanelLine text={words.noGoals} />;
  return (
    <ul className={styles.goals}>
      {goals.map((goal) => {
        const value = values.get(goal.id)?.value ?? null;
        return (
          <li key={goal.id} data-goal={goal.id}>
            <span className={styles.goalText}>{goal.text}</span>
            <span className={styles.goalTarget}>
              {goal.target
                ? `${goal.target.comparator === '>' ? words.over : goal.target.comparator === '>=' ? '≥' : ''} ${formatNumber(goal.target.value)} ${goal.target.unit}`
                : words.noTarget}
              {goal.by ? `，${goal.by}` : ''}
            </span>
            <span className={styles.goalNow}>
              {value !== null && goal.target ? (
                <>
                  <span className={styles.track} aria-hidden>
                    <i style={{ width: `${Math.min(100, (value / goal.target.value) * 100).toFixed(1)}%` }} />
                  </span>
                  {words.progress(formatNumber(value, value % 1 === 0 ? 0 : 2), ((value / goal.target.value) * 100).toFixed(1))}
                </>
              ) : (
                words.noProgress
              )}
            </span>
            <span className={styles.source}>
              {goal.note ? `${goal.note}；` : ''}
              {meta.sources[goal.source.document] ?? goal.source.document}
            </span>
          </li>
        );
      })}
      {answer.isError ? <li role="alert">{words.progressFailed}</li> : null}
    </ul>
  );
}

/** 两平台六体系: each with what the plans say of it, and where nothing does. */
function SystemsPart() {
  const words = useCommerceWords();
  const { places, name } = useCommerce();
  const { meta } = useConsole();
  if (places.systems.length === 0) return <PanelStateBody state={{ kind: 'empty', why: words.noSystems }} />;
  return (
    <ul className={styles.systems}>
      {places.systems.map((system) => {
        const zones = new Set(system.evidence.map((e) => e.zone));
        return (
          <li key={system.id} data-system={system.id}>
            <details>
              <summary>
                <span>{system.name}</span>
                <Tag>{words.systemKinds[system.kind]}</Tag>
                <span className={styles.source}>{zones.size > 0 ? words.evidence(zones.size, system.evidence.length) : words.noEvidence}</span>
              </summary>
              <ul>
                {system.evidence.map((e) => (
                  <li key={`${e.zone} ${e.source.line}`}>
                    <b>{name('zone', e.zone)}</b> {e.text} <span className={styles.source}>{meta.sources[e.source.document] ?? e.source.document}</span>
                  </li>
                ))}
              </ul>
            </details>
          </li>
        );
      })}
    </ul>
  );
}
