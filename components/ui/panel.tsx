'use client';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useCallback, useId } from 'react';
import { cx } from './class-names.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { faultCode } from './fault.ts';
import { useWords } from './locale.tsx';
import { type PanelState, PanelStateBody } from './panel-states.tsx';
import type { Freshness } from './types.ts';

export type PanelProps = {
  title?: ReactNode;
  /** Beside the title, quieter: the unit, the window, the rule of order. */
  note?: ReactNode;
  /** Right end of the head: age, period, count. */
  meta?: ReactNode;
  state?: PanelState;
  /** stale and dead hatch the panel; `since` ("14:29 起") takes the place of `meta`, on a plate. */
  freshness?: Freshness;
  since?: string;
  level?: 2 | 3;
  actions?: ReactNode;
  children?: ReactNode;
  className?: string;
  style?: CSSProperties;
  id?: string;
  label?: string;
  /** No surface and no padding: for the map. */
  bare?: boolean;
  onError?: (error: Error) => void;
};

/**
 * A titled region that always keeps its size: content, or the look of its state. A throw inside stays inside and
 * offers a retry; R retries while focus is in the panel.
 */
export function Panel(props: PanelProps) {
  const {
    title,
    note,
    meta,
    state = { kind: 'ready' },
    freshness = 'fresh',
    since,
    level = 2,
    actions,
    children,
    className,
    style,
    id,
    label,
    bare,
    onError,
  } = props;
  const titleId = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  const onRetry = state.kind === 'error' ? state.onRetry : undefined;
  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      if (!onRetry || event.defaultPrevented || event.key.toLowerCase() !== 'r' || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      onRetry();
    },
    [onRetry],
  );
  const old = freshness === 'stale' || freshness === 'dead';
  return (
    <section
      id={id}
      className={cx('tg-panel', bare && 'tg-panel-bare', old && `tg-hatch-${freshness}`, state.kind === 'not_connected' && 'tg-panel-dashed', className)}
      style={style}
      aria-labelledby={title ? titleId : undefined}
      aria-label={title ? undefined : label}
      data-state={state.kind === 'ready' ? freshness : state.kind}
      onKeyDown={onKeyDown}
    >
      {title || meta || actions ? (
        <header className="tg-panel-head">
          <div className="tg-panel-titles">
            {title ? (
              <Heading id={titleId} className={cx('tg-panel-title', old && 'tg-plate')}>
                {title}
              </Heading>
            ) : null}
            {note ? <span className={cx('tg-panel-note', old && 'tg-plate')}>{note}</span> : null}
          </div>
          {old && since ? <span className="tg-panel-since tg-plate">{since}</span> : meta ? <span className="tg-panel-meta">{meta}</span> : null}
          {actions}
        </header>
      ) : null}
      <div className="tg-panel-body">
        <ErrorBoundary onError={onError} resetKey={state.kind} fallback={(error, retry) => <PanelFault error={error} retry={retry} />}>
          {state.kind === 'ready' ? children : <PanelStateBody state={state} />}
        </ErrorBoundary>
      </div>
    </section>
  );
}

function PanelFault({ error, retry }: { error: Error; retry: () => void }) {
  const words = useWords();
  return <PanelStateBody state={{ kind: 'error', what: words.panelFailed, code: faultCode(error), onRetry: retry }} />;
}
