import { Field, InputType, ObjectType } from 'type-graphql';
import { OptionalWording } from './wording.js';

@ObjectType('Text', { description: 'A wording in Vietnamese and English.' })
@InputType('TextInput', { description: 'A wording in Vietnamese and English; may still be empty.' })
export class TextType {
  @Field(() => String)
  @OptionalWording(2000)
  vi!: string;

  @Field(() => String)
  @OptionalWording(2000)
  en!: string;
}
