/**
 * The descriptions of an enum's values, as `registerEnumType` takes them. Name the values as the type argument: whoever
 * adds one then has to describe it before anything compiles.
 */
export function described<Value extends string>(
  values: Readonly<Record<Value, string>>,
): Record<Value, { description: string }> {
  const entries = Object.entries<string>(values).map(([value, description]) => [value, { description }]);
  return Object.fromEntries(entries) as Record<Value, { description: string }>;
}
