import type { NestExpressApplication } from '@nestjs/platform-express';
import * as contracts from '#contracts';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { PEOPLE_ROUTES } from './openapi/people-routes.js';
import { LIBRARY_ROUTES } from './openapi/library-routes.js';
import { REMOVAL_ROUTES } from './openapi/removal-routes.js';
import { ANSWER_ROUTES } from './openapi/answer-routes.js';
import { MODEL_ROUTES } from './openapi/model-routes.js';
import { INDEX_ROUTES } from './openapi/index-routes.js';
import { PROTOCOL_ROUTES } from './openapi/protocol-routes.js';
import { SERVICE_ROUTES } from './openapi/service-routes.js';
import { ACCESS_ROUTES } from './openapi/access-routes.js';
import { DECISION_ROUTES } from './openapi/decision-routes.js';
import { EVIDENCE_ROUTES } from './openapi/evidence-routes.js';
import { IDENTITY_ROUTES } from './openapi/identity-routes.js';
import { LOG_ROUTES } from './openapi/log-routes.js';
import { VIEW_ROUTES } from './openapi/view-routes.js';
import { SCIM_ROUTES } from './openapi/scim-routes.js';
import { DOCS_STYLE, underPolicy } from './openapi/docs-page.js';
import type { Route } from './openapi/route.js';
import { SEARCH_ROUTES } from './openapi/search-routes.js';
import { SOURCE_ROUTES } from './openapi/source-routes.js';
import { STEWARDSHIP_ROUTES } from './openapi/stewardship-routes.js';

/** Every public route. A test compares this list with what the server really answers. */
export const ROUTES: readonly Route[] = [
  ...SERVICE_ROUTES,
  ...IDENTITY_ROUTES,
  ...PEOPLE_ROUTES,
  ...STEWARDSHIP_ROUTES,
  ...ACCESS_ROUTES,
  ...EVIDENCE_ROUTES,
  ...SEARCH_ROUTES,
  ...SCIM_ROUTES,
  ...VIEW_ROUTES,
  ...DECISION_ROUTES,
  ...LOG_ROUTES,
  ...SOURCE_ROUTES,
  ...LIBRARY_ROUTES,
  ...REMOVAL_ROUTES,
  ...ANSWER_ROUTES,
  ...MODEL_ROUTES,
  ...INDEX_ROUTES,
  ...PROTOCOL_ROUTES,
];

/** The OpenAPI 3.1 document, derived from the contracts. */
export function openApiDocument(): OpenAPIObject {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of ROUTES) (paths[route.path] ??= {})[route.method] = operationOf(route);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Chancery',
      version: '1',
      description: 'Errors are { code, message, correlationId }; codes are listed in docs/errors.md.',
    },
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'chancery_session' },
      },
    },
    security: [{ key: [] }, { session: [] }],
  };
}

function operationOf({
  path,
  summary,
  body,
  query,
  reply,
  status = 200,
  isOpen,
  contentType = 'application/json',
}: Route): unknown {
  const content = (schema: z.ZodType, io: 'input' | 'output', type = 'application/json') => ({
    [type]: { schema: schemaOf(schema, io) },
  });
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const inQuery = query
    ? Object.entries(query.shape).map(([name, schema]) => ({
        name,
        in: 'query',
        required: false,
        schema: schemaOf(schema as z.ZodType, 'input'),
      }))
    : [];
  return {
    summary,
    ...(isOpen ? { security: [] } : {}),
    parameters: [...inPath, ...inQuery],
    ...(body ? { requestBody: { required: true, content: content(body, 'input', contentType) } } : {}),
    responses: {
      [status]: { description: 'Done', ...(reply ? { content: content(reply, 'output') } : {}) },
      default: { description: 'A coded error', content: content(contracts.errorBody, 'output') },
    },
  };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): unknown {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return json;
}

/** `/api/openapi.json`, and a page to read it at `/api/docs`. */
export function publishOpenApi(app: NestExpressApplication): void {
  app.use('/api/docs', underPolicy);
  SwaggerModule.setup('api/docs', app, openApiDocument, { jsonDocumentUrl: 'api/openapi.json', customCss: DOCS_STYLE });
}
