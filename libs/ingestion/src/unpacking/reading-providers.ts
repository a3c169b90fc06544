import { type FactoryProvider, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import { MemberRepository } from '#library';
import { ParserPool, type ParserPoolOptions } from '../parsing/index.js';
import { UnpackRoom, type UnpackSettings } from './unpack-room.js';

/** Ends the parser processes with the process that they read for. */
class ParserKeeper implements OnApplicationShutdown {
  constructor(private readonly parsers: ParserPool) {}

  onApplicationShutdown(): Promise<void> {
    return this.parsers.close();
  }
}

/** What reading files needs of a process: parsers, which start when there is something to read, and a place to unpack to. */
export function readingProviders(parsers: ParserPoolOptions, unpacking: UnpackSettings): Provider[] {
  const pool: FactoryProvider<ParserPool> = { provide: ParserPool, useFactory: () => new ParserPool(parsers) };
  return [
    pool,
    { provide: ParserKeeper, useFactory: (own: ParserPool) => new ParserKeeper(own), inject: [ParserPool] },
    {
      provide: UnpackRoom,
      useFactory: (members: MemberRepository) => new UnpackRoom(members, unpacking),
      inject: [MemberRepository],
    },
  ];
}
