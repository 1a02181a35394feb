/** The query parameters of a list. */
export const PAGE = {
  limit: { type: 'integer', minimum: 1, maximum: 500, default: 100 },
  before: { type: 'string', minLength: 1, maxLength: 200 },
}

/** A value that a list is filtered by. */
export const FILTER = { type: 'string', minLength: 1, maxLength: 200 }

/** A route's schema: these query parameters, and no other. */
export function querySchema(properties: object): { schema: { querystring: object } } {
  return { schema: { querystring: { type: 'object', properties, additionalProperties: false } } }
}
