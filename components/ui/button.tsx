import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { cx } from './class-names.ts';
import { KeyCap } from './key-cap.tsx';

export type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  /** primary is ink filled: one a screen region; plain has no border. */
  look?: 'default' | 'primary' | 'plain';
  /** Key printed beside the words; the page binds it. */
  keyName?: string;
  pressed?: boolean;
  children: ReactNode;
};

/** A verb of two to four characters with its key. */
export function Button({ look = 'default', keyName, pressed, className, children, type = 'button', ...rest }: ButtonProps) {
  return (
    <button type={type} className={cx('tg-button', `tg-button-${look}`, className)} aria-pressed={pressed} aria-keyshortcuts={keyName} {...rest}>
      <span>{children}</span>
      {keyName ? <KeyCap name={keyName} /> : null}
    </button>
  );
}
