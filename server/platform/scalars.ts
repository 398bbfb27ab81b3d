import { GraphQLLocalDate, GraphQLDateTimeISO } from 'graphql-scalars';
import { GraphQLScalarType } from 'graphql';

/** A day of the law, "2026-05-22". A text on both sides: a day has no hour and no zone. */
export const DateScalar = new GraphQLScalarType<string, string>({
  ...GraphQLLocalDate.toConfig(),
  name: 'Date',
  description: 'A day, "2026-05-22".',
});

/** A moment, ISO 8601 with zone. */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  ...(GraphQLDateTimeISO.toConfig() as object),
  name: 'DateTime',
  description: 'A moment, ISO 8601 with zone: "2026-11-22T08:30:00.000Z".',
});
