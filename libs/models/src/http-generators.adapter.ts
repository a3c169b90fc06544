import type { Generator } from './generator.port.js';
import { Generators } from './generators.port.js';
import { HttpGenerator } from './http/http-generator.adapter.js';
import { ModelClient } from './http/model-client.js';
import type { ModelServer } from './http/server-address.js';
import { ModelNotFound } from './model-errors.js';
import type { WritingRole } from './roles.js';

/** Where writing models are served. */
export interface WritingServers {
  /** Our own inference host, which has every installed model at hand; null when there is none. */
  readonly inference: ModelServer | null;
  /** Servers that the settings name for a role. */
  readonly remote: Readonly<Record<WritingRole, ModelServer | null>>;
}

/** Picks among our inference host's models and the servers that the settings name. */
export class HttpGenerators extends Generators {
  /** @param generator What fills the role `generator`. */
  constructor(
    private readonly servers: WritingServers,
    private readonly generator: Generator,
  ) {
    super();
  }

  async pick(role: WritingRole, model: string | null = null): Promise<Generator> {
    if (model !== null) return this.named(model);
    if (role === 'generator') return this.generator;
    const remote = this.servers.remote[role];
    return remote ? new HttpGenerator(remote) : ((await this.installedFor(role)) ?? this.generator);
  }

  private async installedFor(role: WritingRole): Promise<Generator | null> {
    const found = (await this.installed()).find(({ roles }) => roles?.includes(role));
    return found ? this.onHost(found.id) : null;
  }

  private async named(name: string): Promise<Generator> {
    if ((await this.installed()).some(({ id, role }) => id === name && role === 'generator')) return this.onHost(name);
    for (const remote of Object.values(this.servers.remote)) {
      if (!remote) continue;
      const generator = new HttpGenerator(remote);
      if ((await generator.model())?.name === name) return generator;
    }
    throw new ModelNotFound(
      `No model named "${name}" writes answers here. "chancery models list" shows those there are.`,
      { particulars: { what: 'model', name } },
    );
  }

  private async installed() {
    return this.servers.inference ? new ModelClient(this.servers.inference).models() : [];
  }

  private onHost(name: string): Generator {
    return new HttpGenerator({ ...this.servers.inference!, model: name });
  }
}
