export * from './job-definition.js';
export * from './job-queues.js';
export * from './job-runner.js';
export { BadSchedule, type JobSchedule, nextTime } from './job-schedule.js';
export * from './jobs.module.js';
export { type QueueStore, migrateQueues, queueStoreOf } from './queue-connection.js';
