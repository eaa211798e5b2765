import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Sample } from '../../core/learn/classifier.ts';
import { Unavailable } from '../errors.ts';
import type { LearnReply, LearnRequest } from './learn-worker.ts';

const HEAP_MB = 1_024;

export type LearnThread = {
  give(samples: Sample[]): void;
  /** @throws Unavailable when the thread died */
  learn(seed: number): Promise<LearnReply>;
  close(): Promise<void>;
};

/** A thread for one training. It keeps no process alive that wants to end. */
export function startLearnThread(): LearnThread {
  const worker = startThread();
  const post = (request: LearnRequest) => worker.postMessage(request);
  let failed: Error | null = null;
  worker.once('error', (error) => {
    failed = error;
  });
  worker.once('exit', () => {
    failed ??= new Error('its thread has ended');
  });
  return {
    give: (samples) => post({ samples }),
    learn: (seed) =>
      new Promise((resolve, reject) => {
        const died = () => reject(new Unavailable(`the classes could not be learned${failed ? `: ${failed.message}` : ''}`, 60));
        worker.once('message', (reply: LearnReply) => resolve(reply));
        worker.once('exit', died);
        if (failed) died();
        else post({ seed });
      }),
    close: async () => void (await worker.terminate()),
  };
}

function startThread(): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: HEAP_MB };
  const built = fileURLToPath(new URL('./learn-worker.mjs', import.meta.url));
  const source = new URL('./learn-worker.ts', import.meta.url).href;
  if (existsSync(built)) return new Worker(built, { resourceLimits });
  return new Worker(`import('tsx/esm/api').then((tsx) => { tsx.register(); return import(${JSON.stringify(source)}); })`, { eval: true, resourceLimits });
}
