import { durationMs } from '../../server/core/indicator/staleness.ts';
import type { FoldPart } from '../../server/wire/figure.ts';
import type { IndicatorRow } from '../../server/wire/profile.ts';

const WEEK = 7 * 86_400_000;

/** Whether anything was told of a part: its zeros are a count then, and else nothing. */
export const isTold = ({ records, num, den }: Pick<FoldPart, 'records' | 'num' | 'den'>): boolean => records !== 0 || num !== 0 || den !== 0;

/** Whether a region is to report once a period: of events as they happen, none need not be a report that is missing. */
export const isFiled = ({ kind, cadence }: Pick<IndicatorRow, 'kind' | 'cadence'>): boolean => kind === 'manual' || durationMs(cadence) >= WEEK;

/** A number of a part as the fold says it; null where nothing was told of it. */
export function toldText(part: FoldPart, text: string): string | null {
  return isTold(part) ? text : null;
}

/** What a part is sorted by: one of which nothing was told comes last. */
export const toldSort = (part: FoldPart, n: number): number | null => (isTold(part) ? n : null);
