import type { TradeFile } from './trade.ts';

/** A pilot zone of zones.csv with what its plan says; a zone whose plan is in no document has none (方案未收录). */
export type TradeZone = {
  id: string;
  name: string;
  region: string;
  regionName: string;
  /** Year of its approval as printed; empty where the profile does not know it. */
  batch: string;
  plan: TradeFile['plans'][number] | null;
};

/** Answer of `tradePlaces.all`. Names of partners are the reader's own words (core/words/partners.ts), by their code. */
export type TradePlaces = {
  /** False: the profile tells nothing of places of trade; every list but the zones is empty, and the page says so. */
  told: boolean;
  zones: TradeZone[];
} & Omit<TradeFile, 'plans'>;
