import { createUnionType, Field, ObjectType } from 'type-graphql';
import { RefusalType } from '../../platform/refusal.types.js';

@ObjectType('SecondFactorSetup', {
  description:
    'What an app on a phone needs to make codes. Counts for nothing until a first code is confirmed.',
})
export class SecondFactorSetupType {
  @Field(() => String, { description: 'An otpauth:// address, for the QR code that the app scans.' })
  uri!: string;

  @Field(() => String, { description: 'The same secret in base32, for typing it off.' })
  secret!: string;
}

@ObjectType('RecoveryCodes', {
  description: 'The second step is in force; these are for whoever loses the phone.',
})
export class RecoveryCodesType {
  @Field(() => [String], { description: 'Each good once in place of a code. Shown this once, kept nowhere.' })
  codes!: readonly string[];
}

export const SecondFactorSetupOutcome = createUnionType({
  name: 'SecondFactorSetupOutcome',
  description: 'What to scan, or why nothing was done.',
  types: () => [SecondFactorSetupType, RefusalType] as const,
  resolveType: (value) => (value instanceof RefusalType ? RefusalType : SecondFactorSetupType),
});

export const RecoveryCodesOutcome = createUnionType({
  name: 'RecoveryCodesOutcome',
  description: 'The codes for the drawer, or why the second step is not in force.',
  types: () => [RecoveryCodesType, RefusalType] as const,
  resolveType: (value) => (value instanceof RefusalType ? RefusalType : RecoveryCodesType),
});
