'use client';
import type { Coverage } from '../../server/wire/figure.ts';
import { cx } from '../ui/class-names.ts';
import { formatSince } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import styles from './card.module.css';
import { useConsole } from './console-context.tsx';
import { figureWords } from './messages.ts';

/** `20／21 市，汕尾 14:05 起静默`: how many regions stand behind a total, and which are silent. */
export function coverageText(args: {
  coverage: Coverage;
  level: string;
  name: (region: string) => string;
  since: (at: number) => string;
  words: (typeof figureWords)['zh-CN'];
  most?: number;
}): string {
  const { coverage, level, name, since, words, most = 2 } = args;
  const head = words.coverage(coverage.reporting, coverage.of, level);
  if (coverage.silent.length === 0) return head;
  const named = coverage.silent
    .slice(0, most)
    .map((s) => (s.since === null ? words.silentNever(name(s.region)) : words.silentSince(name(s.region), since(s.since))));
  const rest = coverage.silent.length - named.length;
  return [head, ...named, ...(rest > 0 ? [words.andMore(coverage.silent.length)] : [])].join('，');
}

/** The same text, with who is silent, by the page's profile and clock. */
export function useCoverageText(): (coverage: Coverage | null, region: string, now: number, most?: number) => string | null {
  const { locale, timeZone } = useLocale();
  const { region, childLevel } = useConsole();
  return (coverage, of, now, most) => {
    // Nobody reports what is not connected: that is said as such.
    if (!coverage || coverage.of === 0 || coverage.silent.every((s) => s.since === null && coverage.reporting === 0)) return null;
    return coverageText({
      coverage,
      level: childLevel(of),
      name: (code) => region(code)?.shortName ?? code,
      since: (at) => formatSince(at, now, locale, timeZone),
      words: figureWords[locale],
      most,
    });
  };
}

/** A strip of cells, one a region: filled when it reports, struck when it is silent; the words beside it. */
export function CoverageLine({ coverage, region, now }: { coverage: Coverage | null; region: string; now: number }) {
  const text = useCoverageText()(coverage, region, now, 3);
  const { childrenOf } = useConsole();
  if (!coverage || !text) return null;
  const silent = new Set(coverage.silent.map((s) => s.region));
  const cells = childrenOf(region).filter((r) => r.kind !== 'offMap');
  return (
    <p className={styles.coverage}>
      {cells.length > 1 && cells.length <= 40 ? (
        <span className={styles.cells} aria-hidden>
          {cells.map((cell) => (
            <i key={cell.adcode} className={cx(silent.has(cell.adcode) && styles.silent)} />
          ))}
        </span>
      ) : null}
      <span>{text}</span>
    </p>
  );
}
