'use client';
import { useEffect, useRef } from 'react';
import { actionOf, type DeskAction, type DeskKeys, keyName } from './desk-keys.ts';

const CHORD_MS = 1200;
/** What may be held down. */
const REPEATS: readonly DeskAction[] = ['next', 'previous', 'extendNext', 'extendPrevious'];

/** Whether a key belongs to what has the focus: text, a choice, a button that is not of the queue. */
function isTaken(event: KeyboardEvent): boolean {
  const at = event.target;
  if (!(at instanceof HTMLElement)) return false;
  if (at.isContentEditable || at.closest('textarea, select')) return true;
  if (at instanceof HTMLInputElement) return at.type !== 'checkbox' && at.type !== 'radio';
  if (event.key !== 'Enter') return false;
  // A row or a unit that was clicked keeps the focus; Enter then means what it says in the action bar.
  return at.closest('button, a, summary, input') !== null && !at.closest('[data-ticket], [data-unit]');
}

/**
 * The desk's keys, before those of every screen. They are left alone in fields, while a word is composed, after the
 * `g` of a chord, and under an open sheet. `onEscape` says whether it closed something.
 */
export function useDeskKeys(keys: DeskKeys, run: (action: DeskAction) => void, onEscape: () => boolean): void {
  const current = useRef({ keys, run, onEscape });
  current.current = { keys, run, onEscape };
  useEffect(() => {
    let chordAt = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
      const action = actionOf(current.current.keys, event);
      if (isTaken(event) && !(action === 'command' && (event.ctrlKey || event.metaKey))) return;
      if (event.key === 'Escape') {
        if (!document.querySelector('.tg-drawer') && current.current.onEscape()) event.preventDefault();
        return;
      }
      const inChord = event.timeStamp - chordAt < CHORD_MS;
      chordAt = !inChord && keyName(event) === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (inChord) return;
      if (!action || (event.repeat && !REPEATS.includes(action))) return;
      event.preventDefault();
      current.current.run(action);
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
}
