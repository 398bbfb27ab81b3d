import { Mutation, Query, Resolver } from 'type-graphql';
import { Allow } from '../platform/authorize.js';
import type { KeptBackup } from './backup-folder.js';
import { BackupStatusType, type BackupFailureType, type BackupType } from './backup.types.js';
import type { BackupFailure } from './backup-failures.js';
import type { Backups, BackupStatus } from './backups.js';
import { wordFailure } from './word-failure.js';

@Resolver(() => BackupStatusType)
export class BackupResolver {
  constructor(private readonly use: Pick<Backups, 'status' | 'byHand'>) {}

  @Allow('ADMIN')
  @Query(() => BackupStatusType, {
    description: 'How things stand with the backups, read from their folder.',
  })
  async backupStatus(): Promise<BackupStatusType> {
    return shown(await this.use.status());
  }

  @Allow('ADMIN')
  @Mutation(() => BackupStatusType, {
    description:
      'Makes a backup now and answers when it is made; one that failed is `lastFailure` of the answer.',
  })
  async backUpNow(): Promise<BackupStatusType> {
    return shown(await this.use.byHand());
  }
}

function shown({ settings, kept, lastGood, lastFailure, ...rest }: BackupStatus): BackupStatusType {
  return {
    id: 'backups',
    ...settings,
    ...rest,
    kept: kept.map(backup),
    lastGood: lastGood && backup(lastGood),
    lastFailure: lastFailure && failure(lastFailure),
  };
}

function backup({ fileName, at, reason, bytes }: KeptBackup): BackupType {
  return { id: fileName, at, reason, bytes };
}

function failure({ cause, ...rest }: BackupFailure): BackupFailureType {
  return { ...rest, message: wordFailure(cause) };
}
