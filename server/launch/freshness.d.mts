export function filesBelow(path: string, ignored?: (path: string) => boolean): string[];
export function changedSince(
  stamp: string,
  paths: readonly string[],
  ignored?: (path: string) => boolean,
): string | null;
export function writeStamp(file: string, text: string | null): void;
