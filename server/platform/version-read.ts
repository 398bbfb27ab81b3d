import { Arg, Int } from 'type-graphql';

/** The argument `version` of every change of something that two people may have open at once. */
export const VersionRead = () =>
  Arg('version', () => Int, {
    description: 'The version that was read; another one is refused with CONFLICT.',
  });
