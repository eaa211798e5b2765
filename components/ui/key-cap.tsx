/** The key of an action, printed beside it. Hidden from readers: the control says aria-keyshortcuts. */
export function KeyCap({ name }: { name: string }) {
  return (
    <kbd className="tg-key" aria-hidden>
      {name === 'Enter' ? '⏎' : name}
    </kbd>
  );
}
