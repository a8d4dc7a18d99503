import { migrateFollow } from '../federation/move.ts';
import type { JobRunner } from '../jobs.ts';
import { answerRequest } from './people.ts';
import { importNext } from './importing.ts';

/** What the kinds of job are. */
export const runJob: JobRunner = (server, job) => {
  switch (job.kind) {
    case 'migrateFollow':
      migrateFollow(server, job);
      return null;
    case 'answerRequest': {
      const account = server.tables.accounts.get(job.accountId);
      const asker = server.tables.accounts.get(job.askerId);
      if (account && asker) answerRequest(server, account, asker, true);
      return null;
    }
    case 'import':
      return importNext(server, job.importId);
  }
};
