'use client';
import { useMemo } from 'react';
import { parseTopicKey, topicKey } from '../../server/wire/signals.ts';
import { Window } from '../../server/wire/topic.ts';
import { usePicture } from './picture.tsx';
import type { CardRef } from './url-state.ts';
import { type KeyMap, useKeys } from './use-keys.ts';
import { useUrl } from './use-url.ts';

/** Marks an element as a figure whose card `c` opens. */
export function cardAttribute(card: CardRef): { 'data-card': string } {
  const span = card.span ? ` ${card.span.from}-${card.span.to}` : '';
  return { 'data-card': `${topicKey(card)} ${card.window ?? ''}${span}`.trimEnd() };
}

function readCard(element: Element | null): CardRef | null {
  const [key, name, own] = element?.closest('[data-card]')?.getAttribute('data-card')?.split(' ') ?? [];
  const topic = parseTopicKey(key ?? '');
  const window = Window.safeParse(name);
  const [from, to] = (own ?? '').split('-').map(Number);
  return topic ? { ...topic, window: window.success ? window.data : null, ...(from && to ? { span: { from, to } } : {}) } : null;
}

const CHORDS = ['g w', 'g d', 'g n', 'g a', 'g t', 'g f', 'g i', 'g b', 'g s', '?'];
const PLACES = 9;

const press = (selector: string) => document.querySelector<HTMLElement>(selector)?.click();

/**
 * Keys of every screen. A control says its own key in data-shortcut (in the bar also its place), and the key presses it; pause and the card of the
 * figure in focus are bound here.
 */
export function Shortcuts() {
  const { toggle } = usePicture();
  const [, setUrl] = useUrl();
  const keys = useMemo<KeyMap>(() => {
    const map: KeyMap = {
      p: toggle,
      c: () => {
        const card = readCard(document.activeElement) ?? readCard(document.querySelector('[data-card]'));
        if (card) setUrl({ card });
      },
    };
    for (const chord of CHORDS) map[chord] = () => press(`[data-shortcut="${chord}"]`);
    for (let place = 1; place <= PLACES; place += 1) map[`g ${place}`] = () => press(`[data-place="${place}"]`);
    return map;
  }, [toggle, setUrl]);
  useKeys(keys);
  return null;
}
