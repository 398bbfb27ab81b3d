import { Field, InputType, ObjectType } from 'type-graphql';
import { OptionalWording } from './wording.js';

@ObjectType('Text', { description: 'A wording in Vietnamese and English.' })
@InputType('TextInput', { description: 'A wording in Vietnamese and English; may still be empty.' })
export class TextType {
  @Field(() => String, { description: 'Vietnamese; the original.' })
  @OptionalWording(2000)
  vi!: string;

  @Field(() => String, { description: 'English; a translation.' })
  @OptionalWording(2000)
  en!: string;
}
