import type { Actor } from '../services/access/actor.ts';
import type { AuditEntry } from '../services/audit/audit-entry.ts';
import type { Verification } from '../services/audit/verification.ts';
import type { Presence } from '../services/case/presence.ts';
import type { FlowHead } from '../services/case/read-tickets.ts';
import type { SubmitEvents } from '../services/case/report-ticket.ts';
import type { CaseCtx } from '../services/context.ts';
import type { DictionarySource } from '../services/dictionary/dictionary-source.ts';
import type { FeedDirectory } from '../services/feed/feed-directory.ts';
import type { FigureCtx } from '../services/indicator/figures.ts';
import type { ReadTable } from '../services/items/import-items.ts';
import type { Keys } from '../services/person/vault.ts';
import type { RuleSource } from '../services/rule/rule-source.ts';
import type { ConsoleMeta } from '../wire/console.ts';
import type { RegionInfo } from '../wire/figure.ts';
import type { TopicFile } from '../wire/topic.ts';
import type { TradePlaces } from '../wire/trade-places.ts';

/** What every call stands on, whoever asks. */
export type World = {
  figures: FigureCtx & CaseCtx;
  feeds: FeedDirectory;
  keys: Keys;
  /** The dated rules, the dispatch catalogue and the calendars. */
  rules: RuleSource;
  /** Versions of the dictionary over the profile's rows. */
  dictionary: DictionarySource;
  /** The names of the profile; the rows of the dictionary are those in force when they are asked for. */
  meta: Omit<ConsoleMeta, 'now' | 'viewer' | 'indicators'>;
  topics: ReadonlyMap<string, TopicFile>;
  /** Places and plans of cross-border e-commerce, as the profile tells them. */
  trade: TradePlaces;
  towns(region: string): RegionInfo[];
  history(): { loading: boolean; done: number; total: number };
  factHead: FlowHead;
  /** A verb committed a fact: it is numbered and told at once. */
  kickFacts(): void;
  /** The way in for what is entered at the desk. */
  submit: SubmitEvents;
  /** Reads a file of rows that a person sends. */
  readTable: ReadTable;
  /** Who has which ticket open. */
  presence: Presence;
  /** The one verification of the audit that this process runs. */
  verification: Verification;
  build: string;
  /** The province's identity platform is set up. */
  oidc: boolean;
};

export type CookieOptions = {
  /** Seconds; absent: until the browser is closed; 0: gone. */
  maxAge?: number;
  httpOnly?: boolean;
};

/** The request itself, as far as procedures may know it. */
export type Call = {
  /** The peer's address. */
  address: string | null;
  agent: string | null;
  /** A sign of the person: a page load, a change, or a read of a page whose keys or pointer moved within the last minute. */
  active: boolean;
  /** The opaque token of the session cookie, for whoever ends or replaces the session. */
  token: string | null;
  /** SameSite=Lax, Path=/, and Secure where the request came encrypted. HttpOnly unless said otherwise. */
  setCookie(name: string, value: string, options?: CookieOptions): void;
};

/** Who asks; null before sign-in. With `needs` only the session's own procedures may be used. */
export type Asker = { actor: Actor | null; needs: 'password' | 'factor' | null };

/** One request at the procedures. */
export type ApiContext = World &
  Asker & {
    call: Call;
    /** Writes down reads and refusals within a second; changes write their own row in their own transaction. */
    audit: { note(entry: AuditEntry): void };
  };
