import type { Db, Tx } from '../../db/client.ts';
import type { Rules } from '../core/case/rules.ts';
import type { Dictionary } from '../core/indicator/live-dictionary.ts';
import type { OffsetAt } from '../core/indicator/window.ts';
import type { ItemRules } from '../core/items/item-rules.ts';
import type { RegionTree } from '../core/region/tree.ts';
import type { IndicatorRow } from '../wire/profile.ts';

/** The names and rules of a profile that verbs and reads need, made once at start, and the dictionary in force. */
export type Catalog = Dictionary<IndicatorRow> & {
  id: string;
  tree: RegionTree;
  timeZone: string;
  zone: OffsetAt;
  regionName(adcode: string): string;
  departmentName(id: string): string | null;
  /** The department and all below it. */
  departmentsBelow(id: string): readonly string[];
  categoryName(code: string): string | null;
  /** Kinds of request that a ticket may be of (咨询, 投诉 …). */
  requestTypes: readonly string[];
  itemName(id: string): string | null;
  /** What item lists are made of; of a profile without them no kinds and no properties. */
  itemRules: ItemRules;
  /** Codes of the indicators that a topic's screen shows. */
  topicIndicators(topic: string): readonly string[];
  /** Path of the screen that shows a topic. */
  topicPath(topic: string): string;
  /** Region that a cross-border zone reports for. */
  zoneRegion(id: string): string | null;
  levelName(id: string): string;
  sourceTitle(id: string): string;
  stepName(step: string): string;
  /** The level whose regions are counted in coverage under the root (cities). */
  reportingLevel: string;
};

/** What every service gets: the database, the profile, the time. Nothing global. */
export type Ctx = { readonly db: Db; readonly catalog: Catalog; readonly now: () => number };

/** What verbs of cases get besides: the dated rules and the calendar in force, cheap to ask for, and who is not to be named. */
export type CaseCtx = Ctx & {
  readonly rules: () => Rules;
  /** Names that what is written about a ticket must not hold; read from the vault, within the transaction given. */
  readonly callerNames: (tx: Pick<Tx, 'query'>, ticket: number) => Promise<string[]>;
};
