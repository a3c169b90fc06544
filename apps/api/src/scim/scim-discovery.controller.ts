import { Controller, Get, Header, Param } from '@nestjs/common';
import { z } from 'zod';
import { RouteNotFound } from '../http/http-errors.js';
import { PortalAddress } from '../http/portal-address.js';
import { SCIM_TYPE, listOf } from './list-response.js';
import { GROUP_SCHEMA } from './scim-group.view.js';
import { scimSchemas } from './scim-schemas.js';
import { USER_SCHEMA } from './scim-user.view.js';

const no = { supported: false };
const schemaName = z.string().max(200);

/** What a directory asks before it sends anything (RFC 7644, 4). */
@Controller('scim/v2')
export class ScimDiscoveryController {
  constructor(private readonly address: PortalAddress) {}

  @Get('ServiceProviderConfig')
  @Header('Content-Type', SCIM_TYPE)
  config(): Record<string, unknown> {
    return {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
      ...{ patch: { supported: true }, bulk: { ...no, maxOperations: 0, maxPayloadSize: 0 } },
      ...{ filter: { supported: true, maxResults: 200 }, changePassword: no, sort: no, etag: no },
      authenticationSchemes: [
        {
          type: 'oauthbearertoken',
          name: 'Key',
          description: 'A key of the scope scim, as a bearer token',
          primary: true,
        },
      ],
    };
  }

  @Get('ResourceTypes')
  @Header('Content-Type', SCIM_TYPE)
  types(): Record<string, unknown> {
    const schemas = ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'];
    const kinds = [
      { schemas, id: 'User', name: 'User', endpoint: '/Users', schema: USER_SCHEMA },
      { schemas, id: 'Group', name: 'Group', endpoint: '/Groups', schema: GROUP_SCHEMA },
    ];
    return listOf(kinds, kinds.length, 1);
  }

  @Get('Schemas')
  @Header('Content-Type', SCIM_TYPE)
  schemas(): Record<string, unknown> {
    const all = scimSchemas(this.address.url);
    return listOf(all, all.length, 1);
  }

  @Get('Schemas/:name')
  @Header('Content-Type', SCIM_TYPE)
  schema(@Param('name', { schema: schemaName }) name: string): Record<string, unknown> {
    const found = scimSchemas(this.address.url).find(({ id }) => id === name);
    if (!found) throw new RouteNotFound();
    return found;
  }
}
