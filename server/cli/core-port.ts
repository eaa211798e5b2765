import type { Submit } from '../ingest/types.ts';
import type { HeadFile } from '../services/audit/head-file.ts';
import type { Sealer } from '../services/audit/sealer.ts';
import type { CaseCtx } from '../services/context.ts';
import type { EventStore } from '../services/event/event-store.ts';
import type { Keys } from '../services/person/vault.ts';
import type { RuleSource } from '../services/rule/rule-source.ts';

/** What commands need of the running product, whether the server lends it or the command line opened it itself. */
export type CoreForCli = {
  env: { dataDir: string; demo: boolean };
  ctx: CaseCtx;
  store: EventStore;
  submit: Submit;
  keys: Keys;
  /** The dated rules; an import here is followed by this process at once. */
  rules: RuleSource;
  /** The signed heads of the audit chain, and who seals it. */
  heads: HeadFile;
  sealer: Pick<Sealer, 'run'>;
  /** Topics, of which displays show one. */
  profile: { topics: readonly { id: string; kind: string; order: number }[] };
  /** Folder of the profiles and the shipped mappings. */
  profilesDir: string;
  /** This process's list of feeds, to be read again after a change. */
  feeds: { refresh(): Promise<void> };
  /** Writes what is counted beside the events and not written yet. */
  flushCounts(): Promise<void>;
  close(): Promise<void>;
};
