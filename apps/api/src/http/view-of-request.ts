import { Injectable } from '@nestjs/common';
import { type Admission, ViewEnded, ViewReadOnly, Views, principalUnder } from '#access';
import type { Request } from 'express';
import { idInPath } from './id-in-path.js';

/** Names the view that a request is to be answered within, or not at all. Keys need it, sessions may send it. */
const HEADER = 'x-chancery-view';

/** What may be read through somebody else's eyes. Everything else, new routes too, is closed. */
const READING = /^\/api\/v1\/(?:status|collections|documents|revisions|matters|comparison)(?:\/|$)/;
const ASKING = /^\/api\/v1\/(?:search|view\/citations)$/;
/** These are the administrator's own, also while they look with somebody else's eyes. */
const OWN = /^\/api\/v1\/(?:session|view)$/;

/**
 * Puts the person in whose place an administrator looks before the handlers, for what may be read so. A session that has
 * begun a view is within it until it ends; a key only in requests that name it.
 */
@Injectable()
export class ViewOfRequest {
  constructor(private readonly views: Views) {}

  /** @throws ViewEnded, ViewReadOnly */
  async through(request: Request, admission: Admission): Promise<Admission> {
    const named = namedView(request);
    const mayLook = admission.principal.role === 'administrator' && (named !== null || admission.session !== null);
    const view = mayLook ? await this.views.running(admission.credentialId, named) : null;
    if (view === null) {
      if (named !== null && !OWN.test(request.path)) throw new ViewEnded();
      return admission;
    }
    if (OWN.test(request.path) && request.method !== 'POST') return { ...admission, view };
    if (!isOpen(request)) throw new ViewReadOnly();
    return { ...admission, view, principal: principalUnder(view, admission.principal) };
  }
}

/** @throws ViewEnded for what is no id: it was meant to be one. */
function namedView(request: Request): string | null {
  const value = request.headers[HEADER];
  if (value === undefined) return null;
  const read = idInPath.safeParse(value);
  if (!read.success) throw new ViewEnded();
  return read.data;
}

/** Whether a request is one of those that are answered under a view. */
export function isOpen({ method, path }: Pick<Request, 'method' | 'path'>): boolean {
  if (method === 'GET' || method === 'HEAD') return READING.test(path);
  return method === 'POST' && ASKING.test(path);
}
