import { createHmac } from 'node:crypto';
import { Injectable, Optional } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { People, erasedName } from '#access';
import { canonicalJson } from '#knowledge';
import { type NameOpening, isCommitment, nameCommitment } from '#transparency';
import { Vault } from '#vault';
import { DataSource, type EntityManager, In } from 'typeorm';
import type { DecisionStepBody, Person } from './decision.js';
import { type Naming, contentCalling, peopleIn, stepCalling } from './named-people.js';
import { SignedNameEntity } from './signed-name.entity.js';

/** Name in the vault of the key under which a person's name lies. */
export const personItem = (id: string): string => `person:${id}`;

/** What a decision says before a step, with the names as they were signed. */
export interface SignedBefore {
  readonly owner: Person;
  readonly content: DecisionStepBody['content'];
}

/**
 * Keeps names out of what is signed: a commitment stands there, and the name under a key of the person's, so that it can be
 * forgotten while every signature stays good. Texts from before hold names in clear; those of erased people are not shown.
 * Without a vault names stay as they are.
 */
@Injectable()
export class SignedNames {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly people: People,
    @Optional() private readonly vault?: Vault,
  ) {}

  /**
   * A step as it is to be signed. A content that the step does not change keeps the very bytes that were signed before.
   * @param before What the decision says so far; null at its first step.
   */
  async sign(manager: EntityManager, body: DecisionStepBody, before: SignedBefore | null): Promise<DecisionStepBody> {
    if (!this.vault) return body;
    const shown = await this.naming(before ? [before.owner, ...peopleIn(before.content)] : [], manager);
    const isAsBefore =
      before !== null && canonicalJson(contentCalling(before.content, shown)) === canonicalJson(body.content);
    const known = before ? peopleIn(before.content).filter(({ name }) => isCommitment(name)) : [];
    const kept = new Map(known.map((person) => [canonicalJson([person.id, shown(person)]), person.name]));
    const fresh = [body.by, ...(isAsBefore ? [] : peopleIn(body.content))];
    const made = await this.commit(
      manager,
      fresh.filter(({ id, name }) => !kept.has(canonicalJson([id, name])) && name !== erasedName(id)),
    );
    const naming: Naming = ({ id, name }) => {
      const key = canonicalJson([id, name]);
      return kept.get(key) ?? made.get(key) ?? name;
    };
    const signed = stepCalling({ ...body, format: 4 }, naming);
    return isAsBefore ? { ...signed, content: before.content } : signed;
  }

  /** What stands for somebody who signs. */
  async signer(manager: EntityManager, person: Person): Promise<Person> {
    const made = await this.commit(manager, [person]);
    return { ...person, name: made.get(canonicalJson([person.id, person.name])) ?? person.name };
  }

  /** Commitments by id and name. The same name of a person has the same one, for as long as there is their key. */
  private async commit(manager: EntityManager, people: readonly Person[]): Promise<Map<string, string>> {
    const made = new Map<string, string>();
    for (const { id, name } of this.vault ? people : []) {
      const item = personItem(id);
      const key = await this.vault!.keyWithin(manager, item);
      const salt = createHmac('sha256', key).update(`chancery/1 name\n${name}`).digest('hex');
      const commitment = nameCommitment({ person: id, name, salt });
      const sealed = this.vault!.close(item, commitment, Buffer.from(canonicalJson({ name, salt })), key);
      await manager
        .createQueryBuilder()
        .insert()
        .into(SignedNameEntity)
        .values({ commitment, personId: id, sealed })
        .orIgnore()
        .execute();
      made.set(canonicalJson([id, name]), commitment);
    }
    return made;
  }

  /** How people of signed texts are called now: by their name, or as somebody who was erased. */
  async naming(signed: readonly Person[], manager = this.source.manager): Promise<Naming> {
    const openings = await this.openings(signed, manager);
    const inClear = signed.filter(({ name }) => !isCommitment(name)).map(({ id }) => id);
    const erased = await this.people.erasedAmong(inClear, manager);
    return ({ id, name }) => {
      if (isCommitment(name)) return openings.get(name)?.name ?? erasedName(id);
      return erased.has(id) ? erasedName(id) : name;
    };
  }

  /** What shows whose names the commitments are; none of those that were forgotten. @throws VaultSealBroken for altered bytes. */
  async openings(signed: readonly Person[], manager = this.source.manager): Promise<Map<string, NameOpening>> {
    const commitments = [...new Set(signed.map(({ name }) => name).filter(isCommitment))];
    if (!this.vault || commitments.length === 0) return new Map();
    const rows = await manager.findBy(SignedNameEntity, { commitment: In(commitments) });
    const keys = await this.vault.keysOf([...new Set(rows.map(({ personId }) => personItem(personId)))], manager);
    const opened = rows.flatMap(({ commitment, personId, sealed }) => {
      const item = personItem(personId);
      const key = keys.get(item);
      if (!key) return [];
      const text = this.vault!.open(item, commitment, sealed, key).toString();
      return [[commitment, { person: personId, ...(JSON.parse(text) as Omit<NameOpening, 'person'>) }] as const];
    });
    return new Map(opened);
  }
}
