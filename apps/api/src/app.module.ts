import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { MulterModule } from '@nestjs/platform-express';
import { AccessModule } from '#access';
import { AnsweringModule } from '#answering';
import { AuditModule, CheckpointDeliveries, CheckpointsModule } from '#audit';
import type { ServiceSettings } from '#config';
import { ConversationsModule } from '#conversations';
import { DatabaseModule } from '#database';
import { DecisionDefaults, DecisionsModule, ServiceVersion } from '#decisions';
import { EvaluationModule } from '#evaluation';
import { IdentityModule } from '#identity';
import { ParserPool, readingProviders, ReceptionModule, UnpackRoom } from '#ingestion';
import { JobsModule, type QueueStore } from '#jobs';
import { Clock, SystemClock } from '#knowledge';
import { LibraryModule } from '#library';
import { ModelOverview, ModelStore, ModelsModule } from '#models';
import { RetrievalModule } from '#retrieval';
import { SavedSearchesModule } from '#saved-searches';
import { SearchIndexModule } from '#search-index';
import { AccessSelfTest, SelfTestModule } from '#self-test';
import { StewardshipModule } from '#stewardship';
import { VaultModule } from '#vault';
import { SourcesModule } from '#sources';
import { ApiVersion } from './api-version.js';
import { AccessDesk } from './access/access-desk.js';
import { MatterDesk } from './access/matter-desk.js';
import { ObjectNames } from './access/object-names.js';
import { ReportDesk } from './access/report-desk.js';
import { CheckpointSchedule } from './checkpoint-schedule.js';
import { AccessController } from './controllers/access.controller.js';
import { ColleaguesController } from './controllers/colleagues.controller.js';
import { CollectionsController } from './controllers/collections.controller.js';
import { ComparisonController } from './controllers/comparison.controller.js';
import { ConversationsController } from './controllers/conversations.controller.js';
import { AffectedController } from './controllers/affected.controller.js';
import { DecisionMemoryController } from './controllers/decision-memory.controller.js';
import { DecisionRulesController } from './controllers/decision-rules.controller.js';
import { DecisionsController } from './controllers/decisions.controller.js';
import { DocumentsController } from './controllers/documents.controller.js';
import { FeedbackController } from './controllers/feedback.controller.js';
import { GroupsController } from './controllers/groups.controller.js';
import { GoldenQuestionsController } from './controllers/golden-questions.controller.js';
import { IndexController } from './controllers/index.controller.js';
import { KeysController } from './controllers/keys.controller.js';
import { LogController } from './controllers/log.controller.js';
import { MattersController } from './controllers/matters.controller.js';
import { ModelsController } from './controllers/models.controller.js';
import { PeopleController } from './controllers/people.controller.js';
import { QuestionsController } from './controllers/questions.controller.js';
import { RecordProofController } from './controllers/record-proof.controller.js';
import { RecordsController } from './controllers/records.controller.js';
import { RevisionsController } from './controllers/revisions.controller.js';
import { AlertsController, SavedSearchesController } from './controllers/saved-searches.controller.js';
import { SearchController } from './controllers/search.controller.js';
import { ServiceController } from './controllers/service.controller.js';
import { SessionController } from './controllers/session.controller.js';
import { SessionsController } from './controllers/sessions.controller.js';
import { WallsController } from './controllers/walls.controller.js';
import { ErasuresController } from './controllers/erasures.controller.js';
import { HoldsController } from './controllers/holds.controller.js';
import { ReplayController } from './controllers/replay.controller.js';
import { RetentionController } from './controllers/retention.controller.js';
import { VaultController } from './controllers/vault.controller.js';
import { AffectedDesk } from './affected-desk.js';
import { SourcesController } from './controllers/sources.controller.js';
import { ConversationDesk } from './conversation-desk.js';
import { StoredAnswers } from './stored-answers.js';
import { DecisionDesk } from './decision-desk.js';
import { Doctor } from './doctor.js';
import { EvidenceController } from './evidence/evidence.controller.js';
import { EvidenceDesk } from './evidence/evidence-desk.js';
import { ProofDesk } from './evidence/proof-desk.js';
import { EmbedderProbe } from './embedder-probe.js';
import { FeedbackDesk } from './feedback-desk.js';
import { AnswerReply } from './http/answer-reply.js';
import { AuthGuard } from './http/auth.guard.js';
import { ErrorFilter } from './http/error.filter.js';
import { LeafOfRequest } from './http/leaf-of-request.interceptor.js';
import { LimitsGuard } from './http/limits.guard.js';
import { LogVerificationReply } from './http/log-verification-reply.js';
import { OpenRequests } from './http/open-requests.js';
import { SessionCookies } from './http/session-cookies.js';
import { SignInWatch } from './http/sign-in-watch.js';
import { ViewOfRequest } from './http/view-of-request.js';
import { AccountController } from './identity/account.controller.js';
import { ProviderButton } from './identity/provider-button.js';
import { ProviderController } from './identity/provider.controller.js';
import { SignInController } from './identity/sign-in.controller.js';
import { SignInDesk } from './identity/sign-in-desk.js';
import { ManageModels } from './models/manage-models.js';
import { ApiTools } from './mcp/api-tools.js';
import { McpController } from './mcp/mcp.controller.js';
import { AnswerChat } from './openai/answer-chat.js';
import { EmbedTexts } from './openai/embed-texts.js';
import { ListModels } from './openai/list-models.js';
import { OpenAiController } from './openai/openai.controller.js';
import { CredentialDesk } from './people/credential-desk.js';
import { PeopleDesk } from './people/people-desk.js';
import { ServiceAccountDesk } from './people/service-account-desk.js';
import { ServiceAccountsController } from './people/service-accounts.controller.js';
import { ScimDesk } from './scim/scim-desk.js';
import { ScimController } from './scim/scim.controller.js';
import { ScimGroupsController } from './scim/scim-groups.controller.js';
import { ScimGroupsDesk } from './scim/scim-groups-desk.js';
import { ViewDesk } from './view-as/view-desk.js';
import { ViewController } from './view-as/view.controller.js';
import { PortalAddress } from './portal-address.js';
import { RetentionSchedule } from './retention-schedule.js';
import { SearchDesk } from './search-desk.js';
import { ServiceStatus } from './service-status.js';
import { SourceDesk } from './source-desk.js';
import { VerifyEverything, WITNESS_KEYS } from './verify-everything.js';

