import { scopeFor } from '../services/access/require-scope.ts';
import { feedStatuses } from '../services/feed/feed-directory.ts';
import { readCard } from '../services/trade/read-card.ts';
import { readCube } from '../services/trade/read-cube.ts';
import { readSides } from '../services/trade/read-sides.ts';
import { CubeInput, FlowCardInput, FlowSpan } from '../wire/trade.ts';
import { packCube } from '../wire/trade-codec.ts';
import { guarded, router } from './trpc.ts';

const figures = guarded('figure.read');

export const tradeRouter = router({
  /** Cells of one scope and status over a span, packed: `unpackCube` of wire/trade-codec makes them what they were. */
  cube: figures.input(CubeInput).query(async ({ ctx, input }) => packCube(await readCube(ctx.figures, ctx.scope, input))),

  /** What stands side by side by scope and status, never added. */
  sides: figures.input(FlowSpan).query(({ ctx, input }) => readSides(ctx.figures, ctx.scope, input)),

  card: figures.input(FlowCardInput).query(({ ctx, input }) =>
    readCard(ctx.figures, ctx.scope, input, async (ids) => {
      const feeds = await feedStatuses(ctx.figures, ctx.scope, ctx.figures.store, ctx.feeds, ids);
      // A feed's papers are of another permission than its figures.
      return scopeFor(ctx.figures, ctx.actor, 'feed.read')
        ? feeds
        : feeds.map((feed) => ({ ...feed, owner: null, purpose: null, fields: [], brokerUser: null }));
    }),
  ),
});
