import type { People } from '#access';
import type { Principal, Visibility } from '#knowledge';
import type { MatterRepository } from '#library';
import type { AnswerRecordRepository, RecordReader } from '../answer-record.repository.js';
import type { DecisionContent, Person } from './decision.js';
import { ResponsibleUnknown } from './errors.js';

/** The named answers with the hashes of their records. @throws RecordNotFound for one that the reader may not see. */
export async function sealedRecords(
  records: AnswerRecordRepository,
  reader: RecordReader,
  ids: readonly string[],
): Promise<DecisionContent['records']> {
  const found = await Promise.all(ids.map((id) => records.show(reader, id)));
  return found.map(({ id, sha256 }) => ({ id, sha256 }));
}

/** @param userId The person named; absent for whoever is signed in. @throws ResponsibleUnknown */
export async function responsibleNamed(
  people: People,
  principal: Principal,
  userId: string | undefined,
): Promise<Person> {
  if (userId === undefined || userId === principal.userId) return { id: principal.userId, name: principal.name };
  return personNamed(people, userId);
}

/** @throws ResponsibleUnknown */
export const reviewersNamed = (people: People, userIds: readonly string[]): Promise<Person[]> =>
  Promise.all(userIds.map((id) => personNamed(people, id)));

async function personNamed(people: People, userId: string): Promise<Person> {
  const found = await people.find(userId);
  if (!found) throw new ResponsibleUnknown();
  return { id: found.id, name: found.name };
}

/**
 * A decision is put under a matter that its writer may see. Where matters are kept, a number that is none is refused as well, so
 * that one that a wall bars somebody from is to them as one that never was; where none are, any number is taken as it is written.
 * @throws MatterNotFound
 */
export async function refuseUnknownMatter(
  matters: MatterRepository,
  visibility: Visibility,
  matter: string | null,
): Promise<void> {
  if (matter === null || !(await matters.areKept())) return;
  await matters.resolve(visibility, matter);
}
