/** A package as the lock file states it. */
export interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: string | readonly string[];
  readonly cpu?: string | readonly string[];
  readonly libc?: string | readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
}
type Packages = Readonly<Record<string, LockedPackage>>;

export const ALLOWED: ReadonlySet<string>;
export function isAllowed(licence: unknown): boolean;
export function ofTheServer(packages: Packages): [string, LockedPackage][];
export function ofTheClient(packages: Packages, named: readonly string[]): [string, LockedPackage][];
export function pageOf(packages: Packages, named: readonly string[]): string;
