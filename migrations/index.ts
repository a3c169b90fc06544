import { CreateLibrary1763700000000 } from './1763700000000-create-library.js';
import { CreateAccess1763700000001 } from './1763700000001-create-access.js';
import { CreateLogAndRecords1763700000002 } from './1763700000002-create-log-and-records.js';
import { CreateIndexGenerations1763700000003 } from './1763700000003-create-index-generations.js';
import { CollectionGenerator1763700000004 } from './1763700000004-collection-generator.js';
import { ConversationsAndFeedback1763700000005 } from './1763700000005-conversations-and-feedback.js';
import { Decisions1763700000006 } from './1763700000006-decisions.js';
import { GoldenQuestions1763700000007 } from './1763700000007-golden-questions.js';
import { SignCheckpoints1763700000008 } from './1763700000008-sign-checkpoints.js';
import { PeopleAndKeys1763700000009 } from './1763700000009-people-and-keys.js';
import { DocumentMembers1764200000000 } from './1764200000000-document-members.js';
import { LegalStructure1764200000001 } from './1764200000001-legal-structure.js';
import { Sources1764400000000 } from './1764400000000-sources.js';
import { DecisionsComplete1764500000000 } from './1764500000000-decisions-complete.js';
import { DecisionMemory1764500000001 } from './1764500000001-decision-memory.js';
import { RecordAnnex1764600000000 } from './1764600000000-record-annex.js';
import { Vault1764600000001 } from './1764600000001-vault.js';
import { HoldsAndErasure1764600000002 } from './1764600000002-holds-and-erasure.js';
import { GroupsMattersWalls1764700000000 } from './1764700000000-groups-matters-walls.js';
import { MattersOfMembers1764700000001 } from './1764700000001-matters-of-members.js';
import { Identities1764800000000 } from './1764800000000-identities.js';
import { SavedSearches1764300000000 } from './1764300000000-saved-searches.js';
import { RateLimits1764800000001 } from './1764800000001-rate-limits.js';
import { SourcesActFor1764900000000 } from './1764900000000-sources-act-for.js';
import { RevisionCoverage1765000000000 } from './1765000000000-revision-coverage.js';
import { AnalysisOfAnIndex1765100000000 } from './1765100000000-analysis-of-an-index.js';
import { CheckpointsOutside1765300000000 } from './1765300000000-checkpoints-outside.js';
import { SealOlderRecords1765300000001 } from './1765300000001-seal-older-records.js';
import { GroupsFromOutside1765400000001 } from './1765400000001-groups-from-outside.js';
import { SelfTests1765400000002 } from './1765400000002-self-tests.js';
import { Views1765400000000 } from './1765400000000-views.js';
import { SealDecisions1765500000000 } from './1765500000000-seal-decisions.js';
import { ReasonOfViews1765500000001 } from './1765500000001-reason-of-views.js';
import { EntriesAboutBackups1766200000000 } from './1766200000000-entries-about-backups.js';
import { SealFeedback1766300000000 } from './1766300000000-seal-feedback.js';
import { SignedNames1766300000001 } from './1766300000001-signed-names.js';
import { CollectionRemovals1766400000000 } from './1766400000000-collection-removals.js';
import { SaltsOfLoggedWords1766500000000 } from './1766500000000-salts-of-logged-words.js';
import { OwnersInHistory1766510000000 } from './1766510000000-owners-in-history.js';
import { FirstWrites1766620000000 } from './1766620000000-first-writes.js';
import { RecordsByModel1766630000000 } from './1766630000000-records-by-model.js';
import { FailedByAStore1766650000000 } from './1766650000000-failed-by-a-store.js';
import { ParticularsOfFailures1766660000000 } from './1766660000000-particulars-of-failures.js';
import { GoldenComparisons1766670000000 } from './1766670000000-golden-comparisons.js';
import { NumbersOfMatters1766680000000 } from './1766680000000-numbers-of-matters.js';
import { HoldsOfMembers1766690000000 } from './1766690000000-holds-of-members.js';

/** Every migration, oldest first. Landed ones never change; `down` is for development. */
export const MIGRATIONS = [
  CreateLibrary1763700000000,
  CreateAccess1763700000001,
  CreateLogAndRecords1763700000002,
  CreateIndexGenerations1763700000003,
  CollectionGenerator1763700000004,
  ConversationsAndFeedback1763700000005,
  Decisions1763700000006,
  GoldenQuestions1763700000007,
  SignCheckpoints1763700000008,
  PeopleAndKeys1763700000009,
  DocumentMembers1764200000000,
  LegalStructure1764200000001,
  SavedSearches1764300000000,
  Sources1764400000000,
  DecisionsComplete1764500000000,
  DecisionMemory1764500000001,
  RecordAnnex1764600000000,
  Vault1764600000001,
  HoldsAndErasure1764600000002,
  GroupsMattersWalls1764700000000,
  MattersOfMembers1764700000001,
  Identities1764800000000,
  RateLimits1764800000001,
  SourcesActFor1764900000000,
  RevisionCoverage1765000000000,
  AnalysisOfAnIndex1765100000000,
  CheckpointsOutside1765300000000,
  SealOlderRecords1765300000001,
  Views1765400000000,
  GroupsFromOutside1765400000001,
  SelfTests1765400000002,
  SealDecisions1765500000000,
  ReasonOfViews1765500000001,
  EntriesAboutBackups1766200000000,
  SealFeedback1766300000000,
  SignedNames1766300000001,
  CollectionRemovals1766400000000,
  SaltsOfLoggedWords1766500000000,
  OwnersInHistory1766510000000,
  FirstWrites1766620000000,
  RecordsByModel1766630000000,
  FailedByAStore1766650000000,
  ParticularsOfFailures1766660000000,
  GoldenComparisons1766670000000,
  NumbersOfMatters1766680000000,
  HoldsOfMembers1766690000000,
];
