import { MINUTE } from '../../core/indicator/window.ts';
import type { DemoFile } from '../../wire/profile.ts';
import type { SimSpan } from './parts.ts';

type Episode = DemoFile['episodes'][number];
/** One running of an episode at an instant. `run` counts repeats; `strength` rises and falls between 0 and 1. */
export type Running = { episode: Episode; index: number; run: number; span: SimSpan; strength: number };

/** The script of a demo that began at `start` (epoch ms, whole minute). Before it nothing is scripted. */
export class Script {
  private readonly byCity = new Map<string, { episode: Episode; index: number }[]>();
  private readonly start: number;

  constructor(episodes: Episode[], start: number) {
    this.start = start;
    episodes.forEach((episode, index) => {
      for (const region of episode.regions) {
        const list = this.byCity.get(region) ?? [];
        list.push({ episode, index });
        this.byCity.set(region, list);
      }
    });
  }

  /** Episodes of a city at `at`, silence included. */
  running(city: string, at: number): Running[] {
    const list = this.byCity.get(city);
    if (!list || at < this.start) return [];
    const found: Running[] = [];
    for (const { episode, index } of list) {
      const run = runAt(episode, this.start, at);
      if (run === null) continue;
      const span = spanOf(episode, this.start, run);
      if (at >= span.to) continue;
      const part = (at - span.from) / (span.to - span.from);
      found.push({ episode, index, run, span, strength: Math.min(1, 5 * part, 5 * (1 - part) + 0.2) });
    }
    return found;
  }

  /** The silence that covers `at` in a city, or null. */
  silence(city: string, at: number): SimSpan | null {
    const list = this.byCity.get(city);
    if (!list || at < this.start) return null;
    for (const { episode } of list) {
      if (episode.kind !== 'silence') continue;
      const run = runAt(episode, this.start, at);
      if (run === null) continue;
      const span = spanOf(episode, this.start, run);
      if (at < span.to) return span;
    }
    return null;
  }

  /** Share of [from, to) in which the city is not silent. */
  alive(city: string, from: number, to: number): number {
    if (to <= this.start || !this.byCity.has(city)) return 1;
    let live = 0;
    for (let t = from; t < to; t += MINUTE) if (!this.silence(city, t)) live++;
    return live / Math.max(1, Math.ceil((to - from) / MINUTE));
  }
}

function runAt(e: Episode, start: number, at: number): number | null {
  const since = at - start - e.afterMinutes * MINUTE;
  if (since < 0) return null;
  return e.everyMinutes === null ? 0 : Math.floor(since / (e.everyMinutes * MINUTE));
}

/** Spans are cut to whole minutes, so that a minute is silent wholly or not at all. */
function spanOf(e: Episode, start: number, run: number): SimSpan {
  const from = start + (e.afterMinutes + run * (e.everyMinutes ?? 0)) * MINUTE;
  return { from: Math.floor(from / MINUTE) * MINUTE, to: Math.ceil((from + e.minutes * MINUTE) / MINUTE) * MINUTE };
}
