import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse, print, visit } from 'graphql';
import { root } from '../../../server/launch/repo-node.mjs';

const definitions = readdirSync(join(root, 'client'), { recursive: true })
  .filter((name) => name.endsWith('.graphql'))
  .flatMap((name) => parse(readFileSync(join(root, 'client', name), 'utf8')).definitions);
const fragments = new Map(
  definitions
    .filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
    .map((fragment) => [fragment.name.value, fragment]),
);

/** The text of one of the client's operations as Apollo Client sends it: with its fragments, and every type named. */
export function operationText(name) {
  const operation = definitions.find(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION && definition.name.value === name,
  );
  if (!operation) throw new Error(`the client has no operation ${name}`);
  const needed = new Set([operation]);
  for (const definition of needed)
    visit(definition, { FragmentSpread: (spread) => void needed.add(fragments.get(spread.name.value)) });
  return print(visit({ kind: Kind.DOCUMENT, definitions: [...needed] }, { SelectionSet: nameType }));
}

const trusted = Object.entries(JSON.parse(readFileSync(join(root, 'dist/trusted-documents.json'), 'utf8')));

/** One of the client's operations as it is sent to our server: by the id of its text. */
export function operationById(name) {
  const [sha256Hash] =
    trusted.find(([, text]) => new RegExp(`^(mutation|subscription) ${name}\\(`, 'm').test(text)) ?? [];
  if (!sha256Hash) throw new Error(`the client sends no ${name}`);
  return { extensions: { persistedQuery: { version: 1, sha256Hash } } };
}

function nameType(set, _key, parent) {
  const named = set.selections.some(
    (selection) => selection.kind === Kind.FIELD && selection.name.value === '__typename',
  );
  if (named || parent.kind === Kind.OPERATION_DEFINITION) return undefined;
  const typename = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
  return { ...set, selections: [...set.selections, typename] };
}
