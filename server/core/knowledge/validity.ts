export const ENTRY_STATUSES = ['draft', 'published', 'withdrawn'] as const;
export type EntryStatus = (typeof ENTRY_STATUSES)[number];

/** What decides whether an entry may be put into an answer. Instants in epoch ms, `until` exclusive, null = open. */
export type Validity = { readonly status: EntryStatus; readonly from: number | null; readonly until: number | null };

/** `current` may be inserted, everything else may only be read. */
export type EntryState = 'current' | 'future' | 'expired' | 'draft' | 'withdrawn';

export function entryState({ status, from, until }: Validity, now: number): EntryState {
  if (status !== 'published') return status;
  if (until !== null && now >= until) return 'expired';
  return from !== null && now < from ? 'future' : 'current';
}

/** Where an entry may go from where it is. Nothing goes back to a draft: what was published has been read. */
const STEPS: Readonly<Record<EntryStatus, readonly EntryStatus[]>> = {
  draft: ['published', 'withdrawn'],
  published: ['withdrawn'],
  withdrawn: ['published'],
};

export const maySet = (from: EntryStatus, to: EntryStatus): boolean => STEPS[from].includes(to);
