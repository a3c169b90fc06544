import { type DecisionContent, type DecisionStepBody, type Person, reviewersOf } from './decision.js';

/** How somebody is called: a name becomes what stands for it in a signed text, or the other way round. */
export type Naming = (person: Person) => string;

/** Everybody whom a content names: who is responsible, then the reviewers. */
export const peopleIn = (content: DecisionContent): Person[] => [content.responsible, ...reviewersOf(content)];

/** The same person under the name that a naming gives them. */
export const calling =
  (naming: Naming) =>
  <Somebody extends Person>(person: Somebody): Somebody => ({ ...person, name: naming(person) });

/** A content that calls its people otherwise. */
export function contentCalling(content: DecisionContent, naming: Naming): DecisionContent {
  const called = calling(naming);
  const { responsible, reviewers } = content;
  return {
    ...content,
    responsible: called(responsible),
    ...(reviewers && { reviewers: reviewers.map(called) }),
  };
}

/** A step that calls its people otherwise. */
export const stepCalling = (body: DecisionStepBody, naming: Naming): DecisionStepBody => ({
  ...body,
  by: calling(naming)(body.by),
  content: contentCalling(body.content, naming),
});
