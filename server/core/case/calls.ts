import type { Measure } from './appraisal.ts';

/** Sums of `call.counted` over a period. Seconds are sums over the calls answered. */
export type CallSums = {
  readonly offered: number;
  readonly answered: number;
  readonly answeredIn15s: number;
  readonly abandoned: number;
  readonly waitSeconds: number;
  readonly talkSeconds: number;
};

/**
 * 接通率 = 人工接听/请求人工, 15秒接通率 = 15 s 内接听/人工接听, 放弃率 = 排队中挂断/排队总量, and the mean wait
 * and talk in seconds as sums over the calls answered. Nothing is left out.
 */
export function callMeasures(calls: Iterable<CallSums>): Record<'connected' | 'in15s' | 'abandoned' | 'wait' | 'talk', Measure> {
  const sum = { offered: 0, answered: 0, answeredIn15s: 0, abandoned: 0, waitSeconds: 0, talkSeconds: 0 };
  for (const c of calls) for (const k of Object.keys(sum) as (keyof CallSums)[]) sum[k] += c[k];
  const of = (num: number, den: number): Measure => ({ num, den, left: {} });
  return {
    connected: of(sum.answered, sum.offered),
    in15s: of(sum.answeredIn15s, sum.answered),
    abandoned: of(sum.abandoned, sum.offered),
    wait: of(sum.waitSeconds, sum.answered),
    talk: of(sum.talkSeconds, sum.answered),
  };
}
