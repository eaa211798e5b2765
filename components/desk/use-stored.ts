'use client';
import { useCallback, useEffect, useState } from 'react';

/** Text that this browser keeps for one person, or null; what cannot be stored lasts as long as the page. */
export function readStored(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function writeStored(key: string, text: string | null): void {
  try {
    if (text === null) window.localStorage.removeItem(key);
    else window.localStorage.setItem(key, text);
  } catch {
    // Private windows and full stores: the page goes on without.
  }
}

/** A stored value, the same in all of the page's tabs. `read` must give a value for null and for anything. */
export function useStored<T>(key: string, read: (text: string | null) => T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => read(null));
  useEffect(() => {
    setValue(read(readStored(key)));
    const onStorage = (event: StorageEvent) => {
      if (event.key === key) setValue(read(event.newValue));
    };
    window.addEventListener('storage', onStorage);
    return () => window.removeEventListener('storage', onStorage);
  }, [key, read]);
  const set = useCallback(
    (next: T) => {
      setValue(next);
      writeStored(key, JSON.stringify(next));
    },
    [key],
  );
  return [value, set];
}
