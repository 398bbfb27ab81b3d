import { Field, ObjectType } from 'type-graphql';

@ObjectType('Text', { description: 'A wording in Vietnamese and English.' })
export class TextType {
  @Field(() => String)
  vi!: string;

  @Field(() => String)
  en!: string;
}
