import type { MigrationInterface } from 'typeorm';
import { FirstCouncil1763800000000 } from './1763800000000-first-council.js';
import { ScorecardEditions1764000000000 } from './1764000000000-scorecard-editions.js';
import { BackupFailure1764100000000 } from './1764100000000-backup-failure.js';
import { PresentedNames1764200000000 } from './1764200000000-presented-names.js';
import { SignInDevices1764300000000 } from './1764300000000-sign-in-devices.js';
import { SecondFactor1764400000000 } from './1764400000000-second-factor.js';
import { AttemptCounts1764600000000 } from './1764600000000-attempt-counts.js';
import { ProviderIdentity1764700000000 } from './1764700000000-provider-identity.js';
import { CountedSaves1764800000000 } from './1764800000000-counted-saves.js';

/** Every migration, oldest first; each file of this folder must stand here. */
export const migrations: (new () => MigrationInterface)[] = [
  FirstCouncil1763800000000,
  ScorecardEditions1764000000000,
  BackupFailure1764100000000,
  PresentedNames1764200000000,
  SignInDevices1764300000000,
  SecondFactor1764400000000,
  AttemptCounts1764600000000,
  ProviderIdentity1764700000000,
  CountedSaves1764800000000,
];
