import { Controller, Get } from '@nestjs/common';
import { People } from '#access';
import type { ColleagueList } from '#contracts';

/** The names of those who may sign in, for whoever is signed in: whom a decision may name. */
@Controller('api/v1/colleagues')
export class ColleaguesController {
  constructor(private readonly people: People) {}

  @Get()
  async list(): Promise<ColleagueList> {
    const people = (await this.people.list()).filter(({ suspendedAt }) => suspendedAt === null);
    const named = people.map(({ id, name }) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name, 'en'));
    return { people: named };
  }
}
