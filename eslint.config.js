import js from '@eslint/js';
import vue from 'eslint-plugin-vue';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';

const typed = {
  parser: tseslint.parser,
  parserOptions: { projectService: true, extraFileExtensions: ['.vue'] },
};

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'client/generated/', 'tests/artefacts/', '.data/'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    rules: {
      // STYLE.md: named exports, Vue components and what tools demand excepted.
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Exports are named (STYLE.md).' },
        { selector: 'ExportAllDeclaration', message: 'No barrels (STYLE.md).' },
      ],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'no-console': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-explicit-any': 'error',
      // Prettier decides how templates are laid out.
      ...Object.fromEntries(
        ['html-indent', 'html-self-closing', 'html-closing-bracket-newline', 'max-attributes-per-line']
          .concat(['singleline-html-element-content-newline', 'multiline-html-element-content-newline'])
          .concat(['first-attribute-linebreak', 'html-closing-bracket-spacing'])
          .map((rule) => [`vue/${rule}`, 'off']),
      ),
      'vue/require-default-prop': 'off',
      'vue/no-v-html': 'error',
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
    },
  },
  {
    files: ['server/**/*.ts', 'migrations/**/*.ts'],
    languageOptions: { ...typed, globals: globals.node },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      // A member of an outcome union and a table's columns have no other writer than the framework.
      '@typescript-eslint/no-extraneous-class': 'off',
    },
  },
  {
    files: ['server/**/*.ts'],
    ignores: ['server/config.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only server/config.ts reads the environment.' },
      ],
    },
  },
  {
    files: ['client/**/*.{ts,vue}', 'tests/client/**/*.ts'],
    languageOptions: { globals: globals.browser },
  },
  {
    files: ['**/*.vue'],
    languageOptions: { parser: vueParser, parserOptions: { parser: tseslint.parser, sourceType: 'module' } },
    // vue-tsc knows what is defined; ESLint does not know the types' names.
    rules: { 'no-undef': 'off', 'vue/multi-word-component-names': ['error', { ignores: ['App'] }] },
  },
  {
    files: ['**/*.{mjs,cjs}', '*.config.{js,ts}', 'tests/**/*.ts'],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
  {
    files: ['*.config.{js,ts}', 'tests/support/global-database.ts', 'client/env.d.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  { files: ['**/*.ts'], rules: { 'no-undef': 'off' } },
  // Texts, tables of cases and table definitions are long without being complicated.
  { files: ['**/messages*.ts', 'migrations/**', 'tests/**'], rules: { 'max-lines': 'off' } },
  // A component carries its styles with it.
  {
    files: ['**/*.vue'],
    rules: { 'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }] },
  },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs' } },
);
