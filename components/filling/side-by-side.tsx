'use client';
import { FILLING_STATUSES } from '../../server/core/filling/duty.ts';
import type { FiledView, PeriodView } from '../../server/wire/filling.ts';
import { useConsole } from '../figure/console-context.tsx';
import { figureText, withUnit } from '../figure/figure-text.ts';
import { formatNumber, PLAIN } from '../ui/format.ts';
import { useLocale } from '../ui/locale.tsx';
import styles from './filling.module.css';
import { instantText, periodText } from './filling-text.ts';
import { useFillingWords } from './use-filling.ts';

/** A value of a duty's indicator in words, with its unit. */
export function useValueText(code: string) {
  const { locale } = useLocale();
  const row = useConsole().indicator(code);
  return (value: number | null): string => (value === null ? '—' : row ? withUnit(figureText(row, value, locale, PLAIN)) : String(value));
}

/** A difference with its sign: points of a rate, else in the unit itself. */
export function useDifferenceText(code: string) {
  const row = useConsole().indicator(code);
  return (value: number | null, against: number | null): string => {
    if (value === null || against === null) return '—';
    const by = value - against;
    const text = formatNumber(Math.abs(by), row?.display.decimals ?? 2);
    const unit = row?.unit === '%' ? '个百分点' : (row?.unit ?? '');
    return `${Number(text.replaceAll(',', '')) === 0 ? '' : by > 0 ? '＋' : '－'}${text} ${unit}`.trim();
  };
}

/** 初步, 正式, 修订 of one period in columns: each with when it holds, who filed and who checked it, and how far it is from the one before it. Never added. */
export function SideBySide({ view, now }: { view: PeriodView; now: number }) {
  const words = useFillingWords();
  const { locale, timeZone } = useLocale();
  const text = useValueText(view.duty.indicator);
  const difference = useDifferenceText(view.duty.indicator);
  const columns = FILLING_STATUSES.map((status) => {
    const of = view.statuses.find((s) => s.ask.status === status) ?? null;
    const filed = (id: number | null | undefined) => of?.filed.find((f) => f.id === id) ?? null;
    return { status, of, held: filed(of?.slot.standing), untaken: filed(of?.slot.untaken), waits: filed(of?.slot.pending) };
  });
  type Column = (typeof columns)[number];
  const first = columns.find((c) => c.of !== null);
  const row = (key: string, head: string, cell: (column: Column) => string) => (
    <tr key={key}>
      <th scope="row">{head}</th>
      {columns.map((c) => (
        <td key={c.status}>{c.of ? cell(c) : ''}</td>
      ))}
    </tr>
  );
  return (
    <table className={styles.beside} data-beside>
      <caption>
        {words.sideBySide} · {words.never}
      </caption>
      <thead>
        <tr>
          <td />
          {columns.map((c) => (
            <th key={c.status} scope="col">
              {words.statuses[c.status]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{words.value}</th>
          {columns.map(({ status, of, held, untaken, waits }) => (
            <td key={status} data-value={status}>
              {of ? <b>{text(held?.value ?? null)}</b> : <small>{words.notAsked}</small>}
              {held ? <HeldNote held={held} /> : null}
              {untaken?.refused != null ? (
                <small data-untaken>
                  {untaken.id === held?.id ? words.retractionRefused(untaken.refused) : words.refused(text(untaken.value), untaken.refused)}
                </small>
              ) : null}
              {waits ? <small>{words.waiting(text(waits.value))}</small> : null}
            </td>
          ))}
        </tr>
        {row('asOf', words.asOf, ({ held }) => (held ? instantText(held.asOf, locale, timeZone, now) : words.none))}
        {row('by', words.filedBy, ({ held }) => held?.byName ?? words.none)}
        {row('checked', words.checkedBy, ({ held }) => held?.decidedName ?? words.none)}
        {first && view.statuses.length > 1
          ? row('difference', words.differenceOf(words.statuses[first.status]), (c) =>
              c === first ? words.none : difference(c.held?.value ?? null, first.held?.value ?? null),
            )
          : null}
        {row('before', words.before(periodText(first?.of?.before.period ?? view.period, locale)), ({ of }) => text(of?.before.value ?? null))}
        {row('change', words.difference, ({ held, of }) => difference(held?.value ?? null, of?.before.value ?? null))}
      </tbody>
    </table>
  );
}

/** The parts of what holds, and whether the figures have it. */
function HeldNote({ held: { figures, toldAt } }: { held: FiledView }) {
  const words = useFillingWords();
  const { numerator, denominator } = figures;
  return (
    <>
      {numerator !== undefined && denominator !== undefined ? <small>{words.parts(formatNumber(numerator), formatNumber(denominator))}</small> : null}
      {toldAt === null ? <small>{words.untold}</small> : null}
    </>
  );
}
