import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { REFUSAL_CODES, type RefusalCode } from '../domain/refusal.js';
import { TextType } from './text.types.js';

export const RefusalCodeEnum = Object.fromEntries(REFUSAL_CODES.map((code) => [code, code]));
registerEnumType(RefusalCodeEnum, { name: 'RefusalCode', description: 'Every lawful no, by code.' });

@ObjectType('FieldFault', { description: 'What is wrong with one field of the input.' })
export class FieldFaultType {
  @Field(() => String, { description: 'Path within the arguments: `input.name`.' })
  field!: string;

  @Field(() => TextType)
  message!: TextType;
}

@ObjectType('Refusal', { description: 'A lawful no. Nothing was changed.' })
export class RefusalType {
  @Field(() => RefusalCodeEnum)
  code!: RefusalCode;

  @Field(() => TextType, { description: 'What is wrong, what is safe, what to do next.' })
  message!: TextType;

  @Field(() => [FieldFaultType], { description: 'For INVALID_INPUT: which fields, by their path.' })
  fields!: FieldFaultType[];
}
