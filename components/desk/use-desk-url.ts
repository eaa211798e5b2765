'use client';
import { type SetAddress, useAddress } from '../figure/use-address.ts';
import { type DeskUrl, formatDeskUrl, parseDeskUrl } from './desk-url.ts';

const write = (_: URLSearchParams, state: DeskUrl) => formatDeskUrl(state);

/** The desk's state in its address, and its setter. */
export function useDeskUrl(): [DeskUrl, SetAddress<DeskUrl>] {
  return useAddress(parseDeskUrl, write);
}
