import { systemScope } from '../services/access/require-scope.ts';
import type { Ctx } from '../services/context.ts';
import { createFeed } from '../services/feed/create-feed.ts';
import type { FeedPapers } from '../services/feed/feed-input.ts';
import { listFeeds } from '../services/feed/list-feeds.ts';
import { listPending } from '../services/feed/list-pending.ts';
import type { PendingKind } from '../services/feed/pending-codes.ts';
import { rotateFeed } from '../services/feed/rotate-feed.ts';
import { setFeed } from '../services/feed/set-feed.ts';
import { disableFeed, enableFeed } from '../services/feed/switch-feed.ts';
import { type Command, table, text, UsageError, type Values } from './command.ts';
import { durationOf, listOf, untilOf, wholeOf } from './values.ts';

const string = { type: 'string' } as const;
const PAPERS = {
  region: string,
  department: string,
  purpose: string,
  fields: string,
  share: string,
  cadence: string,
  owner: string,
  until: string,
  rate: string,
  'late-days': string,
  mirrored: { type: 'boolean' },
  open311: { type: 'boolean' },
  'broker-user': string,
  label: string,
} as const;
const PAPERS_USAGE =
  '[--label TEXT] [--region ADCODE] [--department ID] [--purpose TEXT] [--fields LIST] [--share open|conditional|none] [--cadence DURATION] [--owner LOGIN] [--until DATE] [--rate N] [--late-days N] [--mirrored] [--open311] [--broker-user NAME]';

/** `none` clears a paper that may be empty. */
function papersOf(ctx: Ctx, values: Values): FeedPapers {
  const papers: FeedPapers = {};
  const clearable = (name: string) => (text(values, name) === 'none' ? null : text(values, name));
  papers.label = text(values, 'label');
  papers.region = text(values, 'region');
  papers.department = clearable('department');
  papers.purpose = clearable('purpose');
  papers.owner = clearable('owner');
  papers.brokerUser = clearable('broker-user');
  const [fields, share, cadence, until, rate, late] = ['fields', 'share', 'cadence', 'until', 'rate', 'late-days'].map((name) => text(values, name));
  if (fields !== undefined) papers.fields = fields === 'none' ? [] : listOf(fields);
  if (share !== undefined) papers.share = shareOf(share);
  if (cadence !== undefined) papers.cadenceMs = cadence === 'none' ? null : durationOf('cadence', cadence);
  if (until !== undefined) papers.until = until === 'none' ? null : untilOf(until, ctx.catalog.zone);
  if (rate !== undefined) papers.rate = wholeOf('rate', rate);
  if (late !== undefined) papers.lateDays = wholeOf('late-days', late);
  if (values.mirrored === true) papers.mirrored = true;
  if (values.open311 === true) papers.open311 = true;
  return papers;
}

function shareOf(value: string): NonNullable<FeedPapers['share']> {
  if (value === 'open' || value === 'conditional' || value === 'none') return value;
  throw new UsageError(`--share ${value} is not open, conditional or none`);
}

function pendingKindOf(value: string | undefined): PendingKind | undefined {
  if (value === undefined || value === 'item' || value === 'department') return value;
  throw new UsageError(`--kind ${value} is not item or department`);
}

export const feedCommands: Command[] = [
  {
    words: 'feed create',
    usage: `NAME --kind indicator|service|ticket|review|trade|call ${PAPERS_USAGE}`,
    summary: 'makes a feed and prints its token, once',
    options: { ...PAPERS, kind: string },
    least: 1,
    async run([name = ''], values, io, core) {
      const kind = text(values, 'kind');
      if (kind === undefined) throw new UsageError('--kind is missing: indicator, service, ticket, review, trade or call');
      const { token } = await createFeed(core.ctx, { ...papersOf(core.ctx, values), name, kind });
      await core.feeds.refresh();
      io.err(`feed ${name} made; this is its token, which is not shown again:`);
      io.out(token);
      return 0;
    },
  },
  {
    words: 'feed set',
    usage: `NAME ${PAPERS_USAGE} [--native] [--no-open311]`,
    summary: 'changes the papers of a feed; none clears one',
    options: { ...PAPERS, native: { type: 'boolean' }, 'no-open311': { type: 'boolean' } },
    least: 1,
    async run([name = ''], values, io, core) {
      const papers = papersOf(core.ctx, values);
      if (values.native === true) papers.mirrored = false;
      if (values['no-open311'] === true) papers.open311 = false;
      await setFeed(core.ctx, name, papers);
      await core.feeds.refresh();
      io.err(`feed ${name} set`);
      return 0;
    },
  },
  {
    words: 'feed list',
    usage: '',
    summary: 'lists the feeds',
    async run(_args, _values, io, core) {
      const rows = await listFeeds(core.ctx);
      const iso = (ms: number | null) => (ms === null ? '' : new Date(ms).toISOString());
      table(
        io,
        [
          'name',
          'kind',
          'state',
          'region',
          'department',
          'share',
          'cadence_ms',
          'until',
          'rate',
          'late_days',
          'mirrored',
          'open311',
          'broker_user',
          'mark',
          'label',
        ],
        rows.map((f) => [
          f.name,
          f.kind,
          f.state,
          f.region,
          f.department,
          f.share,
          f.cadenceMs,
          iso(f.until),
          f.rate,
          f.lateDays,
          f.mirrored,
          f.open311,
          f.brokerUser,
          f.mark,
          f.label,
        ]),
      );
      return 0;
    },
  },
  {
    words: 'feed pending',
    usage: '[--feed NAME] [--kind item|department]',
    summary: "lists codes that came in and that the profile does not know; code * stands for a feed's further ones",
    options: { feed: string, kind: string },
    async run(_args, values, io, core) {
      await core.flushCounts();
      const filter = { feed: text(values, 'feed'), kind: pendingKindOf(text(values, 'kind')), limit: Number.POSITIVE_INFINITY };
      const { rows } = await listPending(core.ctx, systemScope(core.ctx.catalog.tree), filter);
      const iso = (ms: number) => new Date(ms).toISOString();
      table(
        io,
        ['kind', 'code', 'feed', 'events', 'first', 'last'],
        rows.map((r) => [r.kind, r.code || '*', r.feedName, r.events, iso(r.firstGot), iso(r.lastGot)]),
      );
      return 0;
    },
  },
  {
    words: 'feed rotate',
    usage: 'NAME',
    summary: 'prints a new token; the old one ends at once',
    least: 1,
    async run([name = ''], _values, io, core) {
      const token = await rotateFeed(core.ctx, name);
      await core.feeds.refresh();
      io.out(token);
      return 0;
    },
  },
  {
    words: 'feed disable',
    usage: 'NAME',
    summary: 'switches a feed off',
    least: 1,
    async run([name = ''], _values, io, core) {
      await disableFeed(core.ctx, name);
      await core.feeds.refresh();
      io.err(`feed ${name} is off`);
      return 0;
    },
  },
  {
    words: 'feed enable',
    usage: 'NAME',
    summary: 'switches a feed on again',
    least: 1,
    async run([name = ''], _values, io, core) {
      await enableFeed(core.ctx, name);
      await core.feeds.refresh();
      io.err(`feed ${name} is on`);
      return 0;
    },
  },
];
