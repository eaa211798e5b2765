import { parentPort } from 'node:worker_threads';
import { deflateSync } from 'node:zlib';
import type { Sample } from '../../core/learn/classifier.ts';
import { type Learned, type LearnStats, learn } from '../../core/learn/learn.ts';
import { packModel } from '../../core/learn/pack-model.ts';

/** Learns classes away from the thread that serves sockets. See learn-thread.ts. */
export type LearnRequest = { samples: Sample[] } | { seed: number };
/** `packed`: the model's bytes, deflated. */
export type LearnReply = { ok: true; packed: Uint8Array; stats: LearnStats } | Extract<Learned, { ok: false }>;

const gathered: Sample[] = [];

parentPort?.on('message', (request: LearnRequest) => {
  if ('samples' in request) {
    for (const sample of request.samples) gathered.push(sample);
    return;
  }
  const learned = learn(gathered, request.seed);
  const reply: LearnReply = learned.ok ? { ok: true, packed: new Uint8Array(deflateSync(packModel(learned.classifier))), stats: learned.stats } : learned;
  parentPort?.postMessage(reply);
});
