import type { Ctx } from '../../services/context.ts';
import { Conflict } from '../../services/errors.ts';
import { createFeed } from '../../services/feed/create-feed.ts';
import type { FeedRow } from '../../services/feed/feed-row.ts';
import { findFeedByName } from '../../services/feed/find-feed.ts';
import { markFeed } from '../../services/feed/mark-feed.ts';
import type { FeedKind } from '../../wire/events.ts';

/**
 * The feed that an import belongs to, made on first use. Replays have a feed of their own, so that its figures can be
 * shown as replayed; `real` marks a feed without a mark: true records go into a demo. @throws Conflict when a feed of that name is of another kind, disabled or ended
 */
export async function importFeed(ctx: Ctx, kind: FeedKind, name: string | undefined, mark: 'replay' | 'real' | null): Promise<FeedRow> {
  const replay = mark === 'replay';
  const wanted = name ?? `${replay ? 'replay' : 'import'}-${kind}`;
  const found = await findFeedByName(ctx, wanted);
  if (!found) {
    const label = replay ? '重放' : '导入';
    return (await createFeed(ctx, { name: wanted, kind, label, purpose: label, mark, mirrored: kind === 'ticket' })).feed;
  }
  const { feed, state } = found;
  if (feed.kind !== kind) throw new Conflict(`feed ${wanted} is of kind ${feed.kind}, not ${kind}: choose another with --feed`);
  if (state !== 'active') throw new Conflict(`feed ${wanted} is ${state}`);
  if (replay && feed.mark !== 'replay') throw new Conflict(`feed ${wanted} holds records that are no replay: choose another with --feed`);
  if (!replay && feed.mark === 'replay') throw new Conflict(`feed ${wanted} holds replayed records: choose another with --feed`);
  if (mark === 'real' && feed.mark === null) return markFeed(ctx, feed.id, mark);
  return feed;
}
