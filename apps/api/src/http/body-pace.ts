import type { NextFunction, Request, Response } from 'express';

/** A body of which nothing arrives for so long is given up. */
const QUIET_MS = 30_000;
/** A body that is no upload is small, and has arrived within so long. */
const WHOLE_MS = 60_000;
const UPLOAD = /^(?:multipart\/form-data|application\/octet-stream)\b/i;

/**
 * Cuts off whoever sends a body drop by drop to hold a connection: uploads may be long, but not quiet. Also one that was
 * answered already, because a refusal does not wait for the body and leaves the connection waiting for its rest.
 */
export function keepPace(request: Request, _response: Response, next: NextFunction): void {
  const hasBody = request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined;
  if (!hasBody || request.headers['content-length'] === '0') return next();
  // An answered request loses its socket, which still has the rest of the body to come.
  const { socket } = request;
  let bytes = socket.bytesRead;
  let quietSince = Date.now();
  const begun = Date.now();
  const isUpload = UPLOAD.test(request.headers['content-type'] ?? '');
  const timer = setInterval(() => {
    const now = Date.now();
    if (socket.bytesRead !== bytes) quietSince = now;
    bytes = socket.bytesRead;
    // Not read because the service is busy with what came before: that is not the sender's fault.
    const isHeldBack = request.isPaused();
    const isLate = now - quietSince > QUIET_MS || (!isUpload && now - begun > WHOLE_MS);
    if (!request.complete && !isHeldBack && isLate) socket.destroy();
    if (request.complete || socket.destroyed) clearInterval(timer);
  }, QUIET_MS / 6);
  timer.unref();
  next();
}
