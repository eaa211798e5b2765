'use client';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button } from './button.tsx';
import { cx, units } from './class-names.ts';
import { useWords } from './locale.tsx';

export type DrawerProps = {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  /** Beside the close key: print, copy link. */
  tools?: ReactNode;
  /** Pinned at the bottom. */
  footer?: ReactNode;
  width?: number | string;
  children: ReactNode;
  className?: string;
};

/**
 * A side drawer that hides nothing behind a veil: the page stays usable. Focus goes in when it opens and back to
 * where it was when it closes; Esc closes it from anywhere that does not use Esc itself.
 */
export function Drawer(props: DrawerProps) {
  return props.open ? <OpenDrawer {...props} /> : null;
}

function OpenDrawer({ onClose, title, tools, footer, width = 424, children, className }: DrawerProps) {
  const words = useWords();
  const titleId = useId();
  const box = useRef<HTMLElement>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  }, [onClose]);

  useEffect(() => {
    const before = document.activeElement;
    const mine = box.current;
    mine?.focus({ preventScroll: true });
    return () => {
      const lost = document.activeElement === document.body || document.activeElement === null || mine?.contains(document.activeElement);
      if (lost && before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);

  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
      event.preventDefault();
      close.current();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);

  return (
    <aside
      ref={box}
      className={cx('tg-drawer', className)}
      style={{ width: units(width) }}
      role="dialog"
      aria-modal={false}
      aria-labelledby={titleId}
      tabIndex={-1}
    >
      <header className="tg-drawer-head">
        <h2 id={titleId} className="tg-drawer-title">
          {title}
        </h2>
        <div className="tg-drawer-tools">
          {tools}
          <Button look="plain" keyName="Esc" aria-label={words.close} onClick={onClose}>
            <span className="tg-drawer-close">{words.close}</span>
          </Button>
        </div>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keys must scroll a card that holds nothing else to focus */}
      <div className="tg-drawer-body" tabIndex={0}>
        {children}
      </div>
      {footer ? <footer className="tg-drawer-foot">{footer}</footer> : null}
    </aside>
  );
}
