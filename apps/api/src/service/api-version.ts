import { programVersion } from '#config';
import { ServiceVersion } from '#decisions';

/** The version in the project's package.json. */
export class ApiVersion extends ServiceVersion {
  readonly version = programVersion();
}
