import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const FOLDER = new URL('../../docs/operations/', import.meta.url);

/** A file that we ship for operators. */
export const operationsText = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8');
/** As YAML 1.1 has it, which Compose reads, with its merge keys. */
export const operationsYaml = (name: string): unknown => parse(operationsText(name), { merge: true });

/** `NAME=value` a line, as systemd and Compose read it. @param commented  also those that are only offered */
export function settingsIn(text: string, { commented = false } = {}): Record<string, string> {
  const line = commented ? /^#?([A-Z_]+)=(.*)$/gm : /^([A-Z_]+)=(.*)$/gm;
  return Object.fromEntries([...text.matchAll(line)].map(([, name, value]) => [name, value]));
}

/** What a unit of systemd says, a list for each word, in order; an empty one takes back what was before. */
export function unitOf(text: string): Map<string, string[]> {
  const unit = new Map<string, string[]>();
  let section = '';
  for (const line of text.split('\n').filter((each) => each && !/^[#;]/.test(each))) {
    const [, name] = /^\[(\w+)\]$/.exec(line) ?? [];
    if (name) {
      section = name;
      continue;
    }
    const [, word, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (!word) throw new Error(`no line of a unit: ${line}`);
    const key = `${section}.${word}`;
    unit.set(key, [...(unit.get(key) ?? []), value!]);
  }
  return unit;
}
