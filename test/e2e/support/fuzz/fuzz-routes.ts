import fc from 'fast-check';
import { type FuzzRequest, type Operation, requestsTo } from './hostile-requests.js';
import { complaintOf } from './judge-reply.js';
import type { Known } from './schema-values.js';
import { RawSender } from './send-raw.js';

export interface OpenApiPaths {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

export interface FuzzPlan {
  readonly url: string;
  readonly document: OpenApiPaths;
  readonly known: Known;
  /** Who asks, by a name for reports; null: nobody. */
  readonly callers: Readonly<Record<string, string | null>>;
  readonly seed: number;
  /** Requests of each caller to each route. */
  readonly runs: number;
  /** Routes at the same time. */
  readonly beside: number;
}

export interface FuzzResult {
  readonly sent: number;
  /** One for each route and caller that something was wrong with, with the smallest request found that shows it. */
  readonly complaints: readonly string[];
  /** `METHOD /path` of those that somebody got past the look at the request. */
  readonly reached: ReadonlySet<string>;
}

/** Put made-up requests to every published route as every caller. The same seed makes the same requests. */
export async function fuzzRoutes(plan: FuzzPlan): Promise<FuzzResult> {
  const sender = new RawSender(plan.url);
  const reached = new Set<string>();
  const complaints: string[] = [];
  let sent = 0;
  const put = async (route: string, request: FuzzRequest, token: string | null): Promise<void> => {
    sent += 1;
    const reply = await sender.send(request, token);
    if (reply.status !== 400 && token !== null) reached.add(route);
    const complaint = complaintOf(reply, `${request.path} ${Buffer.from(request.body ?? []).toString('utf8')}`);
    if (complaint) throw new Error(complaint);
  };
  const work = Object.entries(plan.document.paths)
    .flatMap(([path, operations]) => Object.entries(operations).map(([method, one]) => ({ path, method, one })))
    .flatMap((route) => Object.entries(plan.callers).map(([caller, token]) => ({ ...route, caller, token })));
  const next = async (): Promise<void> => {
    for (let job = work.shift(); job; job = work.shift()) {
      const { path, method, one, caller, token } = job;
      const route = `${method.toUpperCase()} ${path}`;
      const property = fc.asyncProperty(requestsTo(method, path, one, plan.known), (made) => put(route, made, token));
      const { failed, counterexample, errorInstance } = await fc.check(property, {
        ...{ seed: plan.seed, numRuns: plan.runs, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: false },
      });
      if (failed) complaints.push(`${route} as ${caller}: ${String(errorInstance)}\n  ${shown(counterexample?.[0])}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: plan.beside }, next));
  } finally {
    sender.close();
  }
  return { sent, complaints, reached };
}

function shown(request: FuzzRequest | undefined): string {
  if (!request) return 'no request';
  const { method, path, headers, body } = request;
  return `${method} ${path.slice(0, 200)} ${JSON.stringify(headers)} ${Buffer.from(body ?? [])
    .toString('utf8')
    .slice(0, 300)}`;
}
