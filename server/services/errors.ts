/** The few ways in which a service says no. One translator per door turns them into its own language. */
export type ServiceCode = 'NOT_FOUND' | 'INVALID' | 'CONFLICT' | 'OUT_OF_SCOPE' | 'FORBIDDEN' | 'UNAUTHORIZED' | 'LIMITED' | 'UNAVAILABLE';

export class ServiceError extends Error {
  readonly code: ServiceCode;
  constructor(code: ServiceCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'ServiceError';
    this.code = code;
  }
}
export class NotFound extends ServiceError {
  constructor(message: string) {
    super('NOT_FOUND', message);
  }
}
export class Invalid extends ServiceError {
  constructor(message: string) {
    super('INVALID', message);
  }
}
export class Conflict extends ServiceError {
  constructor(message: string) {
    super('CONFLICT', message);
  }
}
export class OutOfScope extends ServiceError {
  constructor(message: string) {
    super('OUT_OF_SCOPE', message);
  }
}
/** No grant gives the permission that this takes. */
export class Forbidden extends ServiceError {
  constructor(message: string) {
    super('FORBIDDEN', message);
  }
}
export class Unauthorized extends ServiceError {
  constructor(message: string) {
    super('UNAUTHORIZED', message);
  }
}
/** The answer is to try again after `retryAfter` seconds. */
export class Unavailable extends ServiceError {
  readonly retryAfter: number;
  constructor(message: string, retryAfter = 1) {
    super('UNAVAILABLE', message);
    this.retryAfter = retryAfter;
  }
}
/** Too much in too short a time: the answer is to wait `retryAfter` seconds. */
export class Limited extends ServiceError {
  readonly retryAfter: number;
  constructor(message: string, retryAfter: number) {
    super('LIMITED', message);
    this.retryAfter = retryAfter;
  }
}
