'use client';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { faultOf } from './fault.ts';
import { useWords } from './locale.tsx';

/** What a panel shows in place of its content. Every state says what, why and what to do. */
export type PanelState =
  | { kind: 'ready' }
  | { kind: 'loading'; skeleton?: SkeletonKind }
  | { kind: 'empty'; why: string; what?: string; action?: ReactNode }
  | { kind: 'error'; what?: string; error?: unknown; code?: string; onRetry?: () => void }
  | { kind: 'denied'; why?: string; what?: string; action?: ReactNode }
  | { kind: 'not_connected'; why?: string; what?: string };

export type SkeletonKind = 'tile' | 'list' | 'chart' | 'map';

/** Grey blocks where the content will stand; the panel keeps its size. */
export function Skeleton({ kind = 'list', rows = 4 }: { kind?: SkeletonKind; rows?: number }) {
  const words = useWords();
  const blocks = kind === 'list' ? Array.from({ length: rows }, (_, i) => ({ id: `row-${i}`, className: 'tg-skel-row' })) : SKELETONS[kind];
  return (
    <div className={`tg-skel tg-skel-${kind}`} role="status">
      <span className="tg-vh">{words.loading}</span>
      {blocks.map((block) => (
        <span key={block.id} className={`tg-skel-block ${block.className}`} />
      ))}
    </div>
  );
}

const SKELETONS: Record<Exclude<SkeletonKind, 'list'>, { id: string; className: string }[]> = {
  tile: [
    { id: 'value', className: 'tg-skel-value' },
    { id: 'note', className: 'tg-skel-note' },
    { id: 'spark', className: 'tg-skel-spark' },
  ],
  chart: [
    { id: 'note', className: 'tg-skel-note' },
    { id: 'fill', className: 'tg-skel-fill' },
  ],
  map: [{ id: 'fill', className: 'tg-skel-fill' }],
};

/** The centred message of a panel that has no content to show. */
export function PanelMessage(props: { icon?: ReactNode; what: string; detail?: ReactNode; action?: ReactNode; alert?: boolean }) {
  const { icon, what, detail, action, alert = false } = props;
  return (
    <div className="tg-panel-message" role={alert ? 'alert' : undefined}>
      <p className="tg-panel-what">
        {icon}
        {what}
      </p>
      {detail ? <p className="tg-panel-detail">{detail}</p> : null}
      {action}
    </div>
  );
}

/** Body of a panel for every state but ready. */
export function PanelStateBody({ state }: { state: Exclude<PanelState, { kind: 'ready' }> }) {
  const words = useWords();
  switch (state.kind) {
    case 'loading':
      return <Skeleton kind={state.skeleton} />;
    case 'empty':
      return <PanelMessage what={state.why} detail={state.what} action={state.action} />;
    case 'not_connected':
      return <PanelMessage what={state.why ?? words.notConnected} detail={state.what} />;
    case 'denied':
      return <PanelMessage icon={<LockIcon />} what={state.why ?? words.denied} detail={state.what} action={state.action} />;
    case 'error': {
      const fault = state.error === undefined ? null : faultOf(state.error, words);
      if (fault?.denied) return <PanelMessage icon={<LockIcon />} what={fault.what} detail={fault.todo} />;
      const code = state.code ?? fault?.code;
      return (
        <PanelMessage
          alert
          icon={<FailIcon />}
          what={state.what ?? fault?.what ?? words.readFailed}
          detail={[state.what ? fault?.what : null, fault?.todo, code && words.code(code), words.othersFine].filter(Boolean).join('，')}
          action={
            state.onRetry ? (
              <Button keyName="R" onClick={state.onRetry}>
                {words.retry}
              </Button>
            ) : null
          }
        />
      );
    }
  }
}

function FailIcon() {
  return (
    <svg className="tg-state-icon" viewBox="0 0 18 18" aria-hidden>
      <circle cx="9" cy="9" r="7.2" />
      <path d="M9 4.8v5M9 11.8v1.6" />
    </svg>
  );
}

function LockIcon() {
  return (
    <svg className="tg-state-icon" viewBox="0 0 18 18" aria-hidden>
      <rect x="3" y="8" width="12" height="8" rx="1.2" />
      <path d="M5.6 8V5.4a3.4 3.4 0 0 1 6.8 0V8" />
    </svg>
  );
}
