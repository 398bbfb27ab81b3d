/** What everything that belongs to one build is named by: the files kept of it, and the lock its pages hold. */
export const BUILDS = 'cham-sao ';

/** @param entry  path of the script that every page of the build begins with */
export const buildName = (entry: string) => BUILDS + entry;
