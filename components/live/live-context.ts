'use client';
import { createContext, useContext } from 'react';
import type { LiveClient } from './live-client.ts';

export const LiveContext = createContext<LiveClient | null>(null);

/** The page's live client. @throws outside LiveProvider */
export function useLive(): LiveClient {
  const live = useContext(LiveContext);
  if (!live) throw new Error('useLive needs a LiveProvider above it');
  return live;
}
