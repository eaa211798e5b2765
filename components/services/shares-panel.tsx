'use client';
import { Shares } from '../charts/shares.tsx';
import { useConsole } from '../figure/console-context.tsx';
import { useDimensionText } from '../figure/dimension-text.ts';
import type { CardRef } from '../figure/url-state.ts';
import { formatNumber, formatPercent } from '../ui/format.ts';
import { Panel } from '../ui/panel.tsx';
import type { PanelState } from '../ui/panel-states.tsx';
import { CardNumber } from './card-number.tsx';
import styles from './services.module.css';
import type { CaseStep } from './services-url.ts';
import { type ShareTable, shareRows } from './share-rows.ts';
import { CASES, type CaseFigure, cardOf, codeOf, noCases, type ServicesPlace, type useCaseFigures, useChannels, useServicesWords } from './use-services.ts';

type Figures = ReturnType<typeof useCaseFigures>;

/** Cases of one step by channel: parts over the whole, and what is told of no channel. */
export function ChannelsPanel({ place, step, figures }: { place: ServicesPlace; step: CaseStep; figures: Figures }) {
  const words = useServicesWords();
  const { indicator } = useConsole();
  const say = useDimensionText();
  const answer = useChannels(place, step);
  const whole = figures.values.get(step);
  const failed = [answer, figures.answer].find((a) => a.isError && a.data === undefined);
  const kept = indicator(codeOf(step))?.keeps.some((keep) => keep.join() === 'channel') ?? false;
  const retry = () => void Promise.all([answer.refetch(), figures.answer.refetch()]);
  const state: PanelState = !kept
    ? { kind: 'empty', why: words.notKept, what: words.notKeptWhat }
    : failed
      ? { kind: 'error', error: failed.error, onRetry: retry }
      : !answer.data || !whole
        ? { kind: 'loading', skeleton: 'list' }
        : whole.records === 0
          ? noCases(whole, words)
          : { kind: 'ready' };
  const parts = (answer.data ?? []).map((row) => ({
    key: row.key,
    name: row.key !== null && row.name === row.key ? (say({ channel: row.key })[0]?.[1] ?? row.name) : row.name,
    num: row.num,
  }));
  const cards = new Map(
    parts.flatMap(({ key }): [string, CardRef][] =>
      key === null ? [] : [[key, { indicator: codeOf(step), region: place.region, dims: { channel: key }, window: null }]],
    ),
  );
  return (
    <Panel title={words.channels} note={words.channelsNote(words.steps[step])} className={styles.panel} state={state}>
      <SharesBody
        name="channels"
        caption={`${words.channels} ${words.steps[step]}`}
        head={words.channel}
        table={shareRows(parts, whole?.num ?? 0)}
        cards={cards}
        total={whole ? cardOf(whole) : null}
      />
    </Panel>
  );
}

/** What ends a case, each once; what is accepted is no end and stands beside. */
const OUTCOMES = ['closed', 'rejected', 'withdrawn'] as const satisfies readonly CaseFigure[];

/** Cases by how they ended, over all that did. */
export function OutcomesPanel({ figures: { answer, values } }: { figures: Figures }) {
  const words = useServicesWords();
  const { indicator } = useConsole();
  const nameOf = (figure: CaseFigure) => (figure === 'closed' ? words.steps.closed : (indicator(CASES[figure])?.shortName ?? CASES[figure]));
  const known = OUTCOMES.filter((figure) => indicator(CASES[figure]) !== null);
  const told = known.flatMap((figure) => {
    const value = values.get(figure);
    return value && value.value !== null ? [{ figure, value }] : [];
  });
  const whole = told.reduce((sum, { value }) => sum + value.num, 0);
  const lacking = known.filter((figure) => values.get(figure)?.value === null);
  const accepted = values.get('accepted');
  const state: PanelState =
    answer.isError && !answer.data
      ? { kind: 'error', error: answer.error, onRetry: () => void answer.refetch() }
      : answer.isPending
        ? { kind: 'loading', skeleton: 'list' }
        : whole === 0
          ? noCases(values.get('closed'), words)
          : { kind: 'ready' };
  const parts = told.map(({ figure, value }) => ({ key: figure, name: nameOf(figure), num: value.num }));
  return (
    <Panel title={words.outcomes} note={words.outcomesNote(known.map(nameOf).join('＋'))} className={styles.panel} state={state}>
      <SharesBody
        name="outcomes"
        caption={words.outcomes}
        head={words.outcome}
        table={shareRows(parts, whole)}
        cards={new Map(told.map(({ figure, value }) => [figure, cardOf(value)]))}
        total={null}
      />
      {accepted && accepted.value !== null ? <p className={styles.note}>{words.acceptedApart(formatNumber(accepted.num))}</p> : null}
      {lacking.length > 0 ? <p className={styles.note}>{words.missing(lacking.map(nameOf).join('、'))}</p> : null}
    </Panel>
  );
}

type BodyProps = { name: string; caption: string; head: string; table: ShareTable; cards: ReadonlyMap<string, CardRef>; total: CardRef | null };

/** The parts drawn as one bar, and told as a table whose last line is the whole. */
function SharesBody({ name, caption, head, table: { rows, whole, rest }, cards, total }: BodyProps) {
  const words = useServicesWords();
  const share = (num: number) => (whole > 0 ? formatPercent((num / whole) * 100, 2) : words.none);
  const restName = rest > 0 ? words.untold : words.between;
  const drawn = [
    ...rows.map((r) => ({ id: r.key ?? 'rest', label: r.name, value: r.num })),
    ...(rest > 0 ? [{ id: 'untold', label: restName, value: rest }] : []),
  ];
  return (
    <>
      <div aria-hidden>
        <Shares caption={caption} rows={drawn.map((row) => ({ ...row, text: share(row.value) }))} />
      </div>
      <table className={styles.table} data-table={name}>
        <caption className="tg-vh">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col">{words.count}</th>
            <th scope="col">{words.share}</th>
            <th scope="col">{words.fraction}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const card = row.key === null ? undefined : cards.get(row.key);
            return (
              <tr key={row.key ?? 'rest'} data-part={row.key ?? 'rest'}>
                <th scope="row">{row.name}</th>
                <td>{card ? <CardNumber card={card} name={row.name} text={formatNumber(row.num)} /> : formatNumber(row.num)}</td>
                <td>{share(row.num)}</td>
                <td className={styles.quiet}>{words.parts(formatNumber(row.num), formatNumber(whole))}</td>
              </tr>
            );
          })}
          {rest === 0 ? null : (
            <tr data-part="untold">
              <th scope="row">{restName}</th>
              <td>{formatNumber(rest)}</td>
              <td>{rest > 0 ? share(rest) : words.none}</td>
              <td className={styles.quiet}>{rest > 0 ? words.parts(formatNumber(rest), formatNumber(whole)) : ''}</td>
            </tr>
          )}
          <tr className={styles.totalRow} data-part="total">
            <th scope="row">{words.total}</th>
            <td>{total ? <CardNumber card={total} name={words.total} text={formatNumber(whole)} /> : formatNumber(whole)}</td>
            <td>{whole > 0 ? '100%' : words.none}</td>
            <td />
          </tr>
        </tbody>
      </table>
    </>
  );
}
