'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { DeskAct, DeskRefusal, DeskRow } from '../../server/wire/desk.ts';
import { useTRPC, useTRPCClient } from '../live/trpc-client.tsx';

/** What was done last, and until when it may be taken back. */
export type Done = { id: number; no: string; version: number; command: string; what: string; at: number; undoUntil: number | null };
export type Refused = { id: number; no: string; command: string; refusal: DeskRefusal };
export type Target = Pick<DeskRow, 'id' | 'no' | 'version'>;
/** What became of a command; `undoUntil` is absent where nothing may be taken back. */
export type Acted<Row> = { ok: true; version: number; row: Row | null; undoUntil?: number | null } | { ok: false; refusal: DeskRefusal };
/** Where commands go: tickets, rectifications and tasks have doors of their own. */
export type ActDoor<Row> = {
  act: (given: DeskAct) => Promise<Acted<Row>>;
  undo: ((given: Pick<DeskAct, 'id' | 'expect' | 'key'>) => Promise<Acted<Row>>) | null;
  /** What is held of the case is of before the command. */
  forget: (id: number) => void;
};

export type Acting<Row = DeskRow> = {
  busy: boolean;
  done: Done | null;
  refused: Refused | null;
  /** The command did not reach the server or its answer did not come. */
  failed: unknown;
  /** `what` is said of it afterwards: 已派 东莞水务局. */
  act: (target: Target, command: string, data: Record<string, unknown>, what: string) => Promise<Acted<Row> | null>;
  undo: () => Promise<Acted<Row> | null>;
  dismiss: () => void;
};

/** The key does nothing long after the bar has gone; in between the server says whether it is too late. */
const UNDO_KEY_MS = 30_000;

/** A press of a key; the same one sent again changes nothing more. */
const newKey = (): string => crypto.randomUUID();

/** The door of tickets. */
export function useDeskDoor(): ActDoor<DeskRow> {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const cache = useQueryClient();
  return useMemo(
    () => ({
      act: (given) => client.desk.act.mutate(given),
      undo: (given) => client.desk.undo.mutate(given),
      forget: (id) => {
        // An answer still on its way may be of before the command, and would count as fresh.
        const ticket = trpc.desk.ticket.queryFilter({ id });
        const advice = trpc.desk.advice.queryFilter({ id });
        void cache.cancelQueries(ticket).then(() => cache.invalidateQueries(ticket));
        void cache.cancelQueries(advice).then(() => cache.invalidateQueries(advice));
      },
    }),
    [client, trpc, cache],
  );
}

/** Gives commands one at a time. `onDone` is told what became of the row. */
export function useAct<Row>(door: ActDoor<Row>, onDone: (id: number, row: Row | null, command: string) => void): Acting<Row> {
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<Done | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  const running = useRef(false);
  const told = useRef(onDone);
  told.current = onDone;

  const run = useCallback(
    async (target: Target, command: string, what: string, send: (key: string) => Promise<Acted<Row>>): Promise<Acted<Row> | null> => {
      if (running.current) return null;
      running.current = true;
      setBusy(true);
      setRefused(null);
      setFailed(null);
      try {
        const answer = await send(newKey());
        door.forget(target.id);
        if (answer.ok) {
          setDone({ id: target.id, no: target.no, version: answer.version, command, what, at: Date.now(), undoUntil: answer.undoUntil ?? null });
          told.current(target.id, answer.row, command);
        } else setRefused({ id: target.id, no: target.no, command, refusal: answer.refusal });
        return answer;
      } catch (fault) {
        setFailed(fault);
        return null;
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
    [door],
  );
  const act = useCallback<Acting<Row>['act']>(
    (target, command, data, what) =>
      run(target, command, what, (key) => door.act({ id: target.id, command, data: data as Record<string, never>, expect: target.version, key })),
    [door, run],
  );
  const last = useRef(done);
  last.current = done;
  const undo = useCallback(async () => {
    const what = last.current;
    const send = door.undo;
    if (!what || !send || what.undoUntil === null || Date.now() - what.at > UNDO_KEY_MS) return null;
    return run({ id: what.id, no: what.no, version: what.version }, 'undo', what.what, (key) => send({ id: what.id, expect: what.version, key }));
  }, [door, run]);
  const dismiss = useCallback(() => {
    setRefused(null);
    setFailed(null);
  }, []);
  return { busy, done, refused, failed, act, undo, dismiss };
}
