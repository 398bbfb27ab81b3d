export function canonical(value: unknown): string;
export function shortCode(hash: string): string;
export function headCode(hash: string): string;
export function entryHash(previous: string, entry: object): string;
