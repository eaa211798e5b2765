import { z } from 'zod';
import { scopeFor } from '../services/access/require-scope.ts';
import { feedStatuses } from '../services/feed/feed-directory.ts';
import { exportFlows } from '../services/trade/export-flows.ts';
import { readCard } from '../services/trade/read-card.ts';
import { readCube } from '../services/trade/read-cube.ts';
import { readFlowRecords } from '../services/trade/read-records.ts';
import { readSides } from '../services/trade/read-sides.ts';
import { codesIn } from '../services/trade/see-flows.ts';
import { CubeInput, FlowCardInput, FlowRecordsInput, FlowSpan } from '../wire/trade.ts';
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

  records: guarded('record.read')
    .input(FlowRecordsInput)
    .query(async ({ ctx, input }) => {
      const page = await readFlowRecords(ctx.figures, ctx.scope, input);
      const { region, from, to, scope, status, filter, cursor } = input;
      const detail = { rows: page.rows.length, first: cursor === undefined, from, to, filter: codesIn(filter) };
      ctx.audit.note({ action: 'record.read', result: 'ok', object: { kind: 'flows', id: `${scope} ${status}` }, region, detail });
      return page;
    }),

  /** A mutation: it is an act of a person, and is written down before it is answered. */
  export: guarded('figure.export')
    .input(FlowCardInput.extend({ locale: z.enum(['zh-CN', 'en']).default('zh-CN') }))
    .mutation(({ ctx, input: { locale, ...input } }) => {
      const { zones, ports, chapters } = ctx.trade;
      const names = {
        zone: Object.fromEntries(zones.map((one) => [one.id, one.name])),
        port: Object.fromEntries(ports.map((one) => [one.id, one.name])),
        chapter: Object.fromEntries(chapters.map((one) => [one.code, one.name])),
        demo: ctx.meta.demo,
      };
      return exportFlows(ctx.figures, ctx.actor, ctx.scope, input, locale, names);
    }),
});
