import type { z } from 'zod';

/** A route as the documentation lists it. */
export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly path: string;
  readonly summary: string;
  readonly body?: z.ZodType;
  readonly query?: z.ZodObject;
  readonly reply?: z.ZodType;
  readonly status?: number;
  readonly isOpen?: boolean;
  readonly contentType?: string;
}