const CONTROLLERS = [
  SessionController,
  SignInController,
  ScimController,
  ScimGroupsController,
  ViewController,
  ServiceAccountsController,
  ProviderController,
  AccountController,
  SessionsController,
  PeopleController,
  GroupsController,
  MattersController,
  WallsController,
  AccessController,
  KeysController,
  CollectionsController,
  DocumentsController,
  RevisionsController,
  SearchController,
  SavedSearchesController,
  AlertsController,
  ComparisonController,
  QuestionsController,
  ConversationsController,
  RecordsController,
  RecordProofController,
  EvidenceController,
  FeedbackController,
  DecisionMemoryController,
  DecisionsController,
  DecisionRulesController,
  AffectedController,
  ColleaguesController,
  LogController,
  ModelsController,
  IndexController,
  GoldenQuestionsController,
  SourcesController,
  ServiceController,
  OpenAiController,
  McpController,
  VaultController,
  HoldsController,
  RetentionController,
  ErasuresController,
  ReplayController,
];

export interface ApiSurroundings {
  readonly settings: ServiceSettings;
  readonly databaseUrl: string;
  readonly queues: QueueStore;
  readonly shippedModelsDir: string;
  readonly uploadFolder: string;
  readonly onQueueError: (error: Error) => void;
}

/** The rooms, joined and visible to one another. */
@Global()
@Module({})
class Rooms {
  static join({ settings, databaseUrl, queues, shippedModelsDir, onQueueError }: ApiSurroundings): DynamicModule {
    const rooms = [
      DatabaseModule.connect(databaseUrl, 8),
      VaultModule.with(settings.vault),
      LibraryModule.in(settings.storage.blobs),
      ModelsModule.from(settings, shippedModelsDir),
      JobsModule.on(queues, onQueueError),
      SearchIndexModule.at(settings.storage.index),
      AccessModule,
      AuditModule,
      IdentityModule.with(settings.identity, settings.limits),
      CheckpointsModule.with(settings.log.signingKey, settings.log.checkpoints, settings.log.outside),
      ReceptionModule,
      RetrievalModule,
      EvaluationModule,
      SourcesModule.in(settings.sources),
      SavedSearchesModule,
      SelfTestModule.at(settings.selfTest.pattern),
      AnsweringModule,
      DecisionsModule,
      ConversationsModule,
      StewardshipModule.with(settings.erasure),
    ];
    return {
      module: Rooms,
      imports: rooms,
      providers: [
        { provide: Clock, useClass: SystemClock },
        { provide: ServiceVersion, useClass: ApiVersion },
        { provide: DecisionDefaults, useValue: settings.decisions },
        // Documents with a password are read here: it never leaves the process that was told it.
        ...readingProviders(
          { size: 1, limits: { timeoutMs: settings.parsing.timeoutMs, memoryBytes: settings.parsing.memoryBytes } },
          { folder: settings.paths.unpack, limits: settings.parsing.unpacking },
        ),
      ],
      exports: [...rooms, Clock, ServiceVersion, DecisionDefaults, ParserPool, UnpackRoom],
    };
  }
}

