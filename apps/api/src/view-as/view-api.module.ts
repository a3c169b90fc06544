import { Module } from '@nestjs/common';
import { ViewController } from './view.controller.js';
import { ViewDesk } from './view-desk.js';

/** Looking with somebody else's eyes. */
@Module({ controllers: [ViewController], providers: [ViewDesk] })
export class ViewApiModule {}
