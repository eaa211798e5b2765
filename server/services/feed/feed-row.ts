import type { feed, reader } from '../../../db/schema/index.ts';

export type FeedRow = typeof feed.$inferSelect;
export type ReaderRow = typeof reader.$inferSelect;
