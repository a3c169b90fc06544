import { failureOf } from '#knowledge';
import type { ToolBackend } from '#mcp';
import type { Connection } from '../client/connection.js';
import { DecisionMemoryCalls } from '../client/decision-memory-calls.js';
import { ServiceClient } from '../client/service-client.js';
import { DecisionCalls } from '../client/decision-calls.js';

/**
 * The tools over the HTTP API of a running service, as the person whose key the connection has.
 * @param client For everything that is over soon; questions have a connection of their own, so that they can be stopped.
 */
export function clientTools(connection: Connection, client: ServiceClient): ToolBackend {
  return {
    collections: () => client.collections(),
    search: (request) => client.search(request),
    revisionText: (id) => client.revisionText(id),
    searchDecisions: (query, limit) => new DecisionMemoryCalls(client).search(query, limit),
    recordDecision: (draft) => new DecisionCalls(client).create(draft),
    async ask(question, tell, signal) {
      const asking = new ServiceClient(connection, signal);
      try {
        return await asking.askStreaming(question, ({ event, data }) => event === 'status' && tell(data.message));
      } finally {
        asking.close();
      }
    },
    failureOf,
  };
}
