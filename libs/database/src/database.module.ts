import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

/** The connection pool. Rooms register their entities with `TypeOrmModule.forFeature`; nothing is ever synchronized. */
@Module({})
export class DatabaseModule {
  /** @param poolSize Connections at most; each costs PostgreSQL a process. */
  static connect(url: string, poolSize: number): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRoot({
          type: 'postgres',
          url,
          autoLoadEntities: true,
          synchronize: false,
          poolSize,
          retryAttempts: 20,
          retryDelay: 500,
          // PostgreSQL restarts (or fails over) under us: fail one query fast rather than hang.
          connectTimeoutMS: 10_000,
        }),
      ],
    };
  }
}
