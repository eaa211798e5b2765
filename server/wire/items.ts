import type { ItemChange } from '../core/items/compare-items.ts';
import type { FewFaults } from '../core/items/few-of-each.ts';
import type { ItemSum } from '../core/items/item-rules.ts';
import { Adcode, Id } from './profile.ts';
import { z } from './zod.ts';

/** A day of the profile's calendar. */
const Day = z.iso.date();
/** The largest file as it is sent: base64 of 700 kB, of a CSV file packed by gzip. */
export const MOST_FILE = 950_000;
export const MOST_FILE_BYTES = Math.floor((MOST_FILE / 4) * 3);

/** `missing`: of this indicator's population those without the property that it counts. */
export const ItemsPage = z.object({ region: Adcode, text: z.string().max(64).optional(), missing: Id.optional() });
export type ItemsPage = z.infer<typeof ItemsPage>;

/** `seen`: the version of the same date that its author knew of; null: that there is none. */
export const ImportItems = z.object({
  region: Adcode,
  asOf: Day,
  name: z.string().min(1).max(200),
  body: z.string().max(MOST_FILE),
  note: z.string().trim().max(200),
  dryRun: z.boolean(),
  seen: z.number().int().positive().nullable(),
});
export type ImportItems = z.infer<typeof ImportItems>;

export const WithdrawItems = z.object({ id: z.number().int().positive().max(Number.MAX_SAFE_INTEGER), reason: z.string().trim().min(2).max(200) });
export type WithdrawItems = z.infer<typeof WithdrawItems>;

/** A version of a region's list. `counts` is what it counts by indicator, `refused` which of it the figures did not take. */
export type ItemListView = {
  readonly id: number;
  readonly region: string;
  readonly asOf: string;
  readonly version: number;
  readonly stands: boolean;
  readonly items: number;
  readonly columns: readonly string[];
  readonly counts: Readonly<Record<string, ItemSum>>;
  readonly file: string;
  readonly note: string;
  readonly byName: string;
  readonly at: number;
  readonly told: boolean;
  readonly refused: Readonly<Record<string, string>>;
  readonly withdrawn: { readonly at: number; readonly name: string; readonly reason: string } | null;
};

/** A region that keeps a list of its own items, with the list that holds; null: none was imported. */
export type ItemPlaceView = { readonly region: string; readonly name: string; readonly level: string; readonly list: ItemListView | null };

export type ItemView = {
  readonly list: number;
  readonly line: number;
  readonly code: string;
  readonly name: string;
  readonly region: string;
  readonly regionName: string;
  readonly department: string;
  readonly kind: string;
  readonly has: readonly string[];
  /** Properties that its list says nothing of. */
  readonly unknown: readonly string[];
};
export type ItemsAnswer = { readonly rows: readonly ItemView[]; readonly total: number };

/**
 * What an import found, and with `id` wrote. `holds`: the version of the same date whose place it takes. `same`: that one has
 * the same items, so that nothing is written. `against`: what it changes in the list that holds on its date, or null where
 * none does. `sheet` of a workbook is the one that was read. `told`: the figures have it; else they will within a minute.
 */
export type ItemImport = FewFaults & {
  readonly sheet: string | null;
  readonly items: number;
  readonly columns: readonly string[];
  readonly counts: Readonly<Record<string, ItemSum>>;
  readonly holds: { readonly id: number; readonly version: number; readonly items: number } | null;
  readonly same: boolean;
  readonly against: (ItemChange & { readonly asOf: string; readonly items: number }) | null;
  readonly id: number | null;
  readonly told: boolean;
};

/** `body` is base64 of a workbook; `cut`: there are more than it holds. */
export type ItemsFile = { readonly name: string; readonly body: string; readonly rows: number };
