import { formatCount, formatNumber, formatPercent } from '../ui/format.ts';
import type { Locale } from '../ui/types.ts';
import type { ReviewWords } from './messages.ts';
import type { ReviewItem } from './review-model.ts';
import { dueText, gapText } from './review-text.ts';

export type AttainmentWords = {
  /** What stands beside the value: how much, and of what. */
  head: { strong: string; rest: string } | null;
  /** What stands below the track: at its left, in its middle, at its right. */
  foot: [string, string, string];
};

/** The words of an attainment, in the form that it has; what is not judged says so and why. `level`: of the regions below. Pure. */
export function attainmentWords(item: ReviewItem, words: ReviewWords, locale: Locale, level: string): AttainmentWords {
  const told = attained(item, words, locale);
  const unjudged = unjudgedHead(item, words, level);
  return unjudged ? { ...told, head: unjudged } : told;
}

/** What stands in the place of 达标 and 未达标 where neither may be said. */
function unjudgedHead({ verdict, cases, few, row }: ReviewItem, words: ReviewWords, level: string): AttainmentWords['head'] {
  if (verdict === 'partial' && row.coverage) return { strong: '', rest: words.partly(row.coverage.reporting, row.coverage.of, level) };
  if (verdict === 'over') return { strong: words.over, rest: words.unjudged };
  if (verdict !== 'few') return null;
  const n = formatNumber(cases ?? row.records);
  return { strong: words.missed, rest: few === null ? words.withinChance(n) : words.fewCases(n) };
}

function attained(item: ReviewItem, words: ReviewWords, locale: Locale): AttainmentWords {
  const { done, def, pace } = item;
  const share = (part: number) => formatPercent(part * 100, 1);
  const kept = (met: boolean | null, gap: number | null) =>
    met === null || gap === null ? null : { strong: met ? words.met : words.missed, rest: (met ? words.margin : words.short)(gapText(item, gap, locale)) };
  switch (done.form) {
    case 'none':
      return { head: null, foot: ['', '', words.noTarget] };
    case 'span':
      return {
        head:
          done.share === null || item.row.value === null
            ? null
            : done.share < 0
              ? { strong: words.missed, rest: words.behindBaseline(gapText(item, item.row.value - done.from, locale)) }
              : done.met && done.gap !== null
                ? { strong: words.met, rest: words.margin(gapText(item, done.gap, locale)) }
                : { strong: share(done.share), rest: words.progressShare },
        foot: [words.baseline(dueText(item, done.from)), pace ? `▼ ${words.pace}` : words.noPace, words.target(dueText(item, done.to))],
      };
    case 'ratio':
      return {
        head: done.share === null ? null : { strong: share(done.share), rest: words.ofTarget },
        foot: [words.noBaseline, '', words.target(dueText(item, done.to))],
      };
    case 'limit': {
      const end = (v: number) => dueText({ def: { ...def, unit: '' } }, Math.round(v * 100) / 100);
      return {
        head: kept(done.met, done.gap),
        foot: [end(done.axis.low), (done.side === 'least' ? words.least : words.most)(dueText(item, done.bound)), end(done.axis.high)],
      };
    }
    case 'all': {
      const counted = done.missed !== null && done.of !== null;
      const scale = 10 ** def.scale;
      return {
        head: done.met === null ? null : { strong: done.met ? words.met : words.missed, rest: words.allDue },
        foot: [
          counted ? words.missedOf(formatCount((done.missed ?? 0) / scale, locale), formatCount((done.of ?? 0) / scale, locale)) : words.missedUnknown,
          '',
          words.target(dueText(item, 100)),
        ],
      };
    }
  }
}
