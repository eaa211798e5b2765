'use client';
import Link from 'next/link';
import { useLocale } from '../ui/locale.tsx';
import { PanelMessage } from '../ui/panel-states.tsx';
import { shellWords } from './messages.ts';

/** A page that the visitor's roles do not open. `idle`: they open none, because no grant holds now. */
export function DeniedMessage({ home, idle }: { home: string; idle: boolean }) {
  const words = shellWords[useLocale().locale];
  return (
    <div data-page="denied">
      <PanelMessage
        what={idle ? words.idle : words.denied}
        detail={idle ? words.idleWhy : words.deniedWhy}
        action={idle ? null : <Link href={home}>{words.toHome}</Link>}
        alert
      />
    </div>
  );
}
