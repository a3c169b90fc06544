import type { BrowserContext } from 'playwright-core';

/**
 * Report every error on a page's console, every exception that nobody caught, every breach of its content security
 * policy and every request to another origin than the service's.
 */
export function watch(context: BrowserContext, origin: string, report: (problem: string) => void): void {
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) report(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => report(`uncaught: ${error.error().message}`));
  context.on('request', (request) => {
    if (!isOwn(request.url(), origin)) report(`asked elsewhere: ${request.url()}`);
  });
}

/** `data:` and `blob:` hold what is already there; a blob belongs to the origin that made it. */
function isOwn(url: string, origin: string): boolean {
  return [`${origin}/`, `blob:${origin}/`, 'data:'].some((start) => url.startsWith(start));
}
