'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { DeskAdvice } from '../../server/wire/desk.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useTRPCClient } from '../live/trpc-client.tsx';
import { useLocale } from '../ui/locale.tsx';
import { draftOf, emptyIntake, type IntakeFields, isWritten, nextIntake, readDraft, reportOf } from './intake-form.ts';
import { intakeWords } from './messages.ts';

const STORE = 'tongguan.intake';
const TYPING_MS = 450;
const LEAST_TEXT = 4;

export const useIntakeWords = () => intakeWords[useLocale().locale];

export type Master = { id: number; no: string };
/** What became of urging a ticket, said at its row. */
export type Urged = { done: boolean; text: string };
export type Saved = {
  id: number;
  no: string;
  way: 'registered' | 'direct' | 'merged';
  master: Master | null;
  refused: { command: 'direct_answer' | 'absorb' | 'prioritize'; code: string } | null;
};

/** The form's fields with their draft, and the key by which a second press is the same press. */
export function useIntake() {
  const { home } = useConsole();
  const [empty] = useState(() => emptyIntake(home.adcode));
  const [fields, setFields] = useState(empty);
  const [restored, setRestored] = useState(false);
  const key = useRef('');
  useEffect(() => {
    const kept = readDraft(sessionStorage.getItem(STORE), empty);
    key.current = kept?.key ?? crypto.randomUUID();
    if (!kept) return;
    setFields(kept.fields);
    setRestored(true);
  }, [empty]);
  const set = useCallback((patch: Partial<IntakeFields>) => {
    setFields((before) => {
      const next = { ...before, ...patch };
      sessionStorage.setItem(STORE, draftOf(next, key.current));
      return next;
    });
  }, []);
  const clear = useCallback(() => {
    sessionStorage.removeItem(STORE);
    key.current = crypto.randomUUID();
    setRestored(false);
    setFields((before) => nextIntake(before, home.adcode));
  }, [home.adcode]);
  /** Puts back what was cleared, with the key that it had. */
  const putBack = useCallback((back: IntakeFields, was: string) => {
    key.current = was;
    sessionStorage.setItem(STORE, draftOf(back, was));
    setFields(back);
  }, []);
  return { fields, set, clear, putBack, written: isWritten(fields, home.adcode), key, restored };
}

export type Advice = Pick<DeskAdvice, 'classes' | 'place' | 'duplicates'>;

/** What is advised on the text so far, and on the tickets of whoever calls, asked a moment after the last key; an answer to an older text is dropped. */
export function useAdvice(
  { region, title, body }: Pick<IntakeFields, 'region' | 'title' | 'body'>,
  callerOf: number | null,
): { advice: Advice | null; failed: boolean } {
  const client = useTRPCClient();
  const [state, setState] = useState<{ advice: Advice | null; failed: boolean }>({ advice: null, failed: false });
  const asked = useRef(0);
  useEffect(() => {
    const mine = ++asked.current;
    if (region === '' || `${title}${body}`.trim().length < LEAST_TEXT) {
      setState({ advice: null, failed: false });
      return;
    }
    const timer = setTimeout(() => {
      client.desk.lookalike
        .mutate({ region, title, text: body, ...(callerOf === null ? {} : { callerOf }) })
        .then((advice) => mine === asked.current && setState({ advice, failed: false }))
        .catch(() => mine === asked.current && setState({ advice: null, failed: true }));
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [client, region, title, body, callerOf]);
  return state;
}

/** Sends the form: the report, and what follows it in one go. The same key again gives the ticket that it made. */
export function useSave() {
  const client = useTRPCClient();
  // What follows the report has a key of its own, the same for each press of the same form.
  const follow = useRef({ of: '', key: '' });
  return useCallback(
    async (fields: IntakeFields, key: string, master: Master | null): Promise<Saved> => {
      const made = await client.desk.report.mutate(reportOf(fields, key));
      if (follow.current.of !== key) follow.current = { of: key, key: crypto.randomUUID() };
      const refused: Saved['refused'] = made.refused && { command: 'prioritize', code: made.refused.code };
      const saved = { id: made.id, no: made.no, master, refused };
      if (fields.direct) {
        const data = { text: fields.answer.trim(), ...(fields.knowledge.length > 0 ? { knowledge: fields.knowledge.map(String) } : {}) };
        const acted = await client.desk.act.mutate({ id: made.id, command: 'direct_answer', data, expect: made.version, key: follow.current.key });
        return acted.ok ? { ...saved, way: 'direct' } : { ...saved, way: 'registered', refused: { command: 'direct_answer', code: acted.refusal.code } };
      }
      if (!master) return { ...saved, way: 'registered' };
      const [row] = await client.desk.rows.query({ ids: [master.id] });
      const code = 'conflict';
      if (!row) return { ...saved, way: 'registered', refused: { command: 'absorb', code } };
      const data = { members: [made.id] };
      const acted = await client.desk.act.mutate({ id: master.id, command: 'absorb', data, expect: row.version, key: follow.current.key });
      return acted.ok ? { ...saved, way: 'merged' } : { ...saved, way: 'registered', refused: { command: 'absorb', code: acted.refusal.code } };
    },
    [client],
  );
}

/** Urges a ticket that a caller asks about again. Answers the code of a refusal, null when it was done. */
export function useUrge() {
  const client = useTRPCClient();
  return useCallback(
    async (id: number, reason: string): Promise<string | null> => {
      const [row] = await client.desk.rows.query({ ids: [id] });
      if (!row) return 'conflict';
      const data = { by: 'caller', ...(reason.trim() === '' ? {} : { reason: reason.trim() }) };
      const acted = await client.desk.act.mutate({ id, command: 'urge', data, expect: row.version, key: crypto.randomUUID() });
      return acted.ok ? null : acted.refusal.code;
    },
    [client],
  );
}
