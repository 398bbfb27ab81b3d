import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { described } from '../platform/described.js';
import { DateTimeScalar } from '../platform/scalars.js';
import { TextType } from '../platform/text.types.js';
import { BACKUP_REASONS, type BackupReason } from './manifest.js';

export const BackupReasonEnum = Object.fromEntries(BACKUP_REASONS.map((reason) => [reason, reason]));
registerEnumType(BackupReasonEnum, {
  name: 'BackupReason',
  description: 'Why a backup was made.',
  valuesConfig: described<BackupReason>({
    NIGHTLY: 'At `hour` of the day.',
    CONCLUSION: 'A dossier was concluded.',
    BY_HAND: 'An administrator asked for it, or the command line.',
  }),
});

const OLD = ['NONE_YET', 'TOO_OLD', 'CONCLUSION_SINCE'] as const;
export const BackupIsOldEnum = Object.fromEntries(OLD.map((why) => [why, why]));
registerEnumType(BackupIsOldEnum, {
  name: 'BackupIsOld',
  description: 'Why the last good backup is not enough.',
  valuesConfig: described<(typeof OLD)[number]>({
    NONE_YET: 'There is none.',
    TOO_OLD: 'It is older than 26 hours.',
    CONCLUSION_SINCE: 'Something was concluded since.',
  }),
});

@ObjectType('Backup', { description: 'A whole backup, as it lies in its folder.' })
export class BackupType {
  @Field(() => ID, { description: 'The name of its file, without the folder.' })
  id!: string;

  @Field(() => DateTimeScalar, { description: 'All rows in it are as of this moment.' })
  at!: Date;

  @Field(() => BackupReasonEnum, { description: 'What set it off.' })
  reason!: BackupReason;

  @Field(() => Float, { description: 'Whole.' })
  bytes!: number;
}

@ObjectType('BackupFailure', { description: 'A backup that could not be made.' })
export class BackupFailureType {
  @Field(() => DateTimeScalar, { description: 'When it was tried.' })
  at!: Date;

  @Field(() => BackupReasonEnum, { description: 'What had set it off.' })
  reason!: BackupReason;

  @Field(() => TextType, { description: 'What went wrong, and what to do.' })
  message!: TextType;
}

@ObjectType('BackupStatus', { description: 'How things stand with the backups of this server.' })
export class BackupStatusType {
  @Field(() => ID, { description: 'Always the same: there is one.' })
  id!: string;

  @Field(() => BackupType, {
    nullable: true,
    description: 'The newest whole one in the folder; null where there is none.',
  })
  lastGood!: BackupType | null;

  @Field(() => [BackupType], { description: 'All in the folder, newest first.' })
  kept!: BackupType[];

  @Field(() => BackupFailureType, { nullable: true, description: 'Null where a good one came after it.' })
  lastFailure!: BackupFailureType | null;

  @Field(() => BackupIsOldEnum, { nullable: true, description: 'Null while the last good one is enough.' })
  old!: keyof typeof BackupIsOldEnum | null;

  @Field(() => Boolean, { description: 'Whether one is being made now.' })
  running!: boolean;

  @Field(() => String, { description: "On the server's machine." })
  folder!: string;

  @Field(() => Boolean, { description: 'Whether they are made nightly and after each conclusion.' })
  automatic!: boolean;

  @Field(() => Int, { description: 'Of the day in Vietnam, 0–23.' })
  hour!: number;

  @Field(() => Int, {
    description: 'How many days with a backup keep their newest; all of the last 24 hours stay as well.',
  })
  keepDays!: number;
}
