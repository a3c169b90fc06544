import type { NextFunction, Request, Response } from 'express';

const YEAR_S = 365 * 24 * 3_600;

/**
 * Over https, browsers are told to come by https alone for a year. Whether a request did is said by the connection itself,
 * or by a proxy that `TRUSTED_PROXIES` names. Neighbouring host names are not spoken for.
 */
export function demandHttps(request: Request, response: Response, next: NextFunction): void {
  if (request.secure) response.setHeader('Strict-Transport-Security', `max-age=${YEAR_S}`);
  next();
}
