import { z } from 'zod';
import { KnowledgeError } from '#knowledge';
import { type GuardedFetch, HostUnreachable, fetchPermitting } from '#outbound';
import {
  ModelAskedTooMuch,
  ModelBusy,
  ModelContextExceeded,
  ModelKeyRefused,
  ModelNotFound,
  ModelRequestFailed,
  ModelRestarting,
  ModelTimedOut,
  ModelUnavailable,
  modelErrorOf,
  reportedError,
} from '../model-errors.js';
import { retrying } from './retry.js';
import { routeUrl } from './server-address.js';
import type { ModelServer } from './server-address.js';

/** As long as an answer may wait for its turn: the host first finishes those that it has begun. */
const RESTARTED_WITHIN_MS = 60_000;

const modelEntry = z.object({
  id: z.string(),
  /** These are our own host's; other servers leave them out. */
  role: z.string().optional(),
  in_use: z.boolean().optional(),
  /** Every role that the model is in use for; `role` is what kind of model it is. */
  roles: z.array(z.string()).optional(),
  sha256: z.string().nullish(),
  dimensions: z.number().nullish(),
  context_tokens: z.number().nullish(),
  is_starter: z.boolean().optional(),
  compares_words: z.boolean().optional(),
  runtime: z.string().optional(),
  /** vLLM. */
  max_model_len: z.number().nullish(),
});
/** A model as a server lists it. */
export type ServedModel = z.infer<typeof modelEntry>;
const modelList = z.object({ data: z.array(modelEntry) });
/** What a TEI server tells of the one model that it serves. */
const modelInfo = z.object({ model_id: z.string(), max_input_length: z.number().nullish() });
const errorBody = z.object({ error: reportedError });

/** Speaks the OpenAI-style protocol to one server and turns every way it can fail into one of our errors. */
export class ModelClient {
  private readonly fetch: GuardedFetch;

  /** Only settings name servers of models, and so permit theirs to lie inside; nothing that such a server sends to is followed. */
  constructor(private readonly server: ModelServer) {
    this.fetch = fetchPermitting({ bySettings: [new URL(server.baseUrl).hostname] });
  }

  /** The model that requests for a role go to; null when the server has none for it. */
  async served(role: string, signal?: AbortSignal): Promise<ServedModel | null> {
    const data = await this.models(signal);
    const wanted = this.server.model;
    if (wanted) {
      const named = data.find((model) => model.id === wanted);
      // Some servers list no models, or other names than they take: the settings have the last word.
      return named ?? (data.some((model) => model.role) ? null : { id: wanted });
    }
    return data.find((model) => model.role === role && model.in_use) ?? data.find((model) => !model.role) ?? null;
  }

  /** Everything that the server lists; nothing where it lists none and the settings name a model. */
  async models(signal?: AbortSignal): Promise<ServedModel[]> {
    try {
      return (await this.json('/v1/models', modelList, undefined, signal)).data;
    } catch (error) {
      if (!(error instanceof ModelNotFound)) throw error;
      const told = await this.onlyModel(signal);
      if (told === null && !this.server.model) throw error;
      return told ? [told] : [];
    }
  }

  /** A TEI server has no list of models, and says elsewhere which one it serves. */
  private async onlyModel(signal?: AbortSignal): Promise<ServedModel | null> {
    try {
      const { model_id: id, max_input_length: length } = await this.json('/info', modelInfo, undefined, signal);
      return { id, max_model_len: length };
    } catch (error) {
      if (error instanceof ModelNotFound || error instanceof ModelRequestFailed) return null;
      throw error;
    }
  }

  /** A whole JSON answer; a `POST` when there is a body. */
  async json<T>(route: string, shape: z.ZodType<T>, body?: unknown, signal?: AbortSignal): Promise<T> {
    const within = AbortSignal.timeout(this.server.timeoutMs);
    const response = await this.request(route, body, signal ? AbortSignal.any([signal, within]) : within, signal);
    const content = await this.reading(() => response.json(), signal);
    const parsed = shape.safeParse(content);
    if (!parsed.success)
      throw new ModelRequestFailed(`${this.host} answered ${route} in a form that is not understood.`, {
        particulars: { why: 'odd', host: this.host },
      });
    return parsed.data;
  }

