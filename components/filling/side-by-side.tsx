'use client';
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
  const { duty, statuses } = view;
  const text = useValueText(duty.indicator);
  const difference = useDifferenceText(duty.indicator);
  const held = statuses.map((s) => s.filed.find((f) => f.id === s.slot.standing) ?? null);
  const waiting = statuses.map((s) => s.filed.find((f) => f.id === s.slot.pending) ?? null);
  const first = held[0]?.value ?? null;
  const each = (key: string, head: string, cell: (i: number) => string) => (
    <tr key={key}>
      <th scope="row">{head}</th>
      {statuses.map((s, i) => (
        <td key={s.ask.status}>{cell(i)}</td>
      ))}
    </tr>
  );
  const parts = (f: FiledView | null) =>
    f?.figures.numerator !== undefined && f.figures.denominator !== undefined
      ? words.parts(formatNumber(f.figures.numerator), formatNumber(f.figures.denominator))
      : '';
  const when = (f: FiledView | null) => (f ? instantText(f.asOf, locale, timeZone, now) : words.none);
  const before = statuses[0]?.before.period ?? '';
  return (
    <table className={styles.beside} data-beside>
      <caption>
        {words.sideBySide} · {words.never}
      </caption>
      <thead>
        <tr>
          <td />
          {statuses.map((s) => (
            <th key={s.ask.status} scope="col">
              {words.statuses[s.ask.status]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{words.value}</th>
          {statuses.map((s, i) => (
            <td key={s.ask.status} data-value={s.ask.status}>
              <b>{text(held[i]?.value ?? null)}</b>
              {parts(held[i] ?? null) ? <small>{parts(held[i] ?? null)}</small> : null}
              {waiting[i] ? <small>{words.waiting(text(waiting[i]?.value ?? null))}</small> : null}
              {held[i] && held[i]?.toldAt === null ? <small>{held[i]?.refused ? words.refused(held[i]?.refused ?? '') : words.untold}</small> : null}
            </td>
          ))}
        </tr>
        {each('asOf', words.asOf, (i) => when(held[i] ?? null))}
        {each('by', words.filedBy, (i) => held[i]?.byName ?? words.none)}
        {each('checked', words.checkedBy, (i) => held[i]?.decidedName ?? words.none)}
        {statuses.length > 1
          ? each('difference', words.differenceOf(words.statuses[statuses[0]?.ask.status ?? 'preliminary']), (i) =>
              i === 0 ? words.none : difference(held[i]?.value ?? null, first),
            )
          : null}
        {each('before', words.before(periodText(before, locale)), (i) => text(statuses[i]?.before.value ?? null))}
        {each('change', words.difference, (i) => difference(held[i]?.value ?? null, statuses[i]?.before.value ?? null))}
      </tbody>
    </table>
  );
}
