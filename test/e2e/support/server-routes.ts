import 'reflect-metadata';
import { type DynamicModule, RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { loadSettings } from '#config';
import { AppModule } from '../../../apps/api/src/app.module.js';

/** `METHOD /path` of every handler of every controller that the API registers, with `{id}` for parameters. */
export async function serverRoutes(): Promise<string[]> {
  const settings = loadSettings({});
  const surroundings = {
    settings,
    databaseUrl: 'postgres://nobody@127.0.0.1:9/none',
    queues: { kind: 'postgres', url: 'postgres://nobody@127.0.0.1:9/none' } as const,
  };
  const app = AppModule.in({
    ...surroundings,
    shippedModelsDir: '',
    uploadFolder: '',
    onQueueError: () => undefined,
  });
  return [...new Set(controllersOf(app))].flatMap(routesOf);
}

/** Those of a module and of all that it imports; one that is imported twice comes twice. */
function controllersOf(module: Type | DynamicModule): Type[] {
  const declared = 'module' in module ? module : { module };
  const partsOf = <Part>(name: 'controllers' | 'imports', more: readonly Part[] = []): Part[] => [
    ...((Reflect.getMetadata(name, declared.module) as Part[] | undefined) ?? []),
    ...more,
  ];
  const imported = partsOf('imports', declared.imports as (Type | DynamicModule)[]);
  return [...partsOf('controllers', declared.controllers), ...imported.flatMap(controllersOf)];
}

function routesOf(controller: Type): string[] {
  const base = String(Reflect.getMetadata(PATH_METADATA, controller));
  const handlers = Object.getOwnPropertyNames(controller.prototype).map(
    (name) => (controller.prototype as Record<string, unknown>)[name],
  );
  return handlers.flatMap((handler) => {
    if (typeof handler !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, handler)) return [];
    const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
    const parts = [base, String(Reflect.getMetadata(PATH_METADATA, handler))]
      .flatMap((part) => part.split('/'))
      .filter((part) => part !== '');
    return [`${method} /${parts.join('/').replace(/:(\w+)/g, '{$1}')}`];
  });
}
