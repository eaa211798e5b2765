import { duties, type Held, listed, type Probe, reviews, risks, SPAN, same, tasks, words } from './matrix-things.ts';

/** Reads by place of cases beside tickets, of what departments fill in and of item lists, for server/matrix.db.test.ts alone. */
export function caseProbes<W>({ below, held }: Held<W>): Record<string, Probe<W>> {
  const value = <T>(answer: { value?: unknown }): T => answer.value as T;
  const textOf = (answer: { text?: string }) => answer.text ?? '';
  /** Cases of a kind as their list has them. */
  const listOf = (kind: string, of: typeof tasks): Probe<W> => ({
    input: (region) => ({ region, view: 'open', limit: 200 }),
    right: (a, who, region) => same(words(textOf(a), kind), of(held(who, region))),
    words: (who, region) => of(held(who, region)),
  });
  return {
    'reviews.list': listOf('review', reviews),
    'reviews.words': {
      input: (region) => ({ region, ...SPAN }),
      right: (a, who, region) => value<{ total: number }>(a).total === reviews(held(who, region)).length,
    },
    'reviews.praise': { input: (region) => ({ region, ...SPAN }), right: (a) => a.ok },
    'tasks.list': listOf('task', tasks),
    'risk.list': listOf('risk', risks),
    'risk.summary': { ...listOf('risk', risks), input: (region) => ({ region }), right: (a) => a.ok },
    'tasks.appraisal': {
      input: (region) => ({ region, ...SPAN }),
      right: (a, who, region) => value<{ total: { issued: number } }>(a).total.issued === held(who, region).filter((t) => t.department !== null).length,
    },
    'tasks.export': {
      input: (region) => ({ of: { what: 'list', region, view: 'open' } }),
      right: (a, who, region) => value<{ rows: number }>(a).rows === held(who, region).length,
    },
    'risk.export': {
      input: (region) => ({ region, view: 'open' }),
      right: (a, who, region) => value<{ rows: number }>(a).rows === risks(held(who, region)).length,
    },
    'items.overview': { input: (region) => ({ region }), right: (a) => a.ok },
    'items.history': { input: (region) => ({ region }), right: (a) => value<unknown[]>(a).length === 1 },
    'items.find': {
      input: (region) => ({ region, offset: 0, limit: 200 }),
      right: (a, _, region) => same(words(textOf(a), 'item'), listed(below(region))) && value<{ total: number }>(a).total === below(region).length,
      words: (_, region) => listed(below(region)),
    },
    'items.export': { input: (region) => ({ region, locale: 'zh-CN' }), right: (a, _, region) => value<{ rows: number }>(a).rows === below(region).length },
    'filling.list': {
      input: (region) => ({ region, back: 12 }),
      right: (a, who, region) =>
        same(words(textOf(a), 'duty'), duties(held(who, region))) &&
        value<{ counts: { overdue: number } }>(a).counts.overdue === 2 * duties(held(who, region)).length,
      words: (who, region) => duties(held(who, region)),
    },
    'filling.export': {
      input: (region) => ({ region, back: 12 }),
      right: (a, who, region) => value<{ rows: number }>(a).rows === 3 * duties(held(who, region)).length,
    },
  };
}
