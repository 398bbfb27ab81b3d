import { validateSync, type ValidationError } from 'class-validator';
import type { ValidatorFn } from 'type-graphql';
import { Refusal } from '../domain/refusal.js';

/**
 * Checks every argument by the class-validator rules on its input class, all faults at once.
 * A rule's message is written `vi|en`. Unknown fields never get here: GraphQL refuses them. An argument that is one
 * input is called `input`, a list of them `entries`; the paths of the faults begin so.
 * @throws {Refusal} INVALID_INPUT with details `fields`: `path|vi|en`, one entry a fault
 */
export const validateInput: ValidatorFn = (value: unknown) => checkInput(value);

/** For an argument whose faults are to be named together with others: whoever takes it calls `checkInput`. */
export const checkedLater: ValidatorFn = () => undefined;

/** As `validateInput`. @throws {Refusal} INVALID_INPUT */
export function checkInput(value: unknown): void {
  const faults = Array.isArray(value)
    ? value.flatMap((one, index) => faultsOf(`entries[${index}]`, one))
    : faultsOf('input', value);
  if (faults.length > 0) throw new Refusal('INVALID_INPUT', { fields: faults });
}

function faultsOf(path: string, value: unknown): string[] {
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) === Object.prototype)
    return [];
  if (value instanceof Date) return [];
  // None of our rules has to wait for anything, and every save comes through here.
  const errors = validateSync(value, { forbidUnknownValues: false, skipMissingProperties: true });
  return errors.flatMap((error) => lines(path, error));
}

function lines(parent: string, error: ValidationError): string[] {
  const path = `${parent}.${error.property}`;
  const own = Object.values(error.constraints ?? {}).map((message) => `${path}|${message}`);
  return [...own, ...(error.children ?? []).flatMap((child) => lines(path, child))];
}
