import type { LiveDictionary } from '../../core/indicator/live-dictionary.ts';
import type { IndicatorRow } from '../../wire/profile.ts';
import type { Ctx } from '../context.ts';
import { DictionarySource } from './dictionary-source.ts';

/** The dictionary of a made province over its database: what is published takes effect in the test's catalogue. */
export function openDictionary(ctx: Ctx): DictionarySource {
  const { dictionary } = ctx.catalog as unknown as { dictionary: LiveDictionary<IndicatorRow> };
  const functions = new Set(['made']);
  return new DictionarySource(
    ctx.db,
    dictionary,
    { rows: [...dictionary.indicators.values()], functions, levels: new Set(['province', 'city', 'county', 'town']) },
    ctx.now,
  );
}
