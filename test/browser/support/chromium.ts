import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { processEnvironment } from '#config';

const PLACES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'].map(
  (name) => `/usr/bin/${name}`,
);

/** Nothing that a browser does by itself on the network, and nothing that needs a screen or a sandbox. */
const SWITCHES = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** `CHROMIUM_PATH`, or the first Chromium found where systems keep it; null when there is none. */
export function chromiumProgram(): string | null {
  const named = processEnvironment()['CHROMIUM_PATH'];
  return (named ? [named] : PLACES).find((path) => existsSync(path)) ?? null;
}

/** A suite that needs Chromium: skipped, and said so, on a machine without one. */
export function describeInChromium(name: string, suite: () => void): void {
  if (chromiumProgram()) return describe(name, suite);
  console.warn(
    `No Chromium here (set CHROMIUM_PATH, or install the package chromium-headless-shell): "${name}" is skipped.`,
  );
  describe.skip(name, suite);
}

/** A Chromium with a profile of its own, which goes when it is closed. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumProgram()!, args: SWITCHES });
}
