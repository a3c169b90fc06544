/** Where a model is served, and how to speak to it. */
export interface ModelServer {
  /** With or without `/v1` at the end. */
  readonly baseUrl: string;
  /** Sent as a bearer token. */
  readonly apiKey: string | null;
  /** Always ask for this model; absent: the one that our own host has in use, or the first that a foreign server lists. */
  readonly model?: string | null;
  /** Longest silence to put up with, in milliseconds. */
  readonly timeoutMs: number;
  /** How long embedding and ranking wait for a server that restarts, and an answer for one that says that it will, in milliseconds. */
  readonly retryForMs?: number;
  /** Names of the settings that say so, for whoever has to mend them; absent where nobody set them. */
  readonly settings?: ServerSettings;
}

/** What the settings of a server are called. */
export interface ServerSettings {
  readonly url: string;
  readonly apiKey: string;
  /** Absent where there is none. */
  readonly model?: string;
}

/** The address of one route (`/v1/models`), however the base was written. */
export function routeUrl(baseUrl: string, route: string): string {
  return baseUrl.replace(/\/+$/, '').replace(/\/v1$/, '') + route;
}
