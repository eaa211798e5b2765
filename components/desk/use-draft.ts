'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTRPCClient } from '../live/trpc-client.tsx';
import { type DraftData, draftKey, dropOldDrafts, keepDraft, readKept } from './draft-store.ts';

export type { DraftData } from './draft-store.ts';

export type Draft = {
  data: DraftData;
  set: (field: string, value: unknown) => void;
  replace: (data: DraftData) => void;
  /** It is being given: what was not sent yet stays here alone, and cannot come after what clears it. */
  hold: () => void;
  /** Given, or thrown away. */
  clear: () => void;
  /** When the server has taken it; null while it is only here. */
  savedAt: number | null;
  /** Something was found that had been written before. */
  found: boolean;
};

const SAVE_MS = 800;

/**
 * The draft of one command on one ticket. Each letter is kept in this tab at once and with the server soon after:
 * neither another ticket, a reload nor another computer loses it. `start` fills in what nothing was written for.
 */
export function useDraft(login: string, id: number, command: string, start: DraftData): Draft {
  const client = useTRPCClient();
  const [data, setData] = useState<DraftData>(start);
  const [savedAt, setSavedAt] = useState<number | null>(null);
  const [found, setFound] = useState(false);
  const touched = useRef(false);
  const first = useRef(start);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const waiting = useRef<DraftData | null>(null);
  const key = draftKey(login, id, command);

  const flush = useCallback(() => {
    if (timer.current) clearTimeout(timer.current);
    timer.current = null;
    const now = waiting.current;
    waiting.current = null;
    if (now === null) return;
    client.desk.saveDraft.mutate({ id, command, data: now as Record<string, never> }).then(
      () => setSavedAt(Date.now()),
      // It stays in this tab; the next letter tries again.
      () => undefined,
    );
  }, [client, id, command]);

  useEffect(() => {
    dropOldDrafts();
    const here = readKept(key);
    if (here) {
      setData({ ...first.current, ...here });
      setFound(true);
      return;
    }
    let gone = false;
    client.desk.draft.query({ id, command }).then(
      (draft) => {
        if (gone || touched.current || !draft || Object.keys(draft.data).length === 0) return;
        setData({ ...first.current, ...draft.data });
        setSavedAt(draft.savedAt);
        setFound(true);
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [client, id, command, key]);
  useEffect(() => flush, [flush]);

  const replace = useCallback(
    (next: DraftData) => {
      touched.current = true;
      setData(next);
      setSavedAt(null);
      keepDraft(key, next);
      waiting.current = next;
      if (timer.current) clearTimeout(timer.current);
      timer.current = setTimeout(flush, SAVE_MS);
    },
    [key, flush],
  );
  const latest = useRef(data);
  latest.current = data;
  const set = useCallback((field: string, value: unknown) => replace({ ...latest.current, [field]: value }), [replace]);
  const hold = useCallback(() => {
    if (timer.current) clearTimeout(timer.current);
    timer.current = null;
    waiting.current = null;
  }, []);
  const clear = useCallback(() => {
    keepDraft(key, null);
    waiting.current = {};
    flush();
    setData(first.current);
    setFound(false);
  }, [key, flush]);
  return { data, set, replace, hold, clear, savedAt, found };
}
