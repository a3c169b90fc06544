import { randomBytes } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

/** What the bundle of Swagger UI puts into a style element, in its logo; a test holds it against the bundle. */
export const STYLES_OF_BUNDLE: readonly string[] = ['sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='];

const policy = (nonce: string): string =>
  [
    "default-src 'self'",
    `style-src 'self' 'nonce-${nonce}' ${STYLES_OF_BUNDLE.map((hash) => `'${hash}'`).join(' ')}`,
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

/** The one style attribute of the page, which its policy would refuse, in other words. */
const HIDDEN_SYMBOLS = [
  ' style="position:absolute;width:0;height:0"',
  ' width="0" height="0" aria-hidden="true"',
] as const;
/** What the style attribute did that {@link underPolicy} takes out. */
export const DOCS_STYLE = 'body > svg { position: absolute; }';

/** Before the page that shows the API: what is inline in it carries the nonce of its policy, and it loads nothing from elsewhere. */
export function underPolicy(_request: Request, response: Response, next: NextFunction): void {
  const nonce = randomBytes(16).toString('base64');
  response.setHeader('Content-Security-Policy', policy(nonce));
  const send = response.send.bind(response);
  response.send = (body: unknown) =>
    send(
      typeof body === 'string'
        ? body.replaceAll('<style>', `<style nonce="${nonce}">`).replace(...HIDDEN_SYMBOLS)
        : body,
    );
  next();
}
