import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Admission } from '#access';
import { type AppendWatch, AuditLog, watchAppends } from '#audit';
import { actorOf, underView } from '#knowledge';
import type { Request } from 'express';
import { Observable, concatMap, from, map, of } from 'rxjs';
import { leafOfRoute } from './route-leaves.js';

type HandledRequest = Request & { admission?: Admission };

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Nobody reads content and nothing is changed without an entry of the log. What was read is entered before it is handed out;
 * a change whose handler appended nothing is entered as the request that it was. Ids that stand in the path are kept,
 * nothing of bodies and queries is.
 */
@Injectable()
export class LeafOfRequest implements NestInterceptor {
  constructor(private readonly log: AuditLog) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<HandledRequest>();
    const route = routeOf(request);
    const leaf = leafOfRoute(route);
    if (typeof leaf === 'object' && 'nothing' in leaf) return next.handle();
    if (leaf !== 'own')
      return next
        .handle()
        .pipe(concatMap((reply) => from(this.enter(leaf.reads, request)).pipe(map(() => reply as unknown))));
    return watched((watch) =>
      next
        .handle()
        .pipe(
          concatMap((reply) =>
            watch.kinds.length > 0
              ? of(reply as unknown)
              : from(this.enter('request.handled', request, { route })).pipe(map(() => reply as unknown)),
          ),
        ),
    );
  }

  private enter(kind: string, request: HandledRequest, more: Readonly<Record<string, string>> = {}) {
    const ids = Object.entries(request.params).filter(
      (pair): pair is [string, string] => typeof pair[1] === 'string' && UUID.test(pair[1]),
    );
    const principal = request.admission?.principal;
    const actor = principal ? actorOf(principal) : 'system';
    const view = principal ? underView(principal) : {};
    return this.log.append([{ kind, actor, subject: { ...Object.fromEntries(ids), ...more, ...view } }]);
  }
}

/** The handler runs when the stream is subscribed to, so that is what has to be watched. */
function watched<T>(work: (watch: AppendWatch) => Observable<T>): Observable<T> {
  return new Observable((subscriber) => watchAppends((watch) => work(watch).subscribe(subscriber)));
}

function routeOf({ method, route }: Request): string {
  const { path } = route as { path: string };
  return `${method === 'HEAD' ? 'GET' : method} ${path.replace(/:(\w+)/g, '{$1}')}`;
}
