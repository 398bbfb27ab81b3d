import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { REFUSAL_CODES, type RefusalCode } from '../domain/refusal.js';
import { described } from './described.js';
import { REFUSAL_DESCRIPTIONS } from './refusal-descriptions.js';
import { TextType } from './text.types.js';

export const RefusalCodeEnum = Object.fromEntries(REFUSAL_CODES.map((code) => [code, code]));
registerEnumType(RefusalCodeEnum, {
  name: 'RefusalCode',
  description: 'Every lawful no, by code: what was refused, and what the caller does next.',
  valuesConfig: described(REFUSAL_DESCRIPTIONS),
});

@ObjectType('FieldFault', { description: 'What is wrong with one field of the input.' })
export class FieldFaultType {
  @Field(() => String, { description: 'Path within the arguments: `input.name`.' })
  field!: string;

  @Field(() => TextType, { description: 'What the field needs.' })
  message!: TextType;
}

@ObjectType('Refusal', { description: 'A lawful no. Nothing was changed.' })
export class RefusalType {
  @Field(() => RefusalCodeEnum, { description: 'For programs; people read `message`.' })
  code!: RefusalCode;

  @Field(() => TextType, { description: 'What is wrong, what is safe, what to do next.' })
  message!: TextType;

  @Field(() => [FieldFaultType], { description: 'For INVALID_INPUT: which fields, by their path.' })
  fields!: FieldFaultType[];
}
