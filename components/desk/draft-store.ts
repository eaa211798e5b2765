import { redactText } from '../../server/core/privacy/redact.ts';

/** What is being written in the form of a command, by field. */
export type DraftData = Readonly<Record<string, unknown>>;

const PREFIX = 'tongguan.desk.draft.';

/** Where the draft of one command on one ticket lies in this tab. */
export const draftKey = (login: string, id: number, command: string): string => `${PREFIX}${login}.${id}.${command}`;

/** A draft as it may lie in the browser: its texts without personal patterns. */
export function draftText(data: DraftData): string {
  return JSON.stringify(data, (_key, value: unknown) => (typeof value === 'string' ? redactText(value).text : value));
}

/** The draft that storage holds; null when it holds none. */
export function parseDraft(text: string | null): DraftData | null {
  try {
    const data: unknown = JSON.parse(text ?? 'null');
    return typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as DraftData) : null; // an object was checked for
  } catch {
    return null;
  }
}

/** The draft that this tab keeps, or null. */
export function readKept(key: string): DraftData | null {
  try {
    return parseDraft(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

/** Keeps a draft for this tab, or drops it. */
export function keepDraft(key: string, data: DraftData | null): void {
  try {
    if (data === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, draftText(data));
  } catch {
    // Private windows and full stores: the page goes on without.
  }
}

/** Drafts that an earlier version left in the browser for good. */
export function dropOldDrafts(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    // A browser that stores nothing holds none.
  }
}
