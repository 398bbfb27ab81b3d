import type { ComposeSettings } from '../../server/compose.js';
import { serve, type RunningServer } from '../../server/compose.js';
import { entities } from '../../server/entities.js';
import { openDataSource } from '../../server/platform/database/data-source.js';
import { Person, TEST_SETTINGS, type TestServer } from './server.js';

/** A further server over the database of this one, in the same process, with nothing of its memory. */
export interface AnotherNode {
  readonly server: RunningServer;
  /** Somebody with a card of a seat, signed in here. */
  seat(sessionId: string, memberId: string): Promise<Person>;
  /** The same device, which talks to this node from now on. */
  moved(person: Person): Person;
  stop(): Promise<void>;
}

/** @param url  another way to the same database */
export async function startAnotherNode(
  { dataSource, server: first }: TestServer,
  settings: Partial<ComposeSettings>,
  { url } = dataSource.options as { url: string },
): Promise<AnotherNode> {
  const own = await openDataSource(url, { entities, poolSize: 5 });
  const server = await serve(own, { ...TEST_SETTINGS, ...settings }, { host: '127.0.0.1', port: 0 });
  const moved = (person: Person) => Object.assign(person, { address: () => server.address });
  return {
    server,
    moved,
    seat: async (sessionId, memberId) => {
      const { token } = await dataSource.transaction((tx) =>
        first.api.live.links.issueSeatLink(tx, sessionId, memberId),
      );
      const person = moved(new Person(() => ''));
      await person.openLink(token, true);
      return person;
    },
    stop: async () => {
      await server.stop();
      await own.destroy();
    },
  };
}
