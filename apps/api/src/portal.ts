import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';

const NONCE = '__CSP_NONCE__';

/** Addresses of the service itself and of files; everything else is the portal's, which finds its own pages. */
const NO_PAGE = /^\/(api|v1|scim|mcp|health|metrics|assets|pdfjs)(\/|$)/;

/** What the portal's pages may load: this origin alone. `blob:` is pdf.js's own worker and images it decoded. */
const policy = (nonce: string): string =>
  [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `style-src 'self' 'nonce-${nonce}'`,
    // Positions that React and pdf.js compute are set on elements by script, which no policy for styles concerns.
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

/**
 * Serve the built portal: hashed assets for ever, the page itself fresh with a new nonce each time.
 * @param folder `dist/web`. When it was not built, pages say so.
 */
export function portal(folder: string): Router {
  const router = express.Router();
  const page = readPage(join(folder, 'index.html'));
  router.use(express.static(folder, { index: false, redirect: false, setHeaders: cacheAssets }));
  router.get(/.*/, (request: Request, response: Response, next: NextFunction) => {
    if (NO_PAGE.test(request.path)) return next();
    const nonce = randomBytes(16).toString('base64');
    response.setHeader('Content-Security-Policy', policy(nonce));
    response.setHeader('Cache-Control', 'no-store');
    response.type('html').send(page.replaceAll(NONCE, nonce));
  });
  return router;
}

function cacheAssets(response: Response, path: string): void {
  const isHashed = /[\\/]assets[\\/]/.test(path);
  response.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
}

function readPage(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '<!doctype html><title>Chancery</title><p>The portal has not been built. Run <code>npm run build</code> and start again.</p>';
  }
}