@Module({})
export class AppModule {
  static in(surroundings: ApiSurroundings): DynamicModule {
    const { settings, uploadFolder } = surroundings;
    const { uploadLimitBytes, publicUrl } = settings.http;
    return {
      module: AppModule,
      imports: [
        Rooms.join(surroundings),
        MulterModule.register({
          dest: uploadFolder,
          preservePath: true,
          defParamCharset: 'utf8',
          limits: { fileSize: uploadLimitBytes, files: 200, fields: 10, fieldSize: 4 * 1024 * 1024, parts: 220 },
        }),
      ],
      controllers: CONTROLLERS,
      providers: [
        EmbedderProbe,
        {
          provide: CheckpointSchedule,
          useFactory: (deliveries: CheckpointDeliveries) => new CheckpointSchedule(deliveries, settings.log.intervalMs),
          inject: [CheckpointDeliveries],
        },
        { provide: WITNESS_KEYS, useValue: settings.log.outside.witnesses.map(({ vkey }) => vkey) },
        VerifyEverything,
        LogVerificationReply,
        RetentionSchedule,
        ServiceStatus,
        AnswerReply,
        ConversationDesk,
        StoredAnswers,
        DecisionDesk,
        ProofDesk,
        EvidenceDesk,
        AffectedDesk,
        SearchDesk,
        SourceDesk,
        ApiTools,
        AnswerChat,
        EmbedTexts,
        ListModels,
        FeedbackDesk,
        OpenRequests,
        SignInWatch,
        SessionCookies,
        SignInDesk,
        ScimDesk,
        ScimGroupsDesk,
        ViewDesk,
        ViewOfRequest,
        ServiceAccountDesk,
        {
          provide: ProviderButton,
          useFactory: () => new ProviderButton(settings.identity.provider?.label ?? null),
        },
        PeopleDesk,
        AccessDesk,
        MatterDesk,
        ReportDesk,
        ObjectNames,
        CredentialDesk,
        ApiVersion,
        ManageModels,
        {
          provide: ModelOverview,
          useFactory: (store: ModelStore) => new ModelOverview(store, settings.remote),
          inject: [ModelStore],
        },
        {
          provide: Doctor,
          useFactory: (selfTest: AccessSelfTest, deliveries: CheckpointDeliveries) =>
            new Doctor(
              settings,
              () => selfTest.newest(),
              () => deliveries.places(),
            ),
          inject: [AccessSelfTest, CheckpointDeliveries],
        },
        { provide: ErrorFilter, useFactory: () => new ErrorFilter(uploadLimitBytes) },
        { provide: APP_FILTER, useExisting: ErrorFilter },
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: APP_GUARD, useClass: LimitsGuard },
        { provide: APP_INTERCEPTOR, useClass: LeafOfRequest },
        { provide: PortalAddress, useFactory: () => new PortalAddress(publicUrl) },
      ],
    };
  }
}