  /** The pieces of a streamed answer, as text. The silence between two pieces is bounded. */
  async *stream(route: string, body: unknown, signal: AbortSignal): AsyncGenerator<string> {
    const silence = new AbortController();
    const onSilence = (): void => silence.abort(this.away());
    const timer = setTimeout(onSilence, this.server.timeoutMs);
    try {
      const either = AbortSignal.any([signal, silence.signal]);
      const ask = (): Promise<Response> => {
        timer.refresh();
        return this.request(route, body, either, signal);
      };
      const response = await this.onceRestarted(ask, signal);
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
      try {
        for (;;) {
          const { done, value } = await this.reading(() => reader.read(), signal);
          if (done) return;
          timer.refresh();
          yield value;
        }
      } finally {
        // Whoever stops listening stops the model; a connection that is gone already cannot be cancelled.
        await reader.cancel().catch(() => undefined);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** Of a host that says that it is about to be started anew, the process after it is asked. Nothing has been begun then. */
  private async onceRestarted<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ModelRestarting)) throw error;
      return retrying(ask, this.server.retryForMs ?? RESTARTED_WITHIN_MS, signal);
    }
  }

  private async request(route: string, body: unknown, signal: AbortSignal, callers?: AbortSignal): Promise<Response> {
    const { apiKey, baseUrl } = this.server;
    const response = await this.reading(
      () =>
        this.fetch(routeUrl(baseUrl, route), {
          method: body === undefined ? 'GET' : 'POST',
          headers: {
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          signal,
        }),
      callers,
    );
    if (response.ok) return response;
    const text = await this.reading(() => response.text(), callers);
    throw failureOf(response.status, text, this.server, secondsOf(response.headers.get('retry-after')));
  }

  /** Whatever breaks a connection is "unavailable", except the caller's own wish to stop. */
  private async reading<T>(read: () => Promise<T>, callers?: AbortSignal): Promise<T> {
    try {
      return await read();
    } catch (cause) {
      callers?.throwIfAborted();
      if (cause instanceof KnowledgeError && !(cause instanceof HostUnreachable)) throw cause;
      throw this.away(cause);
    }
  }

  /** Of our own host nobody knows the port, and nobody has to: it is started anew by whoever watches it. */
  private away(cause?: unknown): ModelUnavailable {
    const { settings } = this.server;
    if (!settings)
      return new ModelUnavailable(
        'The models of this service do not answer; they are being started anew, or busy. Try again in a moment. If that lasts, "chancery doctor" says more.',
        { cause, particulars: { what: 'own' } },
      );
    const message = `The model server at ${this.host} does not answer. See whether it runs, and look at ${settings.url}.`;
    return new ModelUnavailable(message, {
      cause,
      particulars: { what: 'server', host: this.host, setting: settings.url },
    });
  }

  private get host(): string {
    return hostOf(this.server);
  }
}

/** The error that a refusal stands for. Our own host says its code; for others the status and a few words must do. */
export function failureOf(status: number, text: string, server: ModelServer, retryAfterS?: number): KnowledgeError {
  const reported = errorBody.safeParse(jsonOrNull(text)).data?.error;
  const own = reported ? modelErrorOf(reported, retryAfterS) : null;
  if (own) return own;
  const host = hostOf(server);
  const says = `The model server at ${host} answered ${status}`;
  if (status === 429) return new ModelBusy(`${says}: too much is asked of it at once. Try again shortly.`, retryAfterS);
  if (status === 504) return new ModelTimedOut(`${says}: it took too long. Ask for less at once.`);
  if (status === 502 || status === 503)
    return new ModelUnavailable(`${says}. Try again shortly.`, { particulars: { what: 'server', host } });
  if (status >= 300 && status < 400)
    return new ModelRequestFailed(`${says}: it sends elsewhere. Put the address that it leads to into the settings.`, {
      particulars: { why: 'sends_elsewhere', host, status },
    });
  if (status === 401 || status === 403) return keyRefused(says, server);
  if (status === 404 || (status === 400 && reported?.code === UNKNOWN_MODEL))
    return new ModelNotFound(`${says}. ${addressAdvice(server)}`, { particulars: { what: 'server', name: host } });
  if (status === 400 && /context|too long|maximum.*tokens/i.test(reported?.message ?? ''))
    return new ModelContextExceeded(
      'The question and its passages are longer than the model can read. Ask for fewer passages.',
      { particulars: {} },
    );
  const failed = { particulars: { why: 'status', host, status } } as const;
  if (status === 413 || status === 422)
    return new ModelAskedTooMuch(
      `${says}: it does not take that much, or not in this form. Its log has the details.`,
      failed,
    );
  return new ModelRequestFailed(`${says}. Its log has the details.`, failed);
}

/** How servers of the OpenAI-style protocol call a model that they have not. */
const UNKNOWN_MODEL = 'model_not_found';

const hostOf = ({ baseUrl }: ModelServer): string => new URL(baseUrl).host;

function keyRefused(says: string, server: ModelServer): ModelKeyRefused {
  const { apiKey, settings } = server;
  const name = settings?.apiKey ?? 'the API key';
  return new ModelKeyRefused(
    apiKey
      ? `${says}: it refuses the API key. Check ${name} in the settings.`
      : `${says}: it wants an API key. Give ${name}.`,
    {
      particulars: {
        host: hostOf(server),
        why: apiKey ? 'refused' : 'wanted',
        ...(settings && { setting: settings.apiKey }),
      },
    },
  );
}

function addressAdvice({ settings }: ModelServer): string {
  const names = settings
    ? [settings.url, ...(settings.model ? [settings.model] : [])]
    : ['the address', 'the model name'];
  return `Check ${names.join(' and ')} in the settings.`;
}

/** A `Retry-After` header in whole seconds; dates and nonsense say nothing. */
const secondsOf = (header: string | null): number | undefined =>
  header !== null && /^\d{1,4}$/.test(header) ? Number(header) : undefined;

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
