/** The measures of the appraisal (考核). */
export const MEASURES = [
  'direct',
  'on_time_sign',
  'on_time_close',
  'closed',
  'returned',
  'dispatch_right',
  'response',
  'resolution',
  'satisfaction',
  'redone',
  'followed_up',
  'follow_up_reached',
] as const;
export type MeasureName = (typeof MEASURES)[number];
