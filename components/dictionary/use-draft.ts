'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FieldFault } from '../../server/core/indicator/definition-faults.ts';
import type { ChangeOf } from '../../server/wire/dictionary.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useTRPC, useTRPCClient } from '../live/trpc-client.tsx';
import { type FormOf, useDictionaryFault, useDictionaryWords } from './use-dictionary.ts';

/** A document's title as it is typed, for its code in the profile; a paper that the profile does not list stays as it is typed. */
const DOCUMENTS = ['sourceDocument', 'formulaDocument', 'baselineDocument', 'document'];

/**
 * A change as it is typed. Keeping it keeps whatever stands in the fields, right or wrong; sending keeps it first. What is
 * wrong stays in the form with the server's word beside each field.
 */
export function useDraft(form: FormOf, onDone: (said: string) => void) {
  const words = useDictionaryWords();
  const { meta } = useConsole();
  const faultText = useDictionaryFault();
  const client = useTRPCClient();
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [id, setId] = useState(form.id);
  const [note, setNote] = useState(form.note);
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const [said, setSaid] = useState<string | null>(null);
  const [fields, setFields] = useState<Readonly<Record<string, string>>>(() => {
    const titled = DOCUMENTS.flatMap((field) => (form.fields[field] ? [[field, meta.sources[form.fields[field]] ?? form.fields[field]]] : []));
    return { ...form.fields, ...Object.fromEntries(titled) };
  });
  const coded = (): Record<string, string> => {
    const codes = new Map(Object.entries(meta.sources).map(([code, title]) => [title, code]));
    return Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, DOCUMENTS.includes(field) ? (codes.get(value.trim()) ?? value) : value]));
  };
  const run = useMutation({
    mutationFn: async ({ of, send }: { of: ChangeOf; send: boolean }) => {
      const saved = await client.dictionary.save.mutate({ id, of, base: form.base, fields: coded(), note });
      setId(saved.id);
      setFaults(saved.faults);
      if (saved.faults.length > 0) return { done: false, text: words.savedFaulty(saved.faults.length) };
      if (!send) return { done: false, text: words.saved };
      await client.dictionary.submit.mutate({ id: saved.id });
      return { done: true, text: words.sent };
    },
    onSuccess: ({ done, text }) => (done ? onDone(text) : setSaid(text)),
    onError: (error) => setSaid(faultText(error)),
    onSettled: () => void cache.invalidateQueries(trpc.dictionary.pathFilter()),
  });
  return {
    id,
    note,
    setNote,
    said,
    busy: run.isPending,
    form: {
      fields,
      faults,
      set: (field: string, value: string) => {
        setFields((before) => ({ ...before, [field]: value }));
        setFaults((before) => before.filter((f) => f.field !== field));
      },
    },
    noteFault: faults.find((f) => f.field === 'note') ?? null,
    keep: (of: ChangeOf) => run.mutate({ of, send: false }),
    send: (of: ChangeOf) => run.mutate({ of, send: true }),
  };
}
export type Draft = ReturnType<typeof useDraft>;
