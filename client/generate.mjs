// Types the client's GraphQL operations from schema.graphql; needs no running server.
// A field that does not exist stops it, with file, line and column.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InMemoryCache } from '@apollo/client/cache/cache.cjs';
import { print } from '@apollo/client/utilities/utilities.cjs';
import { codegen } from '@graphql-codegen/core';
import * as typedDocumentNode from '@graphql-codegen/typed-document-node';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import { GraphQLError, Source, buildSchema, concatAST, getLocation, parse, validate } from 'graphql';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'client', 'generated');

function operationFiles() {
  return readdirSync(join(root, 'client'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.graphql'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes(`${sep}generated${sep}`))
    .sort();
}

/** "client/features/chair/SessionBoard.graphql:12:5 Cannot query field …" */
function wordError(error) {
  const { source } = error;
  if (!source || error.positions === undefined) return error.message;
  const { line, column } = getLocation(source, error.positions[0] ?? 0);
  return `${source.name}:${line}:${column} ${error.message}`;
}

function parseAll(files, errors) {
  return files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    if (text.trim() === '') return [];
    const name = relative(root, file);
    try {
      return [{ location: name, document: parse(new Source(text, name)) }];
    } catch (error) {
      errors.push(wordError(error));
      return [];
    }
  });
}

/** Two operations of one name would silently become one type. */
function findDoubles(documents) {
  const seen = new Map();
  const errors = [];
  for (const definition of documents.flatMap(({ document }) => document.definitions)) {
    if (!definition.name) {
      errors.push(new GraphQLError('Every operation needs a name.', { nodes: definition }));
      continue;
    }
    const key = definition.name.value;
    const other = seen.get(key);
    if (other) {
      const at = wordError(new GraphQLError('', { nodes: other })).trim();
      errors.push(new GraphQLError(`"${key}" already stands in ${at}.`, { nodes: definition }));
    }
    seen.set(key, definition);
  }
  return errors;
}

/** The text that Apollo Client will send of a document: it adds __typename first. */
function sentText(document) {
  return print(new InMemoryCache().transformDocument(document));
}

/**
 * Puts into an operation's module the id that is sent in the stead of its text, where the document goes it goes too;
 * and the text on the list by which the server knows it.
 */
function nameDocument(line, list) {
  const [, declared, literal, typed] = /^(export const \w+ = )(\{.*\})( as unknown as .*)$/.exec(line);
  const document = JSON.parse(literal);
  if (!document.definitions.some(({ kind }) => kind === 'OperationDefinition')) return line;
  const text = sentText(document);
  const hash = createHash('sha256').update(text).digest('hex');
  list[hash] = text;
  return `${declared}${JSON.stringify({ __meta__: { hash }, ...document })}${typed}`;
}

/**
 * Each document becomes a module of its own, which operations.ts passes on: so a page loads only the
 * operations it sends, not all of the administration's.
 */
function splitDocuments(text) {
  const head = '/* Written by client/generate.mjs; never edited. */\n';
  const files = new Map();
  const list = {};
  const kept = text.split('\n').map((line) => {
    const name = /^export const (\w+) = /.exec(line)?.[1];
    if (!name) return /^import type .*TypedDocumentNode/.test(line) ? '' : line;
    const types = [...(/DocumentNode<(.*)>;$/.exec(line)?.[1] ?? '').matchAll(/\w+/g)].map(([type]) => type);
    const own = types.filter((type) => !['unknown', 'never', 'string', 'Exact', 'key'].includes(type));
    files.set(
      join('documents', `${name}.ts`),
      `${head}import type { TypedDocumentNode as DocumentNode } from '@apollo/client/core';\n` +
        `import type { ${own.join(', ')} } from '../operations';\n\n${nameDocument(line, list)}\n`,
    );
    return `export { ${name} } from './documents/${name}';`;
  });
  return files
    .set('operations.ts', head + kept.join('\n'))
    .set('trusted-documents.json', `${JSON.stringify(list, null, 1)}\n`);
}

/** Leaves unchanged files alone, so that a running Vite reloads nothing for nothing. */
function writeChanged(files) {
  mkdirSync(join(folder, 'documents'), { recursive: true });
  for (const name of readdirSync(join(folder, 'documents')))
    if (!files.has(join('documents', name))) rmSync(join(folder, 'documents', name));
  for (const [name, text] of files) {
    const file = join(folder, name);
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
  }
}

async function generate() {
  const schemaText = readFileSync(join(root, 'schema.graphql'), 'utf8');
  const schema = buildSchema(new Source(schemaText, 'schema.graphql'));
  const errors = [];
  const documents = parseAll(operationFiles(), errors);
  errors.push(...findDoubles(documents).map(wordError));
  if (errors.length === 0 && documents.length > 0) {
    const all = concatAST(documents.map(({ document }) => document));
    errors.push(...validate(schema, all).map(wordError));
  }
  if (errors.length > 0) throw new Error(errors.join('\n'));

  const text = await codegen({
    filename: 'operations.ts',
    schema: parse(schemaText),
    schemaAst: schema,
    documents,
    plugins: [{ typescriptOperations: {} }, { typedDocumentNode: {} }],
    pluginMap: { typescriptOperations, typedDocumentNode },
    config: {
      strictScalars: true,
      scalars: { ID: 'string', UUID: 'string', DateTime: 'string', Date: 'string' },
      enumType: 'string-literal',
      useTypeImports: true,
      dedupeFragments: true,
    },
  });
  writeChanged(splitDocuments(text));
  return documents.length;
}

try {
  const count = await generate();
  if (process.stdout.isTTY) console.log(`client/generated/operations.ts: ${count} .graphql files`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
