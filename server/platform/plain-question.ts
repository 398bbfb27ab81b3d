import {
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type ExecutionArgs,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** Writes a value as JSON. @throws where `execute` would have more to say than the value */
type Write = (value: unknown) => string;

/** A question that only `execute` answers in full: it hangs on variables, resolvers or the kind of what is found. */
class NotPlain extends Error {}

/**
 * A question put to data that is all there. `execute` visits every field of a board with its resolvers, promises and paths
 * of errors, which costs more than building the board did; where every field asked for is a property of its object, the
 * question can be made into one function that writes the same text.
 */
export class PlainQuestion {
  private constructor(
    private readonly responseName: string,
    private readonly writeRoot: Write,
  ) {}

  /**
   * @param kept names of object types whose objects never change: what one of them was written as is remembered as long
   *   as it lives
   * @returns null for a question that is not plain
   */
  static from(
    { schema, document, operationName }: Pick<ExecutionArgs, 'schema' | 'document' | 'operationName'>,
    kept: ReadonlySet<string>,
  ): PlainQuestion | null {
    const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
    const operation = (operations as OperationDefinitionNode[]).find(
      ({ name }) => operationName == null || name?.value === operationName,
    );
    const root = operation && schema.getRootType(operation.operation);
    if (!root) return null;
    try {
      const compiler = new Compiler(schema, document.definitions.filter(isFragment), kept);
      const [field, ...more] = compiler.fieldsOf(root, [operation.selectionSet]);
      const type = field && root.getFields()[field.name]?.type;
      if (!type || more.length > 0) return null;
      return new PlainQuestion(field.responseName, compiler.writer(type, field.nodes));
    } catch (error) {
      if (error instanceof NotPlain) return null;
      throw error;
    }
  }

  /**
   * @param value of the one field that is asked for
   * @returns the whole answer as JSON, with `data` alone; null where something in it is odd and `execute` must say what
   */
  write(value: unknown): string | null {
    try {
      return `{"data":{${JSON.stringify(this.responseName)}:${this.writeRoot(value)}}}`;
    } catch {
      return null;
    }
  }
}

/** A field of an answer, asked for once or in several places. */
interface Asked {
  readonly responseName: string;
  readonly name: string;
  readonly nodes: FieldNode[];
}

class Compiler {
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(
    private readonly schema: GraphQLSchema,
    fragments: readonly FragmentDefinitionNode[],
    private readonly kept: ReadonlySet<string>,
  ) {
    this.fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  /** In the order in which an answer has them. @throws {NotPlain} */
  fieldsOf(type: GraphQLObjectType, sets: readonly SelectionSetNode[]): Asked[] {
    const fields = new Map<string, Asked>();
    for (const set of sets) this.collect(type, set, fields);
    return [...fields.values()];
  }

  /** @throws {NotPlain} */
  writer(type: GraphQLOutputType, nodes: readonly FieldNode[]): Write {
    if (isNonNullType(type)) return present(this.writer(type.ofType, nodes));
    return orNull(this.nullable(type, nodes));
  }

  private nullable(type: GraphQLOutputType, nodes: readonly FieldNode[]): Write {
    if (isListType(type)) return listOf(this.writer(type.ofType, nodes));
    if (isLeafType(type)) return (value) => written(type.serialize(value));
    if (!isObjectType(type) || type.isTypeOf) throw new NotPlain();
    const write = this.object(type, nodes);
    return this.kept.has(type.name) ? remembering(write) : write;
  }

  private object(type: GraphQLObjectType, nodes: readonly FieldNode[]): Write {
    const fields = this.fieldsOf(
      type,
      nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
    ).map(({ responseName, name, nodes: asking }, index) => {
      const head = `${index === 0 ? '' : ','}${JSON.stringify(responseName)}:`;
      if (name === '__typename') return { head: `${head}${JSON.stringify(type.name)}`, name, write: nothing };
      const field = type.getFields()[name];
      // A property needs no arguments and no resolver.
      if (!field || field.resolve || field.args.length > 0) throw new NotPlain();
      return { head, name, write: this.writer(field.type, asking) };
    });
    return (value) => {
      if (typeof value !== 'object' || value instanceof Promise) throw new TypeError('no object');
      let text = '{';
      for (const { head, name, write } of fields)
        text += head + write((value as Readonly<Record<string, unknown>>)[name]);
      return `${text}}`;
    };
  }

  private collect(type: GraphQLObjectType, set: SelectionSetNode, fields: Map<string, Asked>): void {
    for (const selection of set.selections) {
      // Whether it is there hangs on variables.
      if (selection.directives?.length) throw new NotPlain();
      if (selection.kind === Kind.FIELD) {
        const name = selection.name.value;
        const responseName = selection.alias?.value ?? name;
        const known = fields.get(responseName);
        if (known) known.nodes.push(selection);
        else fields.set(responseName, { responseName, name, nodes: [selection] });
        continue;
      }
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? this.fragments.get(selection.name.value) : selection;
      if (!fragment) throw new NotPlain();
      const { typeCondition } = fragment;
      // Of another object type it is never asked; of an interface or a union it might be.
      if (typeCondition && typeCondition.name.value !== type.name) {
        if (!isObjectType(this.schema.getType(typeCondition.name.value))) throw new NotPlain();
        continue;
      }
      this.collect(type, fragment.selectionSet, fields);
    }
  }
}

const isFragment = (node: { readonly kind: Kind }): node is FragmentDefinitionNode =>
  node.kind === Kind.FRAGMENT_DEFINITION;

const nothing: Write = () => '';

const orNull =
  (write: Write): Write =>
  (value) =>
    value === null || value === undefined ? 'null' : write(value);

const present =
  (write: Write): Write =>
  (value) => {
    const text = write(value);
    if (text === 'null') throw new TypeError('nothing where something must be');
    return text;
  };

const listOf =
  (write: Write): Write =>
  (value) => {
    if (!Array.isArray(value)) throw new TypeError('no list');
    return `[${value.map(write).join(',')}]`;
  };

/** What a scalar or an enumeration makes of a value; it throws on what it does not know. */
function written(value: unknown): string {
  const text = JSON.stringify(value);
  if (text === undefined) throw new TypeError('no value');
  return text;
}

function remembering(write: Write): Write {
  const known = new WeakMap<object, string>();
  return (value) => {
    const text = known.get(value as object) ?? write(value);
    known.set(value as object, text);
    return text;
  };
}
