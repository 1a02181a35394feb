/** Values of any depth with their texts replaced; keys stay. */
export function mapTexts<T>(value: T, replace: (text: string) => string): T {
  // JSON in, JSON of the same shape out, which the compiler cannot see.
  if (typeof value === 'string') return replace(value) as T
  if (Array.isArray(value)) return value.map((item: unknown) => mapTexts(item, replace)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts<unknown>(item, replace)])) as T
}
