import type { Scope } from '../services/access/require-scope.ts';
import type { FlowHead } from '../services/case/read-tickets.ts';
import type { FeedDirectory } from '../services/feed/feed-directory.ts';
import type { FigureCtx } from '../services/indicator/figures.ts';
import type { ConsoleMeta } from '../wire/console.ts';
import type { RegionInfo } from '../wire/figure.ts';
import type { TopicFile } from '../wire/topic.ts';

/** What procedures stand on. `scope` was minted by the one gate for whoever asks. */
export type ApiContext = {
  figures: FigureCtx;
  feeds: FeedDirectory;
  scope: Scope;
  meta: Omit<ConsoleMeta, 'now'>;
  topics: ReadonlyMap<string, TopicFile>;
  towns(region: string): RegionInfo[];
  history(): { loading: boolean; done: number; total: number };
  factHead: FlowHead;
  build: string;
};
