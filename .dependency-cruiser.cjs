// Who may import whom, held by a check (docs/decisions/0003-who-may-import-whom.md). Type-only imports and .vue files
// count as any other, but for the one rule that says so.

/** Features from the first on the ladder to the last; each may import those before it. */
const ladder = [
  'accounts',
  'places',
  'criteria',
  'councils',
  'dossiers',
  'sessions',
  'sheets',
  'board',
  'history',
  'reports',
];

const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

const framework = '\\.(entity|repository|types|resolver|loader|fields|test)\\.ts$';
// Live boards are the door that subscriptions go through, as resolvers are that of queries.
const useCase = {
  path: '^server/features/.+\\.ts$',
  pathNot: [framework, '/board/(live-boards|live-channel|board-making|show-board|question-of)\\.ts$'],
};
const fromPackage = (...names) => `(^|/)node_modules/(@types/)?(${names.join('|')})(/|$)`;

const ladderRules = ladder
  .slice(0, -1)
  .map((feature, step) =>
    rule(
      `ladder-${feature}`,
      `${feature} stands below ${ladder.slice(step + 1).join(', ')} on the ladder and must not know them.`,
      { path: `^server/features/${feature}/` },
      { path: `^server/features/(${ladder.slice(step + 1).join('|')})/` },
    ),
  );

module.exports = {
  forbidden: [
    rule(
      'no-cycles',
      'Parts that import each other in a circle cannot be understood alone.',
      {},
      { circular: true },
    ),
    rule(
      'resolvable',
      'An import leads nowhere.',
      { pathNot: '\\.d\\.ts$' },
      {
        couldNotResolve: true,
        pathNot: ['^virtual:', '\\?raw$', '\\?url$', '^client/generated/', '^\\.\\.?/.*generated/'],
      },
    ),
    rule(
      'domain-alone',
      'The rulebook imports nothing outside itself, Node included.',
      { path: '^server/domain/' },
      { pathNot: '^server/domain/' },
    ),
    rule('use-case-no-framework', 'A use case is handed its repository and only knows its type.', useCase, {
      dependencyTypesNot: ['type-only'],
      path: [
        fromPackage('typeorm', 'type-graphql', 'graphql', 'fastify', '@apollo'),
        '\\.(entity|repository|types|resolver)\\.ts$',
      ],
    }),
    rule(
      'tables-no-graphql',
      'Tables and queries know no GraphQL.',
      { path: '\\.(entity|repository)\\.ts$' },
      { path: [fromPackage('type-graphql', 'graphql', '@apollo'), '\\.(types|resolver)\\.ts$'] },
    ),
    rule(
      'door-no-tables',
      'What GraphQL shows is apart from tables: a column must never become public by accident.',
      { path: '\\.(types|resolver)\\.ts$' },
      { path: [fromPackage('typeorm', 'pg'), '\\.(entity|repository)\\.ts$'] },
    ),
    ...ladderRules,
    rule(
      'ladder-known',
      'Every feature stands on the ladder, in this file.',
      { path: '^server/features/', pathNot: `^server/features/(${ladder.join('|')})/` },
      {},
    ),
    rule(
      'platform-below-features',
      'The platform serves features and knows none.',
      { path: '^server/platform/' },
      { path: '^server/(features|launch|compose|main)' },
    ),
    rule(
      'backups-know-no-feature',
      'Backups take every table as the catalogue names it: a list of tables would forget one.',
      { path: '^server/backups/' },
      { path: '^server/(?!domain/|platform/|backups/)' },
    ),
    rule(
      'nobody-waits-for-backups',
      'No act and no part of the platform may lean on a backup; only assembly starts one.',
      { path: '^server/(features|platform|domain|scorecards|imports|demo)/' },
      { path: '^server/backups/' },
    ),
    rule(
      'scorecards-are-data',
      'The decrees as data need the rulebook alone.',
      { path: '^server/scorecards/' },
      { path: '^server/(?!domain/|scorecards/)' },
    ),
    rule(
      'verifier-alone',
      'The verifier is copied away to be trusted: it shares no line with what it checks, and uses nothing but Node.',
      { path: '^server/verify/' },
      { pathNot: '^server/verify/', dependencyTypesNot: ['core'] },
    ),
    rule(
      'verifier-apart',
      'Nor does anything of ours lean on the verifier; only tests put the two beside each other.',
      { path: '^(server|client|migrations)/', pathNot: '^server/verify/' },
      { path: '^server/verify/' },
    ),
    rule(
      'features-know-no-assembly',
      'Only compose joins parts.',
      { path: '^server/(features|platform|domain|scorecards)/' },
      {
        path: '^server/(main|compose|config|migrate|import|export|backup|restore|emit-schema|demo[^/]*)(\\.ts|/)',
      },
    ),
    rule(
      'server-no-client',
      'The schema is the treaty between the two halves.',
      { path: '^(server|migrations)/' },
      { path: '^client/' },
    ),
    rule(
      'client-no-server',
      'The schema is the treaty between the two halves.',
      { path: '^client/' },
      { path: '^(server|migrations)/' },
    ),
    rule(
      'no-tests-in-product',
      'Nothing that ships leans on a test.',
      { path: '^(server|client|migrations)/' },
      { path: '^tests/' },
    ),
    rule(
      'client-features-apart',
      'Features of the client meet in the router only.',
      { path: '^client/features/([^/]+)/' },
      { path: '^client/features/', pathNot: '^client/features/$1/' },
    ),
    rule(
      'client-features-below',
      'A client feature imports live, ui, generated and itself.',
      { path: '^client/features/' },
      { path: '^client/(main|App|router)\\.' },
    ),
    rule(
      'ui-knows-no-graphql',
      'Buttons and notices know no GraphQL.',
      { path: '^client/ui/' },
      {
        path: [
          '^client/(live|features|generated)/',
          fromPackage('@apollo', 'graphql', '@vue/apollo-composable'),
        ],
      },
    ),
    rule(
      'live-below-features',
      'What keeps the client alive serves every feature and knows none.',
      { path: '^client/live/' },
      { path: '^client/features/' },
    ),
    rule(
      'no-dev-packages-in-server',
      'The server runs without development packages.',
      { path: '^(server|migrations)/', pathNot: '^server/launch/bundle\\.mjs$' },
      { dependencyTypes: ['npm-dev'], pathNot: '/@types/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|client/generated)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    extraExtensionsToScan: ['.graphql'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.vue', '.json', '.d.ts'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
