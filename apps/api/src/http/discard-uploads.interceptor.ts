import { rm } from 'node:fs/promises';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import { type Observable, catchError, defer, mergeMap, throwError } from 'rxjs';

/** Removes the temporary files of an upload that was refused before anybody took care of them. Stands after the multipart reader. */
@Injectable()
export class DiscardUploads implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { files } = context.switchToHttp().getRequest<Request>();
    const stored = Array.isArray(files) ? files : [];
    const discard = () => defer(() => Promise.all(stored.map((file) => rm(file.path, { force: true }))));
    return next.handle().pipe(catchError((error: unknown) => discard().pipe(mergeMap(() => throwError(() => error)))));
  }
}
