'use client';
import { useConsole } from '../figure/console-context.tsx';
import { formatNumber, formatPercent } from '../ui/format.ts';
import { Panel } from '../ui/panel.tsx';
import { FigureButton } from './figure-button.tsx';
import { figureKey, MEASURES, pointsOf, sumLevels } from './figure-rows.ts';
import type { Figures } from './overview.tsx';
import styles from './reviews.module.css';
import { cardOf, LEVELS } from './use-figures.ts';
import { useReviewsWords } from './use-reviews-words.ts';

/** The arithmetic of the score: five levels by the profile's points, and the defaults apart. */
export function LevelsPanel({ values, loading }: { values: Figures; loading: boolean }) {
  const words = useReviewsWords();
  const { indicator } = useConsole();
  const score = indicator(MEASURES.score);
  const points = pointsOf(score);
  const told = LEVELS.flatMap((level) => {
    const value = values.get(figureKey('review.count', String(level)));
    return value ? [{ level, value }] : [];
  });
  const sum = points ? sumLevels(new Map(told.map(({ level, value }) => [level, value.num])), points) : null;
  const all = values.get('review.count');
  const defaulted = values.get('review.defaulted');
  const empty = !sum || (sum.count === 0 && (all?.num ?? 0) === 0 && (defaulted?.num ?? 0) === 0);
  return (
    <Panel
      title={words.levels}
      note={words.levelsNote}
      className={styles.panel}
      state={loading ? { kind: 'loading', skeleton: 'list' } : empty ? { kind: 'empty', why: words.noRows, what: words.noRowsWhat } : { kind: 'ready' }}
    >
      {sum ? (
        <table className={styles.table} data-table="levels">
          <caption className="tg-vh">{words.levels}</caption>
          <thead>
            <tr>
              <th scope="col">{words.level}</th>
              <th scope="col">{words.points}</th>
              <th scope="col">{words.count}</th>
              <th scope="col">{words.share}</th>
              <th scope="col">{words.subtotal}</th>
            </tr>
          </thead>
          <tbody>
            {sum.lines.map((line) => {
              const value = values.get(figureKey('review.count', String(line.level)));
              const name = words.levelNames[line.level] ?? String(line.level);
              return (
                <tr key={line.level} data-level={line.level}>
                  <th scope="row">{name}</th>
                  <td>{line.points}</td>
                  <td>{value ? <FigureButton card={cardOf(value)} name={name} text={formatNumber(line.count)} /> : formatNumber(line.count)}</td>
                  <td>{sum.count > 0 ? formatPercent((line.count / sum.count) * 100, 3) : words.none}</td>
                  <td>{formatNumber(line.subtotal)}</td>
                </tr>
              );
            })}
            <tr className={styles.totalRow} data-level="total">
              <th scope="row">{words.total}</th>
              <td />
              <td>{formatNumber(sum.count)}</td>
              <td>{sum.count > 0 ? '100%' : words.none}</td>
              <td>{formatNumber(sum.points)}</td>
            </tr>
            {defaulted ? (
              <tr className={styles.apart} data-level="default">
                <th scope="row">{words.defaulted}</th>
                <td />
                <td>
                  <FigureButton card={cardOf(defaulted)} name={words.defaulted} text={formatNumber(defaulted.num)} />
                </td>
                <td />
                <td />
              </tr>
            ) : null}
          </tbody>
        </table>
      ) : null}
      {sum && sum.count > 0 && score ? (
        <p className={styles.division} data-division>
          {words.division(
            formatNumber(sum.points),
            formatNumber(sum.count),
            ((sum.points / sum.count) * score.display.factor).toFixed(6),
            formatNumber((sum.points / sum.count) * score.display.factor, score.display.decimals),
          )}
        </p>
      ) : null}
      {sum && all && all.num !== sum.count ? (
        <p className={styles.note}>{words.levelsDiffer(formatNumber(sum.count), formatNumber(all.num), formatNumber(Math.abs(all.num - sum.count)))}</p>
      ) : null}
    </Panel>
  );
}
