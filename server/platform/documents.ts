import { ApolloArmor } from '@escape.tech/graphql-armor';
import {
  type ASTVisitor,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  NoSchemaIntrospectionCustomRule,
  parse,
  type SelectionSetNode,
  specifiedRules,
  validate,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { withoutSuggestion } from './mask-error.js';

/** The longest document anybody may send, in lexer tokens; our largest has some 900. */
export const MOST_TOKENS = 4000;

/** Root fields of one operation: each is a piece of work of its own, whoever asks. Our largest operation has four. */
const MOST_ROOT_FIELDS = 10;

/** Rules beyond the specification, for both doors: how deep, how many pieces, aliases and directives, what is told. */
export function limitRules(introspection: boolean): ValidationRule[] {
  const { validationRules } = new ApolloArmor({
    maxDepth: { n: 14, flattenFragments: true },
    maxAliases: { n: 50 },
    maxDirectives: { n: 50 },
    costLimit: { enabled: false },
    maxTokens: { enabled: false },
    blockFieldSuggestion: { enabled: false },
  }).protect();
  return [fewRootFields, ...validationRules, ...(introspection ? [] : [NoSchemaIntrospectionCustomRule])];
}

function fewRootFields(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition: (operation) => {
      if (rootFields(context, operation.selectionSet, new Set()).size <= MOST_ROOT_FIELDS) return;
      const words = `Một yêu cầu hỏi nhiều nhất ${MOST_ROOT_FIELDS} mục ở gốc, kể cả bí danh. / One operation asks for at most ${MOST_ROOT_FIELDS} root fields, aliases included.`;
      context.reportError(new GraphQLError(words, { nodes: operation }));
    },
  };
}

/** Names of the answers at the root, through fragments; each fragment is walked once. */
function rootFields(
  context: ValidationContext,
  { selections }: SelectionSetNode,
  walked: Set<string>,
  found = new Set<string>(),
): Set<string> {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) found.add((selection.alias ?? selection.name).value);
    else if (selection.kind === Kind.INLINE_FRAGMENT)
      rootFields(context, selection.selectionSet, walked, found);
    else if (!walked.has(selection.name.value)) {
      walked.add(selection.name.value);
      const fragment = context.getFragment(selection.name.value);
      if (fragment) rootFields(context, fragment.selectionSet, walked, found);
    }
  }
  return found;
}

type Known = { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] };

/** Parses and checks the documents of the socket, each once: a council's screens all send the same few. */
export class Documents {
  private readonly known = new Map<string, Known>();
  private readonly secret: boolean;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly rules: readonly ValidationRule[],
  ) {
    // Who may not ask for the schema may not be led through it by suggestions either, as over HTTP.
    this.secret = rules.includes(NoSchemaIntrospectionCustomRule);
  }

  /** @throws {GraphQLError} for a text that is no document */
  readonly parse = (text: string): DocumentNode => {
    const known = this.read(text);
    if ('errors' in known) throw known.errors[0]!;
    return known.document;
  };

  /** The errors of a document that `parse` gave out. */
  readonly validate = (document: DocumentNode): readonly GraphQLError[] => this.checked.get(document) ?? [];

  private readonly checked = new WeakMap<DocumentNode, readonly GraphQLError[]>();

  private read(text: string): Known {
    const known = this.known.get(text);
    if (known) return known;
    const made = this.make(text);
    // A stranger may send what he likes: forget everything rather than grow.
    if (this.known.size >= 500) this.known.clear();
    this.known.set(text, made);
    return made;
  }

  private make(text: string): Known {
    try {
      const document = parse(text, { maxTokens: MOST_TOKENS });
      const errors = validate(this.schema, document, [...specifiedRules, ...this.rules]);
      this.checked.set(document, this.secret ? errors.map(unsuggested) : errors);
      return { document };
    } catch (error) {
      return {
        errors: [
          error instanceof GraphQLError
            ? error
            : new GraphQLError('Không đọc được yêu cầu. / The request cannot be read.'),
        ],
      };
    }
  }
}

function unsuggested(error: GraphQLError): GraphQLError {
  const message = withoutSuggestion(error.message);
  return message === error.message
    ? error
    : new GraphQLError(message, { nodes: error.nodes, extensions: error.extensions });
}
