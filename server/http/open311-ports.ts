import type { Submit } from '../ingest/types.ts';
import type { Scope } from '../services/access/scope.ts';
import type { CaseCtx } from '../services/context.ts';
import type { FeedRow } from '../services/feed/feed-row.ts';
import { feedState } from '../services/feed/find-feed.ts';
import { readRequests } from '../services/open311/read-requests.ts';
import { findByKey, reportRequest } from '../services/open311/report-request.ts';
import { makeServiceList, type ServiceList } from '../services/open311/service-list.ts';
import type { Open311Query, Open311Report, Open311Request } from '../wire/open311.ts';

/** What the Open311 door stands on. */
export type Open311Ports = {
  /** OPEN311_PUBLIC: whether it is read without a key. */
  readonly open: boolean;
  /** Whether what is reported is acted upon by nobody. */
  readonly test: boolean;
  /** When the services were read from the profile, epoch ms. */
  readonly since: number;
  readonly services: ServiceList;
  /** Feeds that are switched on for it and may send now. */
  feeds(): readonly FeedRow[];
  read(scope: Scope, feeds: readonly number[], query: Open311Query): Promise<Open311Request[]>;
  /** Answers the number of the request. @throws Invalid, Conflict, Limited, Unavailable */
  report(feed: FeedRow, report: Open311Report, key: string | null): Promise<string>;
  /** The number of what the feed reported under a key. */
  find(feed: FeedRow, key: string): Promise<string | null>;
};

type Parts = {
  ctx: CaseCtx;
  submit: Submit;
  feeds: { all(): readonly FeedRow[] };
  profile: { categories: readonly { code: string; name: string; parent: string }[]; file: { requestTypes: readonly string[] } };
  env: { open311Public: boolean; demo: boolean };
};

/** The ports over the product. */
export function makeOpen311Ports({ ctx, submit, feeds, profile, env }: Parts): Open311Ports {
  const services = makeServiceList(profile.categories, profile.file.requestTypes);
  return {
    open: env.open311Public,
    test: env.demo,
    since: ctx.now(),
    services,
    feeds: () => feeds.all().filter((f) => f.open311 && feedState(f, ctx.now()) === 'active'),
    read: (scope, ids, query) => readRequests(ctx, services, scope, ids, query),
    report: (feed, report, key) => reportRequest(ctx, submit, services, feed, report, key),
    find: (feed, key) => findByKey(ctx, feed, key),
  };
}
