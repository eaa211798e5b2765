import { ITEM_SCOPE } from '../../server/core/items/item-rules.ts';
import type { FigureValue } from '../../server/wire/figure.ts';
import type { IndicatorRow } from '../../server/wire/profile.ts';
import type { CardWords } from './card-messages.ts';
import type { FigureWords } from './messages.ts';

/**
 * What a figure is, in a few words: its status, its kind, what its sources are. What is counted from item lists is of a
 * catalogue and of no source that runs: it has no status, and that its list was counted says that already.
 */
export function cardTags(
  row: Pick<IndicatorRow, 'kind' | 'family'>,
  { query, marks }: Pick<FigureValue, 'query' | 'marks'>,
  words: Pick<CardWords, 'status' | 'statusNone' | 'kinds' | 'listed'>,
  figure: Pick<FigureWords, 'marks' | 'counted'>,
): string[] {
  const listed = query.scope === ITEM_SCOPE;
  const live = row.family === 'catalogue' ? [] : [words.statusNone];
  const status = query.status ? [words.status[query.status] ?? query.status] : listed ? [words.listed] : live;
  return [...status, words.kinds[row.kind] ?? row.kind, ...marks.of.map((mark) => figure.marks[mark]), ...(marks.counted && !listed ? [figure.counted] : [])];
}
