'use client';
import { useCallback } from 'react';
import type { DeskRow } from '../../server/wire/desk.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useLocale } from '../ui/locale.tsx';
import { deskWords } from './messages.ts';

type Placed = Pick<DeskRow, 'region' | 'regionName' | 'unlocated'>;

/** `深圳 龙岗`: a place under the one above it, both by their short names; a town's parent is told by its code. */
export function usePlace(): (row: Placed) => string {
  const { region, root } = useConsole();
  const words = deskWords[useLocale().locale];
  return useCallback(
    (row) => {
      if (row.unlocated) return words.unlocated;
      const own = region(row.region);
      const parent = region(own ? (own.parent ?? '') : row.region.slice(0, 6));
      const above = parent && parent.adcode !== root.adcode ? parent.shortName : '';
      return [above, own?.shortName ?? row.regionName].filter(Boolean).join(' ');
    },
    [region, root, words],
  );
}
