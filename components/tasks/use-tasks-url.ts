'use client';
import { type SetAddress, useAddress } from '../figure/use-address.ts';
import { parseTasksUrl, type TasksUrl, writeTasksUrl } from './tasks-url.ts';

const write = (query: URLSearchParams, state: TasksUrl) => writeTasksUrl(query, state).toString();

/** The page's own state in its address, and its setter. */
export function useTasksUrl(): [TasksUrl, SetAddress<TasksUrl>] {
  return useAddress(parseTasksUrl, write);
}
