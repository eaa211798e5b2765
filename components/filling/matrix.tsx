'use client';
import { FILLING_GRAINS, type FillingGrain } from '../../server/core/filling/duty.ts';
import type { DutyView, SlotView } from '../../server/wire/filling.ts';
import { cx } from '../ui/class-names.ts';
import { useLocale } from '../ui/locale.tsx';
import { PanelStateBody } from '../ui/panel-states.tsx';
import page from './filling.module.css';
import { periodHead, periodText } from './filling-text.ts';
import styles from './matrix.module.css';
import { type useFillings, useFillingUrl, useFillingWords } from './use-filling.ts';

/** Duties by periods, newest first, a table a grain: how each slot stands in words, with all its statuses. */
export function Matrix({ list }: { list: ReturnType<typeof useFillings> }) {
  const words = useFillingWords();
  const [{ state, department, indicator }] = useFillingUrl();
  const { data } = list;
  const slots = data?.slots ?? [];
  const fits = new Set(slots.filter((s) => state === null || s.state === state).map((s) => s.duty));
  const duties = (data?.duties ?? []).filter((d) => fits.has(d.id));
  const narrowed = state !== null || department !== null || indicator !== null;
  return (
    <section className={page.list} aria-label={words.matrix}>
      {list.isPending ? (
        <PanelStateBody state={{ kind: 'loading' }} />
      ) : list.isError && !data ? (
        <PanelStateBody state={{ kind: 'error', error: list.error, onRetry: () => void list.refetch() }} />
      ) : duties.length === 0 ? (
        <PanelStateBody state={{ kind: 'empty', why: narrowed ? words.noneFits : words.noDuties, what: narrowed ? words.noneFitsWhat : words.noDutiesWhat }} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys must scroll it
        <section className={styles.matrix} tabIndex={0} aria-label={words.matrix}>
          <p className={page.quiet}>{`${words.matrixNote}。${words.never}`}</p>
          {FILLING_GRAINS.map((grain) => (
            <GrainTable key={grain} grain={grain} duties={duties.filter((d) => d.grain === grain)} slots={slots} />
          ))}
        </section>
      )}
    </section>
  );
}

function GrainTable({ grain, duties, slots }: { grain: FillingGrain; duties: readonly DutyView[]; slots: readonly SlotView[] }) {
  const words = useFillingWords();
  const { locale } = useLocale();
  if (duties.length === 0) return null;
  const ids = new Set(duties.map((d) => d.id));
  const own = slots.filter((s) => ids.has(s.duty));
  const periods = [...new Set(own.map((s) => s.period))].sort().reverse();
  const cells = new Map<string, SlotView[]>();
  for (const s of own) {
    const key = `${s.duty} ${s.period}`;
    cells.set(key, [...(cells.get(key) ?? []), s]);
  }
  return (
    <table className={styles.grid}>
      <caption>{words.grains[grain]}</caption>
      <thead>
        <tr>
          <th scope="col">{words.indicator}</th>
          {periods.map((period) => (
            <th key={period} scope="col">
              {periodHead(period, locale)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {duties.map((duty) => (
          <tr key={duty.id} data-duty={duty.id}>
            <th scope="row">
              <b>{duty.name}</b>
              <span>{`${duty.regionName} · ${duty.departmentName}`}</span>
            </th>
            {periods.map((period) => (
              <td key={period}>
                <Cell duty={duty} period={period} slots={cells.get(`${duty.id} ${period}`) ?? []} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell({ duty, period, slots }: { duty: DutyView; period: string; slots: readonly SlotView[] }) {
  const words = useFillingWords();
  const { locale } = useLocale();
  const [{ open, state }, setUrl] = useFillingUrl();
  if (slots.length === 0) return null;
  const on = open?.duty === duty.id && open.period === period;
  const told = slots.map((s) => `${words.statuses[s.status]} ${words.states[s.state]}${s.late ? ` ${words.late}` : ''}`).join('，');
  return (
    <button
      type="button"
      className={cx(styles.cell, on && styles.cellOn)}
      aria-current={on}
      aria-label={`${words.open(`${duty.name} ${periodText(period, locale)}`)}：${told}`}
      onClick={() => setUrl({ open: { duty: duty.id, period }, status: null })}
    >
      {slots.map((s) => (
        <span key={s.status} className={cx(styles.mark, s.overdue && styles.bad, state !== null && s.state !== state && styles.dim)} data-state={s.state}>
          {`${words.shortStatuses[s.status]} ${words.shortStates[s.state]}${s.late ? '*' : ''}`}
        </span>
      ))}
    </button>
  );
}
