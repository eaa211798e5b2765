import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Submit } from '../ingest/types.ts';
import type { Scope } from '../services/access/scope.ts';
import type { Catalog } from '../services/context.ts';
import type { ReaderRow } from '../services/feed/feed-row.ts';
import type { FoundFeed } from '../services/feed/find-feed.ts';
import type { FigureQuery, FigureValue, Grain, SeriesAnswer } from '../wire/figure.ts';
import type { AuditExport } from './audit-export.ts';
import type { HostRules } from './headers.ts';
import type { Metrics } from './metrics.ts';
import type { OidcPorts } from './oidc.ts';
import type { Open311Ports } from './open311-ports.ts';
import type { Problem } from './problem.ts';
import type { Visit, Visits } from './visit.ts';

/** What a door needs of a logger; pino's is one. */
export type DoorLog = Record<'debug' | 'info' | 'warn' | 'error', (fields: object, message: string) => void>;

/** Whether this process can do its work: `reasons` say why not, `notes` what whoever is on duty should know. */
export type Readiness = { ok: boolean; reasons: string[]; notes: string[] };

/** Reads of series for GET /api/v1/series. */
export type SeriesPorts = {
  /** Scopes and statuses that stand side by side for the asked indicator and dimensions; '' where none is stated. */
  choices(query: FigureQuery): { scope: string; status: string }[];
  /** @throws OutOfScope, NotFound, Invalid */
  read(scope: Scope, query: FigureQuery, grain: Grain): Promise<SeriesAnswer>;
  /** The figure of the same span, for its age and coverage. */
  figure(scope: Scope, query: FigureQuery): Promise<Pick<FigureValue, 'asOf' | 'coverage'>>;
  /** Whether this feed sent observations of the indicator. */
  observedBy(feed: number, indicator: string): boolean;
};

/** What the doors stand on; made by main.ts. */
export type DoorPorts = {
  submit: Submit;
  /** By the token itself; asked once a request. */
  findFeed(token: string): Promise<FoundFeed | null>;
  findReader(token: string): Promise<ReaderRow | null>;
  catalog: Pick<Catalog, 'id' | 'tree' | 'zone' | 'indicators'>;
  series: SeriesPorts;
  database: 'embedded' | 'postgres';
  readiness(): Promise<Readiness>;
  metrics: Metrics;
  /** Who makes a request. */
  visit: Visits;
  now(): number;
  /** Answers a request for a page that its visitor may not open; false lets it through. @throws Problem */
  page(req: IncomingMessage, res: ServerResponse): Promise<boolean>;
  /** Told of a request that a door did not let in. */
  refused(visit: Visit, door: string, status: number): void;
  /** Rows of the audit as a file. */
  auditExport: AuditExport;
  /** Made by createTrpcHandler; without it /api/trpc is not there. */
  trpc?: (req: IncomingMessage, res: ServerResponse) => void;
  /** The province's identity platform, where there is one. */
  oidc?: OidcPorts | undefined;
  /** Requests by the Open311 standard. */
  open311: Open311Ports;
  /** Imported geometry lies in DATA_DIR/geo. */
  dataDir: string;
  log: DoorLog;
  /** Version or digest of the build. */
  build: string;
  hosts: HostRules;
  /** Development: pages may evaluate code, for reload. */
  dev: boolean;
};

/** One request at a door. */
export type Call = {
  req: IncomingMessage;
  res: ServerResponse;
  path: string;
  query: URLSearchParams;
  id: string;
};

/**
 * Who may come in. `open`: anybody, for it holds no data or asks itself; `token`: a program, by Authorization: Bearer, which
 * the door itself looks up; `session`: whoever has signed in, or a program by a token that is known; `probe`: whoever
 * watches the process: it tells nothing of the work.
 */
export type DoorAccess = 'open' | 'token' | 'session' | 'probe';

/** An answer that is not a success, as it is sent. */
export type ErrorDocument = { type: string; text: string };

/** A door: the methods it takes and the paths it is for. `match` answers the path's parameter, '' without one, or null. */
export type Door = {
  name: string;
  methods: readonly string[];
  access: DoorAccess;
  match(path: string): string | null;
  /** How this door says what went wrong, where it has a way of its own; else as a problem document. */
  wordProblem?(call: Call, problem: Problem): ErrorDocument;
  handle(call: Call, param: string): Promise<void> | void;
};

/** Matches one path. */
export const exactly = (wanted: string) => (path: string) => (path === wanted ? '' : null);
