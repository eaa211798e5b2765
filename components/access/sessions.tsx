'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useConsole } from '../figure/console-context.tsx';
import { setLeaving } from '../live/presence.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { useNow } from '../live/use-now.ts';
import { Button } from '../ui/button.tsx';
import { DataTable } from '../ui/data-table.tsx';
import { formatDay, formatTime } from '../ui/format-time.ts';
import { useLocale } from '../ui/locale.tsx';
import { Panel } from '../ui/panel.tsx';
import { Tag } from '../ui/tag.tsx';
import styles from './account-screen.module.css';
import { agentText } from './agent-text.ts';
import { faultText } from './fault-text.ts';
import { useAccessWords } from './use-access-words.ts';

const REFRESH_MS = 30_000;

/** The devices on which one is signed in, each with a way to sign it out. */
export function Sessions() {
  const words = useAccessWords();
  const { locale, timeZone } = useLocale();
  const trpc = useTRPC();
  const { meta } = useConsole();
  const now = useNow() ?? meta.now;
  const [said, setSaid] = useState<string | null>(null);
  const list = useQuery(trpc.session.list.queryOptions(undefined, { refetchInterval: REFRESH_MS }));
  const settled = { onSettled: () => void list.refetch(), onError: (error: unknown) => setSaid(faultText(error, 'code', words)) };
  const end = useMutation(trpc.session.end.mutationOptions({ ...settled, onSuccess: () => setSaid(words.ended(1)) }));
  const endOthers = useMutation(trpc.session.endOthers.mutationOptions({ ...settled, onSuccess: (n) => setSaid(words.ended(n)) }));
  const endAll = useMutation(
    trpc.session.endAll.mutationOptions({
      onMutate: () => setLeaving(true),
      onSuccess: () => window.location.assign('/login'),
      onError: (error) => {
        setLeaving(false);
        settled.onError(error);
      },
    }),
  );
  const when = (at: number) => `${formatDay(at, locale, timeZone, now)} ${formatTime(at, timeZone)}`;
  return (
    <Panel
      title={words.sessions}
      note={words.sessionsNote}
      state={
        list.data
          ? { kind: 'ready' }
          : list.error
            ? { kind: 'error', error: list.error, onRetry: () => void list.refetch() }
            : { kind: 'loading', skeleton: 'list' }
      }
    >
      <DataTable
        caption={words.sessions}
        captionHidden
        stack
        rows={list.data ?? []}
        rowKey={(s) => String(s.id)}
        columns={[
          {
            id: 'device',
            head: words.device,
            rowHead: true,
            cell: (s) => (
              <>
                {agentText(s.agent) ?? words.unknownDevice} {s.own ? <Tag>{words.thisOne}</Tag> : null}
              </>
            ),
          },
          { id: 'address', head: words.address, cell: (s) => s.address ?? '—' },
          { id: 'begun', head: words.begun, cell: (s) => when(s.createdAt) },
          { id: 'seen', head: words.seen, cell: (s) => when(s.seenAt) },
          {
            id: 'end',
            head: words.end,
            cell: (s) =>
              s.own ? (
                '—'
              ) : (
                <Button
                  aria-label={`${words.end} ${agentText(s.agent) ?? words.unknownDevice} ${when(s.createdAt)}`}
                  onClick={() => end.mutate({ session: s.id })}
                >
                  {words.end}
                </Button>
              ),
          },
        ]}
      />
      <div className={styles.actions}>
        <Button onClick={() => endOthers.mutate()}>{words.endOthers}</Button>
        <Button onClick={() => endAll.mutate()}>{words.endAll}</Button>
        <span role="status" className={styles.quiet}>
          {said}
        </span>
      </div>
    </Panel>
  );
}
