import type {
  AddedPerson,
  ConversationDetail,
  DecisionDetail,
  GroupView,
  MatterView,
  SavedSearchView,
  WallView,
} from '#contracts';
import { type TestService } from '#testing';
import { Api, expectOk } from '../api.js';
import { type TestPerson, aPerson, grant } from '../people.js';
import type { Known } from './schema-values.js';

export interface Surroundings {
  readonly known: Known;
  readonly reader: TestPerson;
}

/** A bit of everything that routes are about, so that made-up requests now and then name something that is there. */
export async function fillSurroundings(service: TestService): Promise<Surroundings> {
  const admin = new Api(service.url, service.token);
  const document = await admin.add('Library', 'house.md', '# House\n\nThe glimmerstone house has a green door.\n');
  const { record } = await admin.ask('Which colour has the door of the house?');
  const reader = await aPerson(service, 'reader', 'Reading Rita');
  await grant(service, reader, document.collection.id);
  const made = async <View extends { id: string }>(path: string, body: object) =>
    expectOk(await admin.post<View>(`/api/v1/${path}`, body), 201).id;
  const { person } = expectOk(await admin.post<AddedPerson>('/api/v1/people', { name: 'Victor' }), 201);
  const conversation = await made<ConversationDetail>('conversations', { title: 'Doors' });
  const group = await made<GroupView>('groups', { name: 'Porters' });
  const matter = await made<MatterView>('matters', { number: 'M-1', name: 'Doors' });
  const wall = {
    ...{ name: 'Around doors', subjects: [{ kind: 'group', id: group }], objects: [{ kind: 'matter', id: matter }] },
  };
  const ids = [
    ...[document.id, document.collection.id, document.current!.id, record, person.id, conversation, group, matter],
    await made<WallView>('walls', wall),
    await made<DecisionDetail>('decisions', { question: 'Do we paint it?', records: [record] }),
    await made<SavedSearchView>('searches', { name: 'Doors', query: 'door' }),
  ];
  return { reader, known: { ids, names: ['Library', 'M-1', 'house.md', 'green door', 'generator', 'g1', 'all'] } };
}
