import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#config';
import { ServiceVersion } from '#decisions';

/** The version in the project's package.json. */
export class ApiVersion extends ServiceVersion {
  readonly version = (JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')) as { version: string })
    .version;
}
