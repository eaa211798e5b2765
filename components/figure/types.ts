import type { FigureQuery } from '../../server/wire/figure.ts';
import type { Window } from '../../server/wire/topic.ts';

/** A figure as a panel names it: which series, and which span unless the page's time range overrides it. */
export type Ref = Pick<FigureQuery, 'indicator' | 'dims' | 'scope' | 'status'> & { window: Window; label?: string };
