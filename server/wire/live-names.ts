/** Names of the live socket's messages, apart from their schemas so that a browser takes them without zod. */
export const TO_CLIENT = {
  hello: 'hello',
  signals: 'signals',
  topics: 'topics',
  facts: 'facts',
  flows: 'flows',
  reset: 'reset',
  beat: 'beat',
  history: 'history',
  lag: 'lag',
  bye: 'bye',
} as const;

export const TO_SERVER = { subscribe: 'subscribe', facts: 'facts', catchUp: 'catchUp', flows: 'flows' } as const;

export const LIVE_PATH = '/socket.io';
/** Topics that one socket may show at a time. */
export const MAX_TOPICS = 64;
/** A beat is sent after so long without another frame, and a connection without any frame for LOST_MS is lost. */
export const BEAT_MS = 2000;
export const LOST_MS = 5000;
